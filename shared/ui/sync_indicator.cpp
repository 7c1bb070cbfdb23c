#include "shared/ui/sync_indicator.h"

#include "shared/ui/sync_panel.h"
#include "shared/ui/widgets/button.h"

namespace portail::ui {
namespace {

struct Mark {
    std::string label;
    Icon icon = Icon::Sync;
    ButtonStyle style = ButtonStyle::Quiet;
};

Mark mark_of(const AppContext& context) {
    const Translator& words = context.words;
    const SyncSummary& sync = context.sync;
    const auto pending = static_cast<std::int64_t>(sync.pending.size());
    if (!sync.rejected.empty()) {
        return {words.plural("sync.rejected", static_cast<std::int64_t>(sync.rejected.size())), Icon::Warning,
                ButtonStyle::Danger};
    }
    switch (sync.connection) {
        case Connection::SignedOut:
            return {words.text("sync.signed_out"), Icon::Warning};
        case Connection::UpgradeNeeded:
            return {words.text("sync.upgrade"), Icon::Warning};
        case Connection::Offline:
            return {pending > 0 ? words.plural("sync.offline_pending", pending) : words.text("sync.offline"),
                    Icon::WifiOff};
        case Connection::Connecting:
        case Connection::Online:
            break;
    }
    if (pending > 0) return {words.plural("sync.pending", pending), Icon::Sync};
    if (sync.connection == Connection::Connecting) return {words.text("sync.connecting"), Icon::Sync};
    return {words.text("sync.up_to_date"), Icon::Check};
}

}  // namespace

void sync_indicator(Ui& ui, AppContext& context) {
    const Mark mark = mark_of(context);
    // Nothing to tell needs no words on a phone; a screen reader has them in any case.
    const bool is_quiet = mark.icon == Icon::Check && ui.form_factor() == FormFactor::Phone;
    const bool is_pressed =
        is_quiet ? icon_button(ui, {.key = "sync", .label = mark.label, .icon = mark.icon})
                 : button(ui, {.key = "sync", .label = mark.label, .style = mark.style, .icon = mark.icon});
    if (is_pressed) open_sync_panel(context);
}

RowMark row_mark(const AppContext& context, std::string_view table, const Id& id) {
    switch (context.data.row_sync(table, id)) {
        case RowSync::Confirmed:
            return {};
        case RowSync::Pending:
            return {context.words.text("sync.row_pending"), Tone::Info};
        case RowSync::Uncertain:
            return {context.words.text("sync.row_uncertain"), Tone::Warning};
    }
    return {};
}

}  // namespace portail::ui
