#include "shared/ui/vehicle_form.h"

#include "shared/domain/customer.h"
#include "shared/mutators/vehicle_mutators.h"
#include "shared/ui/widgets.h"

namespace portail::ui {
namespace {

bool is_of_a_field(const Error& error) {
    return error.field == "plate" || error.field == "make" || error.field == "model";
}

}  // namespace

void VehicleForm::clear() {
    *this = VehicleForm{};
}

void VehicleForm::edit(const Vehicle& vehicle) {
    clear();
    m_edited = vehicle.id;
    m_plate = vehicle.plate;
    m_make = vehicle.make;
    m_model = vehicle.model;
}

void VehicleForm::correct(const RejectedChange& change) {
    if (m_corrects == change.uuid) return;
    const auto take = [&](const auto& vehicle) {
        m_plate = vehicle.plate;
        m_make = vehicle.make;
        m_model = vehicle.model;
    };
    if (change.name == AddVehicle::name) {
        const Result<AddVehicle> vehicle = AddVehicle::from_json(change.args);
        if (!vehicle) return;
        clear();
        take(*vehicle);
    } else if (change.name == UpdateVehicle::name) {
        const Result<UpdateVehicle> vehicle = UpdateVehicle::from_json(change.args);
        if (!vehicle) return;
        clear();
        m_edited = vehicle->vehicle_id;
        take(*vehicle);
    } else {
        return;
    }
    m_corrects = change.uuid;
    if (is_of_a_field(change.error)) {
        m_errors.check(change.error.field, change.error);
    } else {
        m_refused = change.error;
    }
}

bool VehicleForm::draw(Ui& ui, AppContext& context) {
    const Translator& words = context.words;
    if (m_submission.take_failed()) ui.focus_first_error();
    if (m_refused) banner(ui, {.key = "refused", .text = words.error(*m_refused), .tone = Tone::Warning});
    if (const Error* error = m_submission.error(); error != nullptr && !is_of_a_field(*error)) {
        banner(ui, {.key = "error", .text = words.error(*error), .tone = Tone::Danger, .is_assertive = true});
    }
    const auto field = [&](std::string_view name, std::string_view placeholder, std::size_t limit, std::string& value) {
        return text_field(ui,
                          {.key = name,
                           .label = words.field(name),
                           .error = error_of(context, name),
                           .placeholder = placeholder,
                           .enter_key_hint = name == "model" ? "done" : "next",
                           .icon = name == "plate" ? Icon::Car : Icon::None,
                           .is_required = name != "model",
                           .is_disabled = is_saving(),
                           .max_length = static_cast<int>(limit)},
                          value);
    };
    return form(ui, {.key = "vehicle", .label = words.text("vehicle.form")}, [&] {
        if (const TextFieldResult plate = field("plate", "ZH 123 456", vehicle_limits::plate, m_plate);
            m_errors.wants_check("plate", plate) && !m_plate.empty()) {
            check_plate();
        }
        if (field("make", "Volkswagen", vehicle_limits::make, m_make)) m_errors.clear("make");
        field("model", "Golf", vehicle_limits::model, m_model);
    });
}

std::string VehicleForm::error_of(const AppContext& context, std::string_view field) const {
    std::string found = m_errors.text(context.words, field);
    if (const Error* refused = m_submission.error_of(field); found.empty() && refused != nullptr) {
        found = context.words.error(*refused);
    }
    return found;
}

void VehicleForm::check_plate() {
    m_errors.check("plate", validate_plate("plate", normalise_plate(m_plate)));
}

void VehicleForm::submit(Ui& ui, AppContext& context, const Id& customer) {
    if (is_saving()) return;
    m_submission.clear();
    check_plate();
    m_errors.check("make", validate_name("make", m_make));
    if (m_errors.any()) {
        ui.focus_first_error();
        return;
    }
    const std::string plate = normalise_plate(m_plate);
    if (m_edited) {
        m_submitted = *m_edited;
        context.commands.submit(UpdateVehicle{m_submitted, customer, plate, m_make, m_model},
                                {.tracked = &m_submission,
                                 .saved_message = context.words.text("vehicle.saved"),
                                 .needs = context.commands.pending_creation_of(m_submitted),
                                 .corrects = m_corrects});
    } else {
        m_submitted = context.new_id();
        context.commands.submit(AddVehicle{m_submitted, customer, plate, m_make, m_model},
                                {.tracked = &m_submission,
                                 .saved_message = context.words.text("vehicle.added"),
                                 .needs = context.commands.pending_creation_of(customer),
                                 .corrects = m_corrects});
    }
}

std::optional<Id> VehicleForm::take_saved() {
    if (!m_submission.take_saved()) return std::nullopt;
    const Id saved = m_submitted;
    clear();
    return saved;
}

void retire_vehicle(AppContext& context, const Id& vehicle_id, Submission& submission) {
    submission.clear();
    context.commands.submit(
        RetireVehicle{vehicle_id},
        {.tracked = &submission,
         .saved_message = context.words.text("vehicle.retired"),
         .undo = [restore = RestoreVehicle{vehicle_id}, said = context.words.text("vehicle.restored")](
                     Commands& commands) { commands.submit(restore, {.saved_message = said}); },
         .needs = context.commands.pending_creation_of(vehicle_id)});
}

void restore_vehicle(AppContext& context, const Id& vehicle_id, Submission& submission) {
    submission.clear();
    context.commands.submit(RestoreVehicle{vehicle_id},
                            {.tracked = &submission, .saved_message = context.words.text("vehicle.restored")});
}

}  // namespace portail::ui
