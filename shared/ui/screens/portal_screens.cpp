#include "shared/ui/screens/portal_screens.h"

#include <array>

#include "shared/mutators/appointment_mutators.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/vehicle_mutators.h"
#include "shared/ui/screen.h"

namespace portail::ui {
namespace {

constexpr std::array<ScreenEntry, 11> screens{{
    {"/", make_portal_home},
    {"/book", make_portal_book},
    {"/booked/:id", make_portal_booked},
    {"/appointments", make_portal_history},
    {"/appointments/:id", make_portal_appointment},
    {"/appointments/:id/move", make_portal_move},
    {"/vehicles", make_portal_vehicles},
    {"/vehicles/add", make_portal_vehicle_form},
    {"/vehicles/:id", make_portal_vehicle},
    {"/vehicles/:id/edit", make_portal_vehicle_form},
    {"/details", make_portal_details},
}};

}  // namespace

std::span<const ScreenEntry> portal_screens() {
    return screens;
}

std::optional<Place> portal_correction_place(const RejectedChange& change) {
    if (change.held_back) return std::nullopt;
    if (change.name == AddVehicle::name) return Place{"/vehicles/add", {{"corrects", change.uuid}}};
    if (change.name == UpdateVehicle::name) {
        const Result<UpdateVehicle> vehicle = UpdateVehicle::from_json(change.args);
        if (!vehicle) return std::nullopt;
        return Place{"/vehicles/" + vehicle->vehicle_id + "/edit", {{"corrects", change.uuid}}};
    }
    if (change.name == UpdateContactDetails::name) return Place{"/details", {{"corrects", change.uuid}}};
    if (change.name == MoveAppointment::name) {
        const Result<MoveAppointment> move = MoveAppointment::from_json(change.args);
        if (!move) return std::nullopt;
        return Place{"/appointments/" + move->appointment_id + "/move", {{"corrects", change.uuid}}};
    }
    if (change.name == BookAppointment::name) {
        const Result<BookAppointment> booking = BookAppointment::from_json(change.args);
        if (booking.ok()) return Place{"/booked/" + booking->id, {}};
    }
    return std::nullopt;
}

}  // namespace portail::ui
