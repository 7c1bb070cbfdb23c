#include "shared/ui/sync_panel.h"

#include "shared/ui/change_description.h"
#include "shared/ui/place_dialog.h"

namespace portail::ui {
namespace {

const std::string dialog_name = "sync";

struct Sentence {
    std::string text;
    Tone tone = Tone::Info;
};

Sentence state_sentence(const Translator& words, const SyncSummary& sync) {
    switch (sync.connection) {
        case Connection::Connecting:
            return {words.text("sync.panel.connecting"), Tone::Info};
        case Connection::Offline:
            return {words.text("sync.panel.offline"), Tone::Warning};
        case Connection::SignedOut:
            return {words.text("sync.panel.signed_out"), Tone::Warning};
        case Connection::UpgradeNeeded:
            return {words.text("sync.panel.upgrade"), Tone::Warning};
        case Connection::Online:
            break;
    }
    if (!sync.rejected.empty()) return {words.text("sync.panel.rejected"), Tone::Warning};
    if (!sync.pending.empty()) return {words.text("sync.panel.sending"), Tone::Info};
    return {words.text("sync.panel.up_to_date"), Tone::Success};
}

}  // namespace

void open_sync_panel(AppContext& context) {
    open_place_dialog(context, dialog_name);
}

std::string sync_sentence(const Translator& words, const SyncSummary& sync) {
    return state_sentence(words, sync).text;
}

void SyncPanel::draw(Ui& ui, AppContext& context) {
    if (!is_place_dialog_open(context, dialog_name)) m_to_discard.reset();
    place_dialog(ui, context, dialog_name, {.key = "sync_panel", .title = context.words.text("sync.panel.title")}, [&] {
        draw_state(ui, context);
        if (!context.sync.rejected.empty()) {
            heading(ui, {.text = context.words.text("sync.panel.rejected_title"), .level = 3, .key = "rejected_title"});
            for (const RejectedChange& change : context.sync.rejected)
                draw_rejected(ui, context, change);
        }
        if (!context.sync.pending.empty()) draw_pending(ui, context);
        if (context.host.has_update()) {
            banner(ui, {.key = "update", .text = context.words.text("app.update.ready"), .tone = Tone::Info});
            if (button(
                    ui,
                    {.key = "apply_update", .label = context.words.text("app.update.apply"), .is_full_width = true})) {
                close_place_dialog(context);
                context.commands.update_program();
            }
        }
        if (context.sync.connection != Connection::UpgradeNeeded &&
            button(ui, {.key = "sync_now",
                        .label = context.words.text("sync.panel.sync_now"),
                        .icon = Icon::Sync,
                        .is_busy = context.sync.is_working,
                        .is_full_width = true})) {
            context.commands.sync_now();
        }
    });
    if (m_next) context.router.replace(*std::exchange(m_next, std::nullopt));
}

void SyncPanel::draw_state(Ui& ui, AppContext& context) {
    const Sentence sentence = state_sentence(context.words, context.sync);
    banner(ui, {.key = "state", .text = sentence.text, .tone = sentence.tone});
    if (context.sync.last_synced_at) {
        const std::string when = context.format.ago(*context.sync.last_synced_at, context.now());
        text(ui, {.text = context.words.text("sync.panel.last_synced", {{"when", when}}),
                  .style = TextStyle::Caption,
                  .key = "last_synced"});
    }
    if (context.sync.may_be_evicted && !context.sync.pending.empty()) {
        banner(ui, {.key = "eviction", .text = context.words.text("sync.panel.eviction"), .tone = Tone::Warning});
    }
}

void SyncPanel::draw_pending(Ui& ui, AppContext& context) {
    const std::string title = context.words.text("sync.panel.pending_title");
    heading(ui, {.text = title, .level = 3, .key = "pending_title"});
    list(ui, {.key = "pending", .label = title}, [&] {
        for (const PendingChange& change : context.sync.pending) {
            const ChangeDescription description =
                describe_change(context.words, context.format, change.name, change.args);
            const std::string since = context.format.ago(change.made_at, context.now());
            list_item(ui, {.key = change.uuid,
                           .title = description.title,
                           .detail = description.detail.empty() ? since : description.detail + " · " + since,
                           .is_pressable = false});
        }
    });
}

void SyncPanel::draw_rejected(Ui& ui, AppContext& context, const RejectedChange& change) {
    const Translator& words = context.words;
    const ChangeDescription description = describe_change(words, context.format, change.name, change.args);
    card(ui, {.key = "rejected_" + change.uuid, .label = description.title, .tone = Tone::Warning}, [&] {
        text(ui, {.text = description.title, .style = TextStyle::Strong, .key = "title"});
        if (!description.detail.empty()) text(ui, {.text = description.detail, .key = "detail"});
        const std::string reason = change.held_back ? words.text("sync.panel.held_back") : words.error(change.error);
        text(ui, {.text = reason, .key = "reason"});
        if (m_to_discard == change.uuid) {
            text(ui,
                 {.text = words.text("sync.panel.discard_question"), .style = TextStyle::Strong, .key = "question"});
            row(ui, {.key = "answers"}, [&] {
                if (button(ui, {.key = "keep", .label = words.text("common.keep")})) m_to_discard.reset();
                if (button(
                        ui,
                        {.key = "yes", .label = words.text("sync.panel.discard_yes"), .style = ButtonStyle::Danger})) {
                    m_to_discard.reset();
                    context.commands.discard(change.uuid);
                }
            });
            return;
        }
        row(ui, {.key = "ways_out"}, [&] {
            const std::optional<Place> correction = m_correction_place ? m_correction_place(change) : std::nullopt;
            if (correction && button(ui, {.key = "correct",
                                          .label = words.text("sync.panel.correct"),
                                          .style = ButtonStyle::Primary,
                                          .icon = Icon::Edit})) {
                m_next = correction;
            }
            if (!change.held_back &&
                button(ui, {.key = "retry", .label = words.text("sync.panel.retry"), .icon = Icon::Sync})) {
                context.commands.retry(change.uuid);
            }
            if (button(ui,
                       {.key = "discard", .label = words.text("sync.panel.discard"), .style = ButtonStyle::Quiet})) {
                m_to_discard = change.uuid;
            }
        });
    });
}

}  // namespace portail::ui
