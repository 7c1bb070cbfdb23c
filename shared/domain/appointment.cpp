#include "shared/domain/appointment.h"

#include "shared/base/names.h"

namespace portail {
namespace {

constexpr NameTable<AppointmentState, 5> state_names{{
    {AppointmentState::Requested, "requested"},
    {AppointmentState::Confirmed, "confirmed"},
    {AppointmentState::Done, "done"},
    {AppointmentState::NoShow, "no_show"},
    {AppointmentState::Cancelled, "cancelled"},
}};

}  // namespace

std::string_view to_string(AppointmentState state) {
    return state_names.name(state);
}

std::optional<AppointmentState> appointment_state_from_string(std::string_view name) {
    return state_names.value(name);
}

bool is_open(AppointmentState state) {
    return state == AppointmentState::Requested || state == AppointmentState::Confirmed;
}

bool can_change(AppointmentState from, AppointmentState to) {
    if (!is_open(from) || from == to) return false;
    return to != AppointmentState::Requested;
}

bool can_reopen(AppointmentState from, AppointmentState to) {
    return is_open(to) &&
           (!is_open(from) || (from == AppointmentState::Confirmed && to == AppointmentState::Requested));
}

bool customer_may_move(const Appointment& appointment, Milliseconds now, int notice_minutes) {
    return is_open(appointment.state) && appointment.starts_at >= now + notice_minutes * minute_ms;
}

}  // namespace portail
