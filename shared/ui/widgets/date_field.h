// Fields for a day and for a time of day, typed as people write them in their language ("3.12.", "lundi", "demain",
// "14h30", "1430"). How an entry is understood is said below it at once; what is wrong, when the field is left.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/base/calendar.h"
#include "shared/ui/ui.h"

namespace portail::ui {

struct DateFieldOptions {
    std::string_view key;
    std::string_view label;
    std::string_view help;   ///< until something is typed
    std::string_view error;  ///< the screen's own, beside what the field finds
    DayNumber today = 0;
    DayNumber first = 0;  ///< nothing before is taken
    DayNumber last = 0;   ///< nor after; 0: no end
    std::string_view enter_key_hint = "done";
    bool is_required = false;
    float width = 0;
};
struct EntryResult {
    bool is_changed = false;    ///< the day or the time is another one now, or none any more
    bool is_submitted = false;  ///< Enter
};
/// `typed` is what stands in the field, `day` what it means; nothing while it means none.
EntryResult date_field(Ui& ui, const DateFieldOptions& options, std::string& typed, std::optional<DayNumber>& day);

struct TimeFieldOptions {
    std::string_view key;
    std::string_view label;
    std::string_view help;
    std::string_view error;
    std::string_view enter_key_hint = "done";
    bool is_required = false;
    float width = 0;
};
/// `minute` counts from midnight.
EntryResult time_field(Ui& ui, const TimeFieldOptions& options, std::string& typed, std::optional<int>& minute);

}  // namespace portail::ui
