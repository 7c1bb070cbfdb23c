// The fields of a vehicle, to add one or to correct one: on the customer's portal, on his sheet, and while staff book for
// him.
#pragma once

#include <optional>
#include <string>

#include "shared/domain/vehicle.h"
#include "shared/ui/field_errors.h"
#include "shared/ui/screen.h"

namespace portail::ui {

class VehicleForm {
public:
    /// Empty again, for a new vehicle.
    void clear();
    /// For this one, as it is now.
    void edit(const Vehicle& vehicle);
    /// Nothing: a new vehicle.
    [[nodiscard]] const std::optional<Id>& edited() const { return m_edited; }
    /// Takes over what was refused (AddVehicle or UpdateVehicle), to be corrected.
    void correct(const RejectedChange& change);

    /// The fields alone; true when Enter was pressed in one of them.
    bool draw(Ui& ui, AppContext& context);
    /// Checks what was typed and submits it; where something is wrong, the field says so and nothing happens. `customer`
    /// is whose a new vehicle becomes.
    void submit(Ui& ui, AppContext& context, const Id& customer);
    /// The vehicle, once it is durable.
    [[nodiscard]] std::optional<Id> take_saved();
    [[nodiscard]] bool is_saving() const { return m_submission.is_saving(); }

private:
    void take(const Id& vehicle_id, std::string plate, std::string make, std::string model);
    [[nodiscard]] std::string error_of(const AppContext& context, std::string_view field) const;
    void check_plate();

    std::optional<Id> m_edited;
    std::string m_plate;  ///< as it is typed, like the others
    std::string m_make;
    std::string m_model;
    FieldErrors m_errors;
    std::optional<Error> m_refused;  ///< what is wrong with none of the fields
    std::optional<Id> m_corrects;
    Submission m_submission;
    Id m_submitted;
};

/// A vehicle is not driven any more; the message offers to take that back.
void retire_vehicle(AppContext& context, const Id& vehicle_id, Submission& submission);
void restore_vehicle(AppContext& context, const Id& vehicle_id, Submission& submission);

}  // namespace portail::ui
