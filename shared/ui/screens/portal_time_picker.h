// Where customers choose a time: the first free ones, a calendar, and the times of a day. Which day is shown stands in
// the place ("?day=2026-11-25").
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/ui/screens/free_slots.h"
#include "shared/ui/widgets.h"

namespace portail::ui {

class PortalTimePicker {
public:
    /// Reads what is free, and the day from the place; call it when the data or the place changed.
    [[nodiscard]] Result<void> load(AppContext& context, const SlotRequest& request);
    [[nodiscard]] const FreeSlots& slots() const { return m_slots; }

    /// The time that was pressed. `page_key` names the page that it is drawn on; below it there is a way to call where
    /// nothing is free.
    [[nodiscard]] std::optional<Milliseconds> draw(Ui& ui, AppContext& context, const std::string& page_key);
    /// Where the time `wanted` has gone: those nearest to it.
    [[nodiscard]] std::optional<Milliseconds> draw_nearest(Ui& ui, AppContext& context, Milliseconds wanted) const;

private:
    [[nodiscard]] std::optional<Milliseconds> draw_day(Ui& ui, AppContext& context, DayNumber day) const;

    FreeSlots m_slots;
    std::optional<DayNumber> m_day;  ///< whose times are shown
    bool m_is_day_chosen = false;    ///< by the person
    DayNumber m_shown_month = 0;
    bool m_is_month_shown = false;
};

/// The time that was chosen, as it stands in the place ("?at=…", UTC milliseconds).
[[nodiscard]] std::optional<Milliseconds> chosen_time(const AppContext& context);

/// The way out where the program has no time to offer: nothing where the business has no telephone.
void call_button(Ui& ui, AppContext& context);

}  // namespace portail::ui
