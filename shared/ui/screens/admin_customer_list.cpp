#include "shared/ui/screens/admin_customer_list.h"

#include "shared/ui/phone_field.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/sync_indicator.h"

namespace portail::ui {

void announce_found(Ui& ui, const Translator& words, std::int64_t total) {
    ui.announce(total == 0 ? words.text("admin.clients.none_found") : words.plural("admin.clients.count", total));
}

void AdminCustomerList::refresh(AppContext& context) {
    m_windows.clear();
    m_problem.reset();
    read_window(context, 0);
}

void AdminCustomerList::read_window(AppContext& context, int window) {
    CustomerPage page =
        taken(search_customers(context.database(), m_search, window_size, window * window_size), m_problem);
    m_total = page.total;
    m_windows[window] = std::move(page.customers);
}

const Customer* AdminCustomerList::at(AppContext& context, std::size_t index) {
    const int window = static_cast<int>(index) / window_size;
    if (m_windows.find(window) == m_windows.end()) read_window(context, window);
    const std::vector<Customer>& customers = m_windows[window];
    const std::size_t place = index % window_size;
    return place < customers.size() ? &customers[place] : nullptr;
}

std::optional<Id> AdminCustomerList::draw(Ui& ui, AppContext& context, const Id& selected) {
    const Translator& words = context.words;
    const TextFieldResult typed = text_field(ui,
                                             {.key = "search",
                                              .label = words.text("admin.clients.search"),
                                              .kind = InputKind::Search,
                                              .placeholder = words.text("admin.clients.search_hint"),
                                              .enter_key_hint = "search",
                                              .icon = Icon::Search,
                                              .is_label_hidden = true},
                                             m_search);
    if (typed) {
        refresh(context);
        announce_found(ui, words, m_total);
    }
    error_banner(ui, context, "problem", m_problem ? &*m_problem : nullptr);
    if (m_total == 0) {
        const bool is_searching = !m_search.empty();
        if (empty_state(
                ui, {.key = "none",
                     .icon = is_searching ? Icon::Search : Icon::Users,
                     .title = words.text(is_searching ? "admin.clients.none_found" : "admin.clients.empty"),
                     .text = words.text(is_searching ? "admin.clients.none_found_text" : "admin.clients.empty_text"),
                     .action_label = is_searching ? words.text("common.clear") : std::string{},
                     .action_style = ButtonStyle::Secondary})) {
            m_search.clear();
            refresh(context);
        }
        return std::nullopt;
    }
    text(ui, {.text = words.plural("admin.clients.count", m_total), .style = TextStyle::Caption, .key = "count"});
    std::optional<Id> pressed;
    virtual_list(
        ui,
        {.key = "customers", .label = words.text("admin.clients.title"), .count = static_cast<std::size_t>(m_total)},
        [&](std::size_t index) {
            const Customer* customer = at(context, index);
            if (customer == nullptr) return;
            // By last name, as the list is sorted.
            const std::string name = customer->last_name + " " + customer->first_name;
            std::string contact = dotted({shown_phone(context, customer->phone), customer->email});
            if (contact.empty()) contact = words.text("admin.clients.no_contact");
            const RowMark mark = row_mark(context, "customers", customer->id);
            if (list_item(ui, {.key = customer->id,
                               .title = name,
                               .detail = contact,
                               .badge = mark.label,
                               .badge_tone = mark.tone,
                               .is_selected = customer->id == selected,
                               .is_one_line = true})) {
                pressed = customer->id;
            }
        });
    return pressed;
}

}  // namespace portail::ui
