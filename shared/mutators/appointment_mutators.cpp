#include "shared/mutators/appointment_mutators.h"

#include <algorithm>

#include "shared/domain/appointment.h"
#include "shared/domain/availability.h"
#include "shared/mutators/own_customer.h"
#include "shared/queries/appointment_queries.h"
#include "shared/queries/customer_queries.h"
#include "shared/queries/organisation_queries.h"

namespace portail {
namespace {

constexpr std::size_t appointment_state_name_limit = 20;
constexpr Milliseconds earliest_time = 0;
constexpr Milliseconds latest_time = 7'258'118'400'000;  // 2200-01-01

// For a customer, an appointment of somebody else and one that does not exist are the same.
Result<Appointment> load_appointment(Database& database, const MutationContext& context, const Id& id) {
    auto found = find_appointment(database, id);
    if (!found) return found.error();
    if (context.actor.is_customer()) {
        const bool own = found->has_value() && (*found)->appointment.customer_id == context.actor.id;
        if (!own) return forbidden();
    }
    if (!found->has_value()) return not_found("appointment_id");
    return std::move((*found)->appointment);
}

Result<void> set_state(Database& database, const MutationContext& context, const Appointment& appointment,
                       AppointmentState state) {
    if (!can_change(appointment.state, state)) return conflict("error.appointment_closed", "appointment_id");
    return database.run(R"sql(
        UPDATE appointments
        SET state = ?2, updated_at = ?3
        WHERE id = ?1
    )sql",
                        appointment.id, to_string(state), context.now);
}

Result<void> step(Database& database, const MutationContext& context, const Id& id, AppointmentState state) {
    Result<Appointment> appointment = load_appointment(database, context, id);
    if (!appointment) return appointment.error();
    return set_state(database, context, *appointment, state);
}

// Finds room for [starts_at, starts_at + duration), leaving aside what `own_busy_interval` occupies now.
Result<Slot> find_room(Database& database, const MutationContext& context, int duration_minutes, Milliseconds starts_at,
                       const Id& own_busy_interval) {
    const Milliseconds ends_at = starts_at + duration_minutes * minute_ms;
    Result<Schedule> schedule = load_schedule(database, starts_at, ends_at);
    if (!schedule) return schedule.error();
    std::erase_if(schedule->busy, [&](const BusyInterval& busy) { return busy.id == own_busy_interval; });
    // Staff may squeeze somebody in outside the opening hours; a customer may not, and nobody exceeds the capacity.
    if (context.actor.is_customer() && !is_bookable_time(*schedule, duration_minutes, starts_at, context.now)) {
        return invalid("starts_at", "error.slot_not_bookable");
    }
    const Resource* resource = free_resource(*schedule, starts_at, ends_at);
    if (resource == nullptr) return conflict("error.slot_taken", "starts_at");
    return Slot{starts_at, ends_at, resource->id};
}

Result<void> occupy(Database& database, const Id& busy_interval_id, const Slot& room) {
    return database.run(R"sql(
        INSERT INTO busy_intervals (id, resource_id, starts_at, ends_at, units)
        VALUES (?1, ?2, ?3, ?4, 1)
    )sql",
                        busy_interval_id, room.resource_id, room.starts_at, room.ends_at);
}

Result<void> require_vehicle_of(Database& database, const Id& customer_id, const Id& vehicle_id) {
    auto vehicle = find_vehicle(database, vehicle_id);
    if (!vehicle) return vehicle.error();
    const bool usable = vehicle->has_value() && (*vehicle)->customer_id == customer_id && !(*vehicle)->retired_at;
    if (!usable) return not_found("vehicle_id");
    return {};
}

}  // namespace

