#include "shared/ui/screens/admin_screens.h"

#include <array>

#include "shared/mutators/appointment_mutators.h"
#include "shared/mutators/brand_mutators.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/vehicle_mutators.h"
#include "shared/ui/place_dialog.h"
#include "shared/ui/screen.h"

namespace portail::ui {
namespace {

constexpr std::array<ScreenEntry, 8> screens{{
    {"/", make_admin_agenda},
    {"/agenda", make_admin_agenda},
    {"/requests", make_admin_requests},
    {"/book", make_admin_book},
    {"/clients/new", make_admin_new_client},
    {"/clients/:id?/:tab?", make_admin_clients},
    {"/account", make_admin_account},
    {"/settings/appearance", make_admin_appearance},
}};

}  // namespace

std::span<const ScreenEntry> admin_screens() {
    return screens;
}

namespace admin_places {

Place agenda(DayNumber day, const Id& appointment) {
    return Place{"/agenda", {{"day", to_iso_date(day)}}}.with("appointment", appointment);
}

Place client(const Id& customer, const std::string& tab) {
    return Place{"/clients/" + customer + (tab.empty() ? "" : "/" + tab), {}};
}

Place book(const Id& customer) {
    return Place{"/book", {}}.with("client", customer);
}

}  // namespace admin_places

std::optional<Place> admin_correction_place(const RejectedChange& change) {
    if (change.held_back) return std::nullopt;
    if (change.name == BookAppointment::name) {
        const Result<BookAppointment> booking = BookAppointment::from_json(change.args);
        if (!booking) return std::nullopt;
        return admin_places::book(booking->customer_id)
            .with("vehicle", booking->vehicle_id.value_or("none"))
            .with("service", booking->service_id)
            .with("note", booking->note)
            .with("corrects", change.uuid);
    }
    if (change.name == UpdateContactDetails::name) {
        const Result<UpdateContactDetails> details = UpdateContactDetails::from_json(change.args);
        if (!details) return std::nullopt;
        return admin_places::client(details->customer_id).with("do", "edit").with("corrects", change.uuid);
    }
    if (change.name == AddVehicle::name) {
        const Result<AddVehicle> vehicle = AddVehicle::from_json(change.args);
        if (!vehicle) return std::nullopt;
        return admin_places::client(vehicle->customer_id, "vehicles").with("do", "add").with("corrects", change.uuid);
    }
    if (change.name == UpdateVehicle::name) {
        const Result<UpdateVehicle> vehicle = UpdateVehicle::from_json(change.args);
        if (!vehicle) return std::nullopt;
        return dialog_place(admin_places::client(vehicle->customer_id, "vehicles"), "vehicle", vehicle->vehicle_id)
            .with("corrects", change.uuid);
    }
    if (change.name == ChangeBrand::name) return Place{"/settings/appearance", {}};
    if (change.name == CreateCustomer::name) return Place{"/clients/new", {{"corrects", change.uuid}}};
    return std::nullopt;
}

}  // namespace portail::ui
