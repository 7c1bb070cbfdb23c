// A month of days of which one can be chosen. For the keyboard it is one stop: arrows, Home, End, Page Up and Page Down
// walk through the days that can be chosen, also into other months.
#pragma once

#include <optional>
#include <string_view>

#include "shared/base/calendar.h"
#include "shared/ui/function_ref.h"
#include "shared/ui/ui.h"

namespace portail::ui {

struct DayState {
    bool is_enabled = true;
    bool is_marked = false;   ///< a dot: something is there
    std::string_view detail;  ///< added to the day's spoken name
};
struct MonthPickerOptions {
    std::string_view key;
    std::string_view label;
    DayNumber today = 0;
    DayNumber first = 0;  ///< nothing before can be chosen, nor its months be shown
    DayNumber last = 0;
    int heading_level = 2;  ///< of the month's name
};
/// `shown` is any day of the month on view. The day pressed; `chosen` is only marked.
std::optional<DayNumber> month_picker(Ui& ui, const MonthPickerOptions& options, DayNumber& shown,
                                      std::optional<DayNumber> chosen, FunctionRef<DayState(DayNumber)> state_of);

}  // namespace portail::ui