Result<BookAppointment> BookAppointment::from_json(const Json& json) {
    const JsonReader reader{json};
    Result<Id> id = reader.id("id");
    if (!id) return id.error();
    Result<Id> busy_interval_id = reader.id("busy_interval_id");
    if (!busy_interval_id) return busy_interval_id.error();
    Result<Id> customer_id = reader.id("customer_id");
    if (!customer_id) return customer_id.error();
    Result<std::optional<Id>> vehicle_id = reader.optional_id("vehicle_id");
    if (!vehicle_id) return vehicle_id.error();
    Result<Id> service_id = reader.id("service_id");
    if (!service_id) return service_id.error();
    Result<std::int64_t> starts_at = reader.integer("starts_at", earliest_time, latest_time);
    if (!starts_at) return starts_at.error();
    Result<std::string> note = reader.text("note", appointment_note_limit);
    if (!note) return note.error();
    return BookAppointment{*id, *busy_interval_id, *customer_id, *vehicle_id, *service_id, *starts_at, *note};
}

Json BookAppointment::to_json() const {
    return {{"id", id},
            {"busy_interval_id", busy_interval_id},
            {"customer_id", customer_id},
            {"vehicle_id", vehicle_id ? Json(*vehicle_id) : Json(nullptr)},
            {"service_id", service_id},
            {"starts_at", starts_at},
            {"note", note}};
}

Result<MoveAppointment> MoveAppointment::from_json(const Json& json) {
    const JsonReader reader{json};
    Result<Id> appointment_id = reader.id("appointment_id");
    if (!appointment_id) return appointment_id.error();
    Result<std::int64_t> starts_at = reader.integer("starts_at", earliest_time, latest_time);
    if (!starts_at) return starts_at.error();
    return MoveAppointment{*appointment_id, *starts_at};
}

Json MoveAppointment::to_json() const {
    return {{"appointment_id", appointment_id}, {"starts_at", starts_at}};
}

Result<ReopenAppointment> ReopenAppointment::from_json(const Json& json) {
    const JsonReader reader{json};
    Result<Id> appointment_id = reader.id("appointment_id");
    if (!appointment_id) return appointment_id.error();
    Result<std::string> state_name = reader.text("state", appointment_state_name_limit);
    if (!state_name) return state_name.error();
    const std::optional<AppointmentState> state = appointment_state_from_string(*state_name);
    if (!state || !is_open(*state)) return invalid("state", "error.invalid");
    return ReopenAppointment{*appointment_id, *state};
}

Json ReopenAppointment::to_json() const {
    return {{"appointment_id", appointment_id}, {"state", to_string(state)}};
}

Result<void> apply(Database& database, const MutationContext& context, const BookAppointment& args) {
    PORTAIL_RETURN_IF_ERROR(require_own_customer(context.actor, args.customer_id));
    auto customer = find_customer(database, args.customer_id);
    if (!customer) return customer.error();
    if (!customer->has_value()) return not_found("customer_id");
    if (args.vehicle_id) PORTAIL_RETURN_IF_ERROR(require_vehicle_of(database, args.customer_id, *args.vehicle_id));
    auto service = find_service(database, args.service_id);
    if (!service) return service.error();
    if (!service->has_value() || (*service)->retired_at) return not_found("service_id");

    Result<Slot> room = find_room(database, context, (*service)->duration_minutes, args.starts_at, {});
    if (!room) return room.error();

    PORTAIL_RETURN_IF_ERROR(occupy(database, args.busy_interval_id, *room));
    // What the shop enters itself needs no confirmation by the shop.
    const bool by_customer = context.actor.is_customer();
    const AppointmentState state = by_customer ? AppointmentState::Requested : AppointmentState::Confirmed;
    return database.run(R"sql(
        INSERT INTO appointments (id, customer_id, partner_id, vehicle_id, service_id, resource_id, busy_interval_id,
                                  starts_at, ends_at, state, note, origin, created_at, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13)
    )sql",
                        args.id, args.customer_id, (*customer)->partner_id, args.vehicle_id, args.service_id,
                        room->resource_id, args.busy_interval_id, room->starts_at, room->ends_at, to_string(state),
                        args.note, by_customer ? "portal" : "staff", context.now);
}

