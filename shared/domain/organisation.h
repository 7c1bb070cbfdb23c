// The business that runs this server, and the services that can be booked with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/base/calendar.h"
#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/money.h"
#include "shared/base/result.h"

namespace portail {

struct Organisation {
    Id id;
    std::string name;
    std::string phone;
    std::string email;
    std::string address;
    std::string country;    ///< ISO 3166-1, two letters
    std::string currency;   ///< ISO 4217
    std::string language;   ///< of the business: "fr", "en", "de" or "it"
    std::string zone_name;  ///< IANA, for example "Europe/Zurich"
    TimeZone zone;
    int slot_step_minutes = 30;
    int booking_notice_minutes = 120;  ///< customers book no later than this before the slot
    int booking_horizon_days = 60;     ///< nor further ahead than this
    std::string accent_color;          ///< "#rrggbb", see shared/domain/brand.h; empty: the usual one
};

struct Service {
    Id id;
    std::string name;
    std::string description;
    int duration_minutes = 60;
    Money price;
    int position = 0;
    std::optional<Milliseconds> retired_at;
};

struct StaffMember {
    Id id;
    std::string name;
    std::string email;
    std::string role;  ///< see Role
    std::optional<Milliseconds> retired_at;
};

/// The zone's offset changes as they are published in the organisation's row: "from:offset from:offset …",
/// milliseconds and seconds.
[[nodiscard]] std::string encode_zone_transitions(const std::vector<ZoneTransition>& transitions);
[[nodiscard]] Result<TimeZone> parse_zone_transitions(std::string_view text);

}  // namespace portail
