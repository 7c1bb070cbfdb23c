// The small mark in a program's bar that says how the data stands ("à jour", "2 en attente", "hors ligne",
// "1 refusé"), and the panel that opens from it: what waits and since when, what was refused and why, with the ways
// out. The application draws the panel; a screen's bar draws the mark.
#pragma once

#include "shared/ui/app_context.h"
#include "shared/ui/ui.h"

namespace portail::ui {

/// A button in the bar; pressing it opens the panel.
void sync_indicator(Ui& ui, AppContext& context);

/// The mark of one row beside its title: empty where the server has it.
struct RowMark {
    std::string label;
    Tone tone = Tone::Neutral;
};
[[nodiscard]] RowMark row_mark(const AppContext& context, std::string_view table, const Id& id);

}  // namespace portail::ui
