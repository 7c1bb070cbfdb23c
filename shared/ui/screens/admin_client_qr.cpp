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

void tell(Ui& ui, const Translator& words, const Result<void>& result, std::string_view done_key) {
    if (result.ok()) {
        ui.show_toast({.text = words.text(done_key)});
    } else {
        ui.show_toast({.text = words.error(result.error()), .tone = Tone::Danger});
    }
    ui.request_frames();
}

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
            if (button(ui, {.key = "copy", .label = words.text("customer.qr.copy")})) copy_link(ui, context);
            const bool has_sheet = context.host.files().has_share_sheet();
            if (button(ui, {.key = "share",
                            .label = words.text(has_sheet ? "customer.qr.share" : "customer.qr.mail"),
                            .icon = has_sheet ? Icon::Share : Icon::Mail})) {
                share_link(ui, context);
            }
            if (button(ui, {.key = "save", .label = words.text("customer.qr.save"), .icon = Icon::Image})) {
                save_code(ui, context);
            }
            if (button(ui, {.key = "regenerate", .label = words.text("customer.qr.regenerate"), .icon = Icon::Sync})) {
                m_new_link.clear();
                open_place_dialog(context, "regenerate");
            }
        });
    });
}

void AdminClientSheet::copy_link(Ui& ui, AppContext& context) const {
    context.host.files().copy_text(link_address(context), [&ui, &words = context.words](const Result<void>& copied) {
        tell(ui, words, copied, "customer.qr.copied");
    });
}

void AdminClientSheet::share_link(Ui& ui, AppContext& context) const {
    const Translator& words = context.words;
    const std::string title = words.text("customer.qr.share_title", {{"business", context.organisation.name}});
    context.host.files().share({title, "", link_address(context), {}},
                               [&ui, &words](const Result<platform::ShareOutcome>& shared) {
                                   if (!shared) tell(ui, words, shared.error(), "");
                               });
}

/// The code as a picture to print or to send: ten pixels a module, with the quiet zone of ISO/IEC 18004.
void AdminClientSheet::save_code(Ui& ui, AppContext& context) const {
    constexpr int module_pixels = 10;
    const int side = (m_code_side + 2 * quiet_zone_modules) * module_pixels;
    Picture picture{side, side, std::vector<std::uint8_t>(static_cast<std::size_t>(side * side) * 4, 255)};
    for (int row = 0; row < m_code_side * module_pixels; ++row) {
        for (int column = 0; column < m_code_side * module_pixels; ++column) {
            const int module = row / module_pixels * m_code_side + column / module_pixels;
            if (!m_code[static_cast<std::size_t>(module)]) continue;
            const int margin = quiet_zone_modules * module_pixels;
            std::fill_n(&picture.rgba[picture.offset(column + margin, row + margin)], 3, std::uint8_t{0});
        }
    }
    platform::FileServices& files = context.host.files();
    files.encode_png(picture, [&ui, &files, &words = context.words,
                               name = "QR " + m_customer->full_name() + ".png"](Result<std::string> png) {
        if (!png) {
            tell(ui, words, png.error(), "");
            return;
        }
        files.save({name, "image/png", std::move(*png)}, [&ui, &words](const Result<std::string>& saved) {
            tell(ui, words, saved ? Result<void>{} : saved.error(), "customer.qr.saved");
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
