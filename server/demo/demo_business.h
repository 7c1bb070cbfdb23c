// A lively garage on Lake Geneva for the first start and for trying things out: forty customers with their vehicles,
// services, and six weeks of appointments around today. Everything that a mutator can make is made by the mutator, so
// that the demo obeys the same rules as people do.
#pragma once

#include <string>
#include <vector>

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/db/database.h"
#include "shared/domain/principal.h"

namespace portail::server {

struct FilledStaffMember {
    Id id;
    std::string email;
    Role role = Role::Admin;
};

struct FilledBusiness {
    std::vector<FilledStaffMember> staff;  ///< an administrator first; they have no password yet
    std::string portal_code;  ///< of a customer with vehicles, a history and an appointment to come; empty if none
};

/// Fills a database that has no organisation yet. Names and appointments are the same every time, but for the date;
/// ids and portal codes come from `random`.
[[nodiscard]] Result<FilledBusiness> fill_demo_business(Database& database, Milliseconds now, RandomSource& random);

/// What `--empty` starts with: usual opening hours, one workplace, one service and an administrator; no customers.
[[nodiscard]] Result<FilledBusiness> fill_empty_business(Database& database, Milliseconds now, RandomSource& random);

}  // namespace portail::server
