// Booking, moving, cancelling and closing appointments. Who may do each stands in shared/domain/permissions; here a
// customer is held to his own appointments, to bookable times and to what is still open.
#pragma once

#include <optional>
#include <string>

#include "shared/base/json.h"
#include "shared/db/database.h"
#include "shared/domain/appointment.h"
#include "shared/mutators/mutation_context.h"

namespace portail {

/// The resource is chosen inside the mutator, so that an offline booking lands wherever there is still room.
/// Errors: "error.slot_taken" (Conflict) and "error.slot_not_bookable" (Invalid), both on starts_at.
struct BookAppointment {
    static constexpr const char* name = "book_appointment";
    static constexpr int version = 1;

    Id id;
    Id busy_interval_id;  ///< from make_unrelated_id: everybody sees it
    Id customer_id;
    std::optional<Id> vehicle_id;
    Id service_id;
    Milliseconds starts_at = 0;
    std::string note;

    [[nodiscard]] static Result<BookAppointment> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

struct MoveAppointment {
    static constexpr const char* name = "move_appointment";
    static constexpr int version = 1;

    Id appointment_id;
    Milliseconds starts_at = 0;

    [[nodiscard]] static Result<MoveAppointment> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

/// The four steps of an appointment that need nothing but its id.
template <class Step>
struct AppointmentStep {
    static constexpr int version = 1;
    Id appointment_id;

    [[nodiscard]] static Result<Step> from_json(const Json& json) {
        Result<Id> id = JsonReader{json}.id("appointment_id");
        if (!id) return id.error();
        Step step;
        step.appointment_id = std::move(*id);
        return step;
    }
    [[nodiscard]] Json to_json() const { return {{"appointment_id", appointment_id}}; }
};

struct ConfirmAppointment : AppointmentStep<ConfirmAppointment> {
    static constexpr const char* name = "confirm_appointment";
};
struct CompleteAppointment : AppointmentStep<CompleteAppointment> {
    static constexpr const char* name = "complete_appointment";
};
struct MarkNoShow : AppointmentStep<MarkNoShow> {
    static constexpr const char* name = "mark_no_show";
};
struct CancelAppointment : AppointmentStep<CancelAppointment> {
    static constexpr const char* name = "cancel_appointment";
};

/// Takes back a step that was taken by mistake. A cancelled appointment needs its room again: "error.slot_taken" where
/// there is none any more. Customers take back a cancellation, as long as they could book that time.
struct ReopenAppointment {
    static constexpr const char* name = "reopen_appointment";
    static constexpr int version = 1;

    Id appointment_id;
    AppointmentState state = AppointmentState::Requested;  ///< an open one

    [[nodiscard]] static Result<ReopenAppointment> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const BookAppointment& args);
[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const MoveAppointment& args);
[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const ConfirmAppointment& args);
[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const CompleteAppointment& args);
[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const MarkNoShow& args);
[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const CancelAppointment& args);
[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const ReopenAppointment& args);

}  // namespace portail
