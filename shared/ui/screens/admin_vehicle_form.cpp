#include "shared/ui/screens/admin_vehicle_form.h"

#include "shared/base/text.h"
#include "shared/domain/customer.h"
#include "shared/domain/vehicle.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/widgets.h"

namespace portail::ui {

bool AdminVehicleForm::draw(Ui& ui, AppContext& context) {
    const Translator& words = context.words;
    const Error* error = m_submission.error();
    const bool is_at_field =
        error != nullptr && (error->field == "plate" || error->field == "make" || error->field == "model");
    if (!is_at_field) error_banner(ui, context, "error", error);
    return form(ui, {.key = "vehicle", .label = words.text("admin.vehicle.form")}, [&] {
        const TextFieldResult plate = text_field(ui,
                                                 {.key = "plate",
                                                  .label = words.field("plate"),
                                                  .error = error_of(context, "plate"),
                                                  .placeholder = "GE 123456",
                                                  .enter_key_hint = "next",
                                                  .icon = Icon::Car,
                                                  .is_required = true,
                                                  .max_length = static_cast<int>(vehicle_limits::plate)},
                                                 m_plate);
        if (plate) m_errors.clear("plate");
        const TextFieldResult make = text_field(ui,
                                                {.key = "make",
                                                 .label = words.field("make"),
                                                 .error = error_of(context, "make"),
                                                 .enter_key_hint = "next",
                                                 .is_required = true,
                                                 .max_length = static_cast<int>(vehicle_limits::make)},
                                                m_make);
        if (make) m_errors.clear("make");
        text_field(ui,
                   {.key = "model",
                    .label = words.field("model"),
                    .error = error_of(context, "model"),
                    .enter_key_hint = "done",
                    .max_length = static_cast<int>(vehicle_limits::model)},
                   m_model);
    });
}

std::string AdminVehicleForm::error_of(const AppContext& context, std::string_view field) const {
    std::string found = m_errors.text(context.words, field);
    if (const Error* refused = m_submission.error_of(field); found.empty() && refused != nullptr) {
        found = context.words.error(*refused);
    }
    return found;
}

void AdminVehicleForm::submit(Ui& ui, AppContext& context, const Id& customer) {
    if (is_saving()) return;
    m_submission.clear();
    m_errors.check("plate", validate_plate("plate", normalise_plate(m_plate)));
    m_errors.check("make", validate_name("make", m_make));
    if (m_errors.any()) {
        ui.focus_first_error();
        return;
    }
    AddVehicle vehicle;
    vehicle.id = m_id = context.new_id();
    vehicle.customer_id = customer;
    vehicle.plate = m_plate;
    vehicle.make = m_make;
    vehicle.model = m_model;
    context.commands.submit(vehicle, {.tracked = &m_submission,
                                      .saved_message = context.words.text("admin.vehicle.added"),
                                      .needs = context.commands.pending_creation_of(customer),
                                      .corrects = m_corrects});
}

std::optional<Id> AdminVehicleForm::take_added() {
    if (!m_submission.take_saved()) return std::nullopt;
    const Id added = m_id;
    clear();
    return added;
}

void AdminVehicleForm::clear() {
    *this = AdminVehicleForm{};
}

void AdminVehicleForm::correct(const RejectedChange& change) {
    const Result<AddVehicle> vehicle = AddVehicle::from_json(change.args);
    if (!vehicle || m_corrects == change.uuid) return;
    clear();
    m_plate = vehicle->plate;
    m_make = vehicle->make;
    m_model = vehicle->model;
    m_corrects = change.uuid;
    m_errors.check(change.error.field, change.error);
}

}  // namespace portail::ui
