// The offset changes of a time zone, for publication in the organisation's row: the machine's IANA time zone database,
// read through Howard Hinnant's date library. Neither browsers' WASM nor old desktops can be trusted to know them.
#pragma once

#include <string>
#include <vector>

#include "shared/base/calendar.h"
#include "shared/base/result.h"

namespace portail::server {

/// Everything that holds in [from, to]: the first entry began at or before `from`. ErrorCode::Invalid on time_zone for a
/// zone that does not exist.
[[nodiscard]] Result<std::vector<ZoneTransition>> zone_transitions(const std::string& zone_name, Milliseconds from,
                                                                   Milliseconds to);

}  // namespace portail::server
