// The QR code of a customer's portal link (declared in admin_client_sheet.h): shown to be scanned, saved as a file, sent,
// copied as a link, paused, replaced when it fell into wrong hands.
#include <algorithm>
#include <array>

#include "shared/mutators/portal_link_mutators.h"
#include "shared/qr/qr_image.h"
#include "shared/ui/screens/admin_client_sheet.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/screens/card_printing.h"
#include "shared/ui/sync_indicator.h"

namespace portail::ui {
namespace {

constexpr float size_on_sheet = 220;
constexpr float largest_size = 560;
constexpr int svg_side_mm = 30;

struct SavedFormat {
    std::string_view label_key;
    int pixels = 0;  ///< on each side; 0: a drawing (SVG)
};
// For a message, a card, a page, a poster: at 300 dots an inch 2.5, 5, 10 and 20 cm.
constexpr std::array<SavedFormat, 5> saved_formats{{{"customer.qr.format.small", 300},
                                                    {"customer.qr.format.medium", 600},
                                                    {"customer.qr.format.large", 1200},
                                                    {"customer.qr.format.poster", 2400},
                                                    {"customer.qr.format.svg", 0}}};
constexpr std::size_t usual_format = 1;

struct OfferedSheet {
    std::string_view key;
    std::string_view label_key;
    std::string_view detail_key;
    print::CardSheet sheet;
};
constexpr std::array<OfferedSheet, 2> offered_sheets{
    {{"one", "customer.card.one", "customer.card.one_detail", print::CardSheet::One},
     {"ten", "customer.card.ten", "customer.card.ten_detail", print::CardSheet::Ten}}};

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
    if (address.empty()) return;
    Result<QrCode> code = encode_qr(address);
    if (!code) {
        problem = code.error();
        return;
    }
    m_code = std::move(*code);
}

void AdminClientSheet::draw_code(Ui& ui, AppContext& context, float size) const {
    const std::string label = context.words.text("customer.qr.image", {{"customer", m_customer->full_name()}});
    if (!m_code) return;
    modules_image(ui, {.key = "code", .label = label, .side = m_code->size(), .size = size}, m_code->modules());
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
        draw_link_state(ui, context);
        if (!mark.label.empty()) {
            badge(ui, {.label = mark.label, .tone = mark.tone, .key = "mark"});
            text(ui, {.text = words.text("customer.qr.pending"), .style = TextStyle::Caption, .key = "pending"});
        }
        draw_qr_actions(ui, context);
    });
    draw_mail(ui, context);
}

void AdminClientSheet::draw_link_state(Ui& ui, AppContext& context) const {
    const Translator& words = context.words;
    badge(ui, {.label = words.text(m_link->paused_at ? "customer.qr.paused" : "customer.qr.live"),
               .tone = m_link->paused_at ? Tone::Warning : Tone::Success,
               .key = "state"});
    if (m_link->paused_at) {
        text(ui, {.text = words.text("customer.qr.paused_text", {{"customer", m_customer->first_name}}),
                  .style = TextStyle::Muted,
                  .key = "paused"});
    }
    const auto fact = [&](std::string_view key, const std::string& line) {
        text(ui, {.text = line, .style = TextStyle::Caption, .key = key});
    };
    fact("made",
         words.text("customer.qr.made", {{"moment", context.format.near_moment(m_link->created_at, context.now())}}));
    if (!m_link->last_used_at) {
        fact("used", words.text("customer.qr.never_used"));
        return;
    }
    std::string from = m_link->last_used_device;
    if (!m_link->last_used_address.empty()) from += (from.empty() ? "" : " · ") + m_link->last_used_address;
    fact("used",
         words.text("customer.qr.used", {{"moment", context.format.ago(*m_link->last_used_at, context.now())}}));
    if (!from.empty()) fact("from", words.text("customer.qr.used_from", {{"device", from}}));
}

