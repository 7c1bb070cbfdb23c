// Named reads of appointments, with the few words of customer, vehicle and service that a list shows beside each.
#pragma once

#include <optional>
#include <vector>

#include "shared/db/database.h"
#include "shared/domain/appointment.h"

namespace portail {

struct AppointmentView {
    Appointment appointment;
    std::string service_name;
    std::string customer_name;  ///< empty where the replica does not hold the customer
    std::string vehicle_plate;
    std::string vehicle_name;  ///< make and model
    std::string resource_name;
};

[[nodiscard]] Result<std::optional<AppointmentView>> find_appointment(Database& database, const Id& id);
/// All that begin in [from, to), by start.
[[nodiscard]] Result<std::vector<AppointmentView>> list_agenda(Database& database, Milliseconds from, Milliseconds to);
/// Those that wait for the shop's answer and begin at `from` or later, the next first.
[[nodiscard]] Result<std::vector<AppointmentView>> list_requested_appointments(Database& database, Milliseconds from);
/// Open ones that have not ended, the next first.
[[nodiscard]] Result<std::vector<AppointmentView>> list_upcoming_appointments(Database& database, const Id& customer_id,
                                                                              Milliseconds now);
/// All others, the latest first.
[[nodiscard]] Result<std::vector<AppointmentView>> list_past_appointments(Database& database, const Id& customer_id,
                                                                          Milliseconds now, int limit);

}  // namespace portail
