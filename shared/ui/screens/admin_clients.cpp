// Customers: the list with its search, and beside it the sheet of the one that was chosen.
#include "shared/ui/screens/admin_actions.h"
#include "shared/ui/screens/admin_client_sheet.h"
#include "shared/ui/screens/admin_customer_list.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/screens/admin_screens.h"

namespace portail::ui {
namespace {

class AdminClients final : public Screen {
public:
    std::string title(AppContext& context) override {
        const Customer* customer = m_sheet.customer();
        return customer != nullptr ? customer->full_name() : context.words.text("admin.clients.title");
    }

    void draw(Ui& ui, AppContext& context) override {
        if (m_watch.changed(context)) load(context);
        const Id id = context.router.part("id");
        const bool is_phone = ui.form_factor() == FormFactor::Phone;
        AdminPageOptions options{.key = "clients", .title = context.words.text("admin.clients.title")};
        if (is_phone && !id.empty()) options.back_to = Place{"/clients", {}};
        m_frame.draw(ui, context, options, [&] {
            master_detail(
                ui,
                {.key = "main",
                 .is_detail_open = !id.empty(),
                 .master_width = 400,
                 .detail_label = context.words.text("customer.sheet"),
                 .detail_subject = context.router.place().path},
                [&] { draw_list(ui, context, id); }, [&] { draw_sheet(ui, context, id); });
        });
    }

private:
    void load(AppContext& context) {
        m_problem.reset();
        m_list.refresh(context);
        const Result<void> loaded = m_sheet.load(context, context.router.part("id"));
        if (!loaded) m_problem = loaded.error();
    }

    void draw_list(Ui& ui, AppContext& context, const Id& selected) {
        heading(ui, {.text = context.words.text("admin.clients.title"), .key = "title"});
        if (button(ui, {.key = "create",
                        .label = context.words.text("admin.clients.create"),
                        .style = ButtonStyle::Primary,
                        .icon = Icon::Plus,
                        .is_full_width = true,
                        .shortcut = admin_shortcut("new_client")})) {
            context.router.push("/clients/new");
        }
        const std::optional<Id> pressed = m_list.draw(ui, context, selected);
        if (!pressed) return;
        // On a desk the next sheet takes the place of the last one.
        if (ui.form_factor() != FormFactor::Phone && !selected.empty()) {
            context.router.replace(admin_places::client(*pressed, context.router.part("tab")));
        } else {
            context.router.push(admin_places::client(*pressed));
        }
    }

    void draw_sheet(Ui& ui, AppContext& context, const Id& id) {
        error_banner(ui, context, "problem", m_problem ? &*m_problem : nullptr);
        if (id.empty()) {
            empty_state(ui, {.key = "none",
                             .icon = Icon::Users,
                             .title = context.words.text("admin.clients.none_chosen"),
                             .text = context.words.text("admin.clients.none_chosen_text")});
            return;
        }
        m_sheet.draw(ui, context);
    }

    AdminFrame m_frame;
    DataWatch m_watch;
    std::optional<Error> m_problem;
    AdminCustomerList m_list;
    AdminClientSheet m_sheet;
};

}  // namespace

std::unique_ptr<Screen> make_admin_clients() {
    return std::make_unique<AdminClients>();
}

}  // namespace portail::ui