void AdminClientSheet::draw_qr_actions(Ui& ui, AppContext& context) {
    const Translator& words = context.words;
    row(ui, {.key = "actions"}, [&] {
        if (button(ui, {.key = "show",
                        .label = words.text("customer.qr.show"),
                        .style = ButtonStyle::Primary,
                        .icon = Icon::Eye})) {
            open_place_dialog(context, "show");
        }
        if (button(ui, {.key = "save", .label = words.text("customer.qr.save"), .icon = Icon::Image})) {
            open_place_dialog(context, "save");
        }
        if (button(ui, {.key = "print", .label = words.text("customer.card.print"), .icon = Icon::Print})) {
            open_place_dialog(context, "print");
        }
        const bool has_sheet = context.host.files().has_share_sheet();
        if (button(ui, {.key = "share",
                        .label = words.text(has_sheet ? "customer.qr.share" : "customer.qr.mail"),
                        .icon = has_sheet ? Icon::Share : Icon::Mail})) {
            share_link(ui, context);
        }
        if (button(ui, {.key = "copy", .label = words.text("customer.qr.copy")})) copy_link(ui, context);
    });
    row(ui, {.key = "access"}, [&] {
        if (m_link->paused_at) {
            if (button(ui,
                       {.key = "resume", .label = words.text("customer.qr.resume"), .is_busy = m_pause.is_saving()}))
                submit_pause(context);
        } else if (button(ui, {.key = "pause", .label = words.text("customer.qr.pause")})) {
            m_pause.clear();
            open_place_dialog(context, "pause");
        }
        if (button(ui, {.key = "regenerate", .label = words.text("customer.qr.regenerate"), .icon = Icon::Sync})) {
            m_new_link.clear();
            open_place_dialog(context, "regenerate");
        }
    });
    if (!is_place_dialog_open(context, "pause")) error_banner(ui, context, "error", m_pause.error());
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

void AdminClientSheet::draw_save_dialog(Ui& ui, AppContext& context) {
    const Translator& words = context.words;
    place_dialog(ui, context, "save", {.key = "save", .title = words.text("customer.qr.save_title")}, [&] {
        text(ui, {.text = words.text("customer.qr.save_text"), .style = TextStyle::Muted, .key = "text"});
        std::vector<std::string> labels;
        for (const SavedFormat& format : saved_formats) {
            labels.push_back(words.text(format.label_key, {{"pixels", std::to_string(format.pixels)}}));
        }
        const std::vector<std::string_view> names{labels.begin(), labels.end()};
        if (!m_format) m_format = usual_format;
        (void)select(ui, {.key = "format", .label = words.text("customer.qr.format")}, names, m_format);
        if (place_dialog_answer(ui, context, {.label = words.text("customer.qr.save"), .icon = Icon::Image})) {
            save_code(ui, context, *m_format);
            close_place_dialog(context);
        }
    });
}

void AdminClientSheet::save_code(Ui& ui, AppContext& context, std::size_t index) const {
    const SavedFormat& format = saved_formats[index];
    platform::FileServices& files = context.host.files();
    const auto save = [&ui, &files, &words = context.words](const std::string& name, const char* type,
                                                            std::string contents) {
        files.save({name, type, std::move(contents)}, [&ui, &words](const Result<std::string>& saved) {
            tell(ui, words, saved ? Result<void>{} : saved.error(), "customer.qr.saved");
        });
    };
    const std::string name = "QR " + m_customer->full_name();
    if (format.pixels == 0) {
        save(name + ".svg", "image/svg+xml", draw_qr_svg(*m_code, svg_side_mm));
        return;
    }
    files.encode_png(draw_qr_picture(*m_code, format.pixels),
                     [save, &ui, &words = context.words, name = name + ".png"](Result<std::string> png) {
                         if (png) {
                             save(name, "image/png", std::move(*png));
                         } else {
                             tell(ui, words, png.error(), "");
                         }
                     });
}

void AdminClientSheet::draw_print_dialog(Ui& ui, AppContext& context) {
    const Translator& words = context.words;
    place_dialog(ui, context, "print", {.key = "print", .title = words.text("customer.card.print")}, [&] {
        text(ui, {.text = words.text("customer.card.text", {{"customer", m_customer->full_name()}}),
                  .style = TextStyle::Muted,
                  .key = "text"});
        std::vector<std::string> texts;
        for (const OfferedSheet& offered : offered_sheets) {
            texts.push_back(words.text(offered.label_key));
            texts.push_back(words.text(offered.detail_key));
        }
        std::vector<ChoiceOption> choices;
        for (const OfferedSheet& offered : offered_sheets) {
            const std::size_t index = 2 * choices.size();
            choices.push_back({.key = offered.key, .label = texts[index], .detail = texts[index + 1]});
        }
        if (!m_card_sheet) m_card_sheet = 0;
        (void)radio_group(ui, {.key = "sheet", .label = words.text("customer.card.sheet")}, choices, m_card_sheet);
        if (place_dialog_answer(ui, context, {.label = words.text("customer.card.save"), .icon = Icon::Print})) {
            save_card(ui, context, *m_card_sheet);
            close_place_dialog(context);
        }
    });
}

void AdminClientSheet::save_card(Ui& ui, AppContext& context, std::size_t index) const {
    const Translator& words = context.words;
    const std::string name = words.text("customer.card.file", {{"customer", m_customer->full_name()}}) + ".pdf";
    make_card(context, *m_customer, *m_link, *m_code, offered_sheets[index].sheet,
              [&ui, &words, &files = context.host.files(), name](Result<std::string> pdf) {
                  if (!pdf) return tell(ui, words, pdf.error(), "");
                  files.save({name, "application/pdf", std::move(*pdf)},
                             [&ui, &words](const Result<std::string>& saved) {
                                 tell(ui, words, saved ? Result<void>{} : saved.error(), "customer.card.saved");
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
    draw_save_dialog(ui, context);
    draw_print_dialog(ui, context);
    place_dialog(ui, context, "pause", {.key = "pause", .title = words.text("customer.qr.pause_question")}, [&] {
        text(ui, {.text = words.text("customer.qr.pause_text", {{"customer", m_customer->full_name()}}),
                  .key = "question"});
        error_banner(ui, context, "error", m_pause.error());
        if (place_dialog_answer(ui, context,
                                {.label = words.text("customer.qr.pause"), .is_busy = m_pause.is_saving()})) {
            submit_pause(context);
        }
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
    draw_new_link_dialog(ui, context);
    if (m_pause.take_saved()) close_place_dialog(context);
    if (m_new_link.take_saved()) {
        const bool was_asked = is_place_dialog_open(context, "regenerate");
        close_place_dialog(context);
        if (was_asked && can_send_link()) open_place_dialog(context, "send");
    }
}

void AdminClientSheet::submit_pause(AppContext& context) {
    const Translator& words = context.words;
    const std::string paused = words.text("customer.qr.now_paused");
    const std::string resumed = words.text("customer.qr.resumed");
    const PausePortalLink pause{m_link->id};
    const ResumePortalLink resume{m_link->id};
    SubmitOptions options{.tracked = &m_pause, .needs = context.commands.pending_creation_of(m_link->id)};
    if (m_link->paused_at) {
        options.saved_message = resumed;
        options.undo = [pause, paused](Commands& commands) { commands.submit(pause, {.saved_message = paused}); };
        context.commands.submit(resume, std::move(options));
    } else {
        options.saved_message = paused;
        options.undo = [resume, resumed](Commands& commands) { commands.submit(resume, {.saved_message = resumed}); };
        context.commands.submit(pause, std::move(options));
    }
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
