// Named reads of the business: itself, its services, and when it can be booked.
#pragma once

#include <optional>
#include <vector>

#include "shared/db/database.h"
#include "shared/domain/availability.h"
#include "shared/domain/organisation.h"

namespace portail {

/// Nothing where the replica has not been filled yet.
[[nodiscard]] Result<std::optional<Organisation>> load_organisation(Database& database);
/// The bytes of the PNG; empty where there is no logo.
[[nodiscard]] Result<std::string> load_logo(Database& database);
/// What can be booked, in the business's own order.
[[nodiscard]] Result<std::vector<Service>> list_services(Database& database);
/// Also finds a retired service, for old appointments.
[[nodiscard]] Result<std::optional<Service>> find_service(Database& database, const Id& id);
/// The schedule with what is busy in [from, to). ErrorCode::Unavailable while there is no organisation.
[[nodiscard]] Result<Schedule> load_schedule(Database& database, Milliseconds from, Milliseconds to);
[[nodiscard]] Result<std::vector<StaffMember>> list_staff_members(Database& database);

}  // namespace portail
