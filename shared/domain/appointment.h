// An appointment: a service for a customer's vehicle at a time, and the states that it goes through.
//
//     requested ──► confirmed ──► done
//         │             ├───────► no_show
//         └─────────────┴───────► cancelled
//
// `requested` waits for the shop ("à confirmer"). Done and no-show can be reached from `requested` too, for a customer
// may simply come. Only a cancelled appointment gives its time back. Staff may reopen what was closed by mistake,
// customers what they cancelled.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

namespace portail {

enum class AppointmentState : std::uint8_t { Requested, Confirmed, Done, NoShow, Cancelled };

[[nodiscard]] std::string_view to_string(AppointmentState state);
[[nodiscard]] std::optional<AppointmentState> appointment_state_from_string(std::string_view name);

/// Open appointments are still to come, or wait to be marked.
[[nodiscard]] bool is_open(AppointmentState state);
[[nodiscard]] bool can_change(AppointmentState from, AppointmentState to);
/// Back to an open state: what was closed or confirmed by mistake.
[[nodiscard]] bool can_reopen(AppointmentState from, AppointmentState to);

struct Appointment {
    Id id;
    Id customer_id;
    std::optional<Id> partner_id;
    std::optional<Id> vehicle_id;
    Id service_id;
    Id resource_id;
    Id busy_interval_id;
    Milliseconds starts_at = 0;
    Milliseconds ends_at = 0;
    AppointmentState state = AppointmentState::Requested;
    std::string note;    ///< from the customer to the workshop
    std::string origin;  ///< "portal" or "staff"
    Milliseconds created_at = 0;
    Milliseconds updated_at = 0;
};

/// A customer may move what is open and begins no sooner than the notice that a booking needs.
[[nodiscard]] bool customer_may_move(const Appointment& appointment, Milliseconds now, int notice_minutes);

inline constexpr std::size_t appointment_note_limit = 2000;  ///< characters

}  // namespace portail
