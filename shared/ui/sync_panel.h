// The panel behind the mark of the data's state: what waits and since when, what was refused and why, and the ways out:
// correct, send again, let go.
#pragma once

#include <optional>

#include "shared/ui/app_context.h"
#include "shared/ui/ui.h"

namespace portail::ui {

void open_sync_panel(AppContext& context);
/// "Hors ligne : …": the state of the data in a sentence.
[[nodiscard]] std::string sync_sentence(const Translator& words, const SyncSummary& sync);

class SyncPanel {
public:
    using CorrectionPlace = std::optional<Place> (*)(const RejectedChange&);
    explicit SyncPanel(CorrectionPlace correction_place) : m_correction_place(correction_place) {}

    /// Draws it where its place is shown; to be called after the screen.
    void draw(Ui& ui, AppContext& context);

private:
    void draw_state(Ui& ui, AppContext& context);
    static void draw_pending(Ui& ui, AppContext& context);
    void draw_rejected(Ui& ui, AppContext& context, const RejectedChange& change);

    CorrectionPlace m_correction_place;
    std::optional<Id> m_to_discard;  ///< the change about which the question is asked
    std::optional<Place> m_next;     ///< after the panel has closed
};

}  // namespace portail::ui