Result<void> apply(Database& database, const MutationContext& context, const MoveAppointment& args) {
    Result<Appointment> appointment = load_appointment(database, context, args.appointment_id);
    if (!appointment) return appointment.error();
    if (!is_open(appointment->state)) return conflict("error.appointment_closed", "appointment_id");
    AppointmentState state = appointment->state;
    if (context.actor.is_customer()) {
        const auto organisation = load_organisation(database);
        if (!organisation) return organisation.error();
        const int notice_minutes = *organisation ? (*organisation)->booking_notice_minutes : 0;
        if (!customer_may_move(*appointment, context.now, notice_minutes)) {
            return conflict("error.too_late_to_move", "appointment_id");
        }
        state = AppointmentState::Requested;  // the shop has not seen the new time yet
    }

    const int duration_minutes = static_cast<int>((appointment->ends_at - appointment->starts_at) / minute_ms);
    Result<Slot> room = find_room(database, context, duration_minutes, args.starts_at, appointment->busy_interval_id);
    if (!room) return room.error();

    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        UPDATE busy_intervals
        SET resource_id = ?2, starts_at = ?3, ends_at = ?4
        WHERE id = ?1
    )sql",
                                         appointment->busy_interval_id, room->resource_id, room->starts_at,
                                         room->ends_at));
    return database.run(R"sql(
        UPDATE appointments
        SET resource_id = ?2, starts_at = ?3, ends_at = ?4, state = ?5, updated_at = ?6
        WHERE id = ?1
    )sql",
                        appointment->id, room->resource_id, room->starts_at, room->ends_at, to_string(state),
                        context.now);
}

Result<void> apply(Database& database, const MutationContext& context, const ConfirmAppointment& args) {
    return step(database, context, args.appointment_id, AppointmentState::Confirmed);
}

Result<void> apply(Database& database, const MutationContext& context, const CompleteAppointment& args) {
    return step(database, context, args.appointment_id, AppointmentState::Done);
}

Result<void> apply(Database& database, const MutationContext& context, const MarkNoShow& args) {
    return step(database, context, args.appointment_id, AppointmentState::NoShow);
}

Result<void> apply(Database& database, const MutationContext& context, const CancelAppointment& args) {
    Result<Appointment> appointment = load_appointment(database, context, args.appointment_id);
    if (!appointment) return appointment.error();
    if (context.actor.is_customer() && appointment->starts_at <= context.now) {
        return conflict("error.appointment_started", "appointment_id");
    }
    PORTAIL_RETURN_IF_ERROR(set_state(database, context, *appointment, AppointmentState::Cancelled));
    return database.run("DELETE FROM busy_intervals WHERE id = ?1", appointment->busy_interval_id);
}

Result<void> apply(Database& database, const MutationContext& context, const ReopenAppointment& args) {
    Result<Appointment> appointment = load_appointment(database, context, args.appointment_id);
    if (!appointment) return appointment.error();
    if (!can_reopen(appointment->state, args.state)) return conflict("error.appointment_open", "appointment_id");
    // What was done, or missed, is for the shop to say; and so is whether the time suits it once more.
    const bool is_asked_anew =
        appointment->state == AppointmentState::Cancelled && args.state == AppointmentState::Requested;
    if (context.actor.is_customer() && !is_asked_anew) return forbidden();
    Id resource_id = appointment->resource_id;
    if (appointment->state == AppointmentState::Cancelled) {
        const int duration_minutes = static_cast<int>((appointment->ends_at - appointment->starts_at) / minute_ms);
        Result<Slot> room = find_room(database, context, duration_minutes, appointment->starts_at, {});
        if (!room) return room.error();
        resource_id = room->resource_id;
        PORTAIL_RETURN_IF_ERROR(occupy(database, appointment->busy_interval_id, *room));
    }
    return database.run(R"sql(
        UPDATE appointments
        SET state = ?2, resource_id = ?3, updated_at = ?4
        WHERE id = ?1
    )sql",
                        appointment->id, to_string(args.state), resource_id, context.now);
}

}  // namespace portail
