// The QR code of a customer's portal link (declared in admin_client_sheet.h): shown to be scanned, copied as a link,
// replaced when it fell into wrong hands.
#include <algorithm>

#include "shared/mutators/customer_mutators.h"
#include "shared/ui/screens/admin_client_sheet.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/sync_indicator.h"

namespace portail::ui {
namespace {

constexpr float size_on_sheet = 220;
constexpr float largest_size = 560;

}  // namespace

std::string AdminClientSheet::link_address(const AppContext& context) const {
    return m_link ? context.host.server_address + "/c/" + m_link->code : std::string{};
}

void AdminClientSheet::load_link(AppContext& context, std::optional<Error>& problem) {
    m_link = taken(find_portal_link(context.database(), m_id), problem);
    const std::string address = link_address(context);
    if (address == m_encoded) return;
    m_encoded = address;
    m_code.reset();
    m_code_side = 0;
    if (address.empty()) return;
    const Result<QrCode> code = encode_qr(address);
    if (!code) {
        problem = code.error();
        return;
    }
    m_code_side = code->size();
    m_code = std::make_unique<bool[]>(static_cast<std::size_t>(m_code_side) * static_cast<std::size_t>(m_code_side));
    std::size_t index = 0;
    for (int row = 0; row < m_code_side; ++row) {
        for (int column = 0; column < m_code_side; ++column)
            m_code[index++] = code->is_dark(column, row);
    }
}

void AdminClientSheet::draw_code(Ui& ui, AppContext& context, float size) const {
    const std::string label = context.words.text("customer.qr.image", {{"customer", m_customer->full_name()}});
    modules_image(ui, {.key = "code", .label = label, .side = m_code_side, .size = size},
                  {m_code.get(), static_cast<std::size_t>(m_code_side) * static_cast<std::size_t>(m_code_side)});
}

void AdminClientSheet::draw_qr(Ui& ui, AppContext& context) {
    const Translator& words = context.words;
    if (!m_link) {
        text(ui, {.text = words.text("customer.qr.none"), .style = TextStyle::Muted, .icon = Icon::Qr, .key = "none"});
        if (button(ui, {.key = "create",
                        .label = words.text("customer.qr.create"),
                        .style = ButtonStyle::Primary,
                        .is_busy = m_new_link.is_saving()})) {
            submit_new_link(context);
        }
        error_banner(ui, context, "error", m_new_link.error());
        return;
    }
    const RowMark mark = row_mark(context, "portal_links", m_link->id);
    const std::string address = link_address(context);
    card(ui, {.key = "qr", .label = words.text("customer.tab.qr")}, [&] {
        text(ui, {.text = words.text("customer.qr.text", {{"customer", m_customer->first_name}}),
                  .style = TextStyle::Muted,
                  .key = "text"});
        draw_code(ui, context, size_on_sheet);
        text(ui, {.text = address, .style = TextStyle::Strong, .key = "address"});
        if (!mark.label.empty()) {
            badge(ui, {.label = mark.label, .tone = mark.tone, .key = "mark"});
            text(ui, {.text = words.text("customer.qr.pending"), .style = TextStyle::Caption, .key = "pending"});
        }
        row(ui, {.key = "actions"}, [&] {
            if (button(ui, {.key = "show",
                            .label = words.text("customer.qr.show"),
                            .style = ButtonStyle::Primary,
                            .icon = Icon::Eye})) {
                open_place_dialog(context, "show");
            }
            if (button(ui, {.key = "copy", .label = words.text("customer.qr.copy")})) {
                context.host.copy_text(address);
                ui.show_toast({.text = words.text("customer.qr.copied")});
            }
            if (button(ui, {.key = "regenerate", .label = words.text("customer.qr.regenerate"), .icon = Icon::Sync})) {
                m_new_link.clear();
                open_place_dialog(context, "regenerate");
            }
        });
    });
}

void AdminClientSheet::draw_qr_dialogs(Ui& ui, AppContext& context) {
    if (!m_link) return;
    const Translator& words = context.words;
    const float room = std::min(ui.screen().width - 48, ui.screen().height - 260);
    const float size = std::clamp(room, size_on_sheet, largest_size);
    place_dialog(ui, context, "show", {.key = "show", .title = m_customer->full_name(), .width = size + 64}, [&] {
        draw_code(ui, context, size);
        text(ui, {.text = link_address(context), .style = TextStyle::Strong, .align = Align::Center, .key = "address"});
    });
    place_dialog(ui, context, "regenerate", {.key = "regenerate", .title = words.text("customer.qr.question")}, [&] {
        text(ui, {.text = words.text("customer.qr.question_text", {{"customer", m_customer->full_name()}}),
                  .key = "question"});
        error_banner(ui, context, "error", m_new_link.error());
        if (place_dialog_answer(ui, context,
                                {.label = words.text("customer.qr.regenerate"),
                                 .style = ButtonStyle::Danger,
                                 .is_busy = m_new_link.is_saving()})) {
            submit_new_link(context);
        }
    });
    if (m_new_link.take_saved()) close_place_dialog(context);
}

void AdminClientSheet::submit_new_link(AppContext& context) {
    RegeneratePortalLink link;
    link.customer_id = m_id;
    link.portal_link_id = context.new_id();
    link.portal_code = make_code(portal_code_length, context.random);
    context.commands.submit(link, {.tracked = &m_new_link,
                                   .saved_message = context.words.text("customer.qr.regenerated"),
                                   .needs = context.commands.pending_creation_of(m_id)});
}

}  // namespace portail::ui
