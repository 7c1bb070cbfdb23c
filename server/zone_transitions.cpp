#include "server/zone_transitions.h"

#include <date/tz.h>

#include <chrono>
#include <exception>

namespace portail::server {

Result<std::vector<ZoneTransition>> zone_transitions(const std::string& zone_name, Milliseconds from, Milliseconds to) {
    using std::chrono::milliseconds;
    using std::chrono::seconds;
    try {
        const date::time_zone* zone = date::locate_zone(zone_name);
        std::vector<ZoneTransition> transitions;
        auto moment = std::chrono::time_point_cast<seconds>(date::sys_time<milliseconds>{milliseconds{from}});
        const auto end = date::sys_time<milliseconds>{milliseconds{to}};
        while (moment <= end) {
            const date::sys_info info = zone->get_info(moment);
            const bool is_first = transitions.empty();
            const Milliseconds begins =
                is_first ? from : std::chrono::duration_cast<milliseconds>(info.begin.time_since_epoch()).count();
            const auto offset = static_cast<std::int32_t>(info.offset.count());
            // Some entries of the database change only the abbreviation.
            if (is_first || transitions.back().offset_seconds != offset) transitions.push_back({begins, offset});
            moment = info.end;
        }
        return transitions;
    } catch (const std::exception& exception) {
        Error error = invalid("time_zone", "error.time_zone");
        error.detail = exception.what();
        return error;
    }
}

}  // namespace portail::server
