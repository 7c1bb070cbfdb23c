// The fields of a vehicle that staff add for a customer: on his sheet, and while booking for him.
#pragma once

#include <optional>
#include <string>

#include "shared/ui/field_errors.h"
#include "shared/ui/screen.h"

namespace portail::ui {

class AdminVehicleForm {
public:
    /// The fields alone; true when Enter was pressed in one of them.
    bool draw(Ui& ui, AppContext& context);
    /// Checks what was typed and submits it; where something is wrong, the field says so and nothing happens.
    void submit(Ui& ui, AppContext& context, const Id& customer);
    /// The vehicle that was added, once it is durable.
    [[nodiscard]] std::optional<Id> take_added();
    [[nodiscard]] bool is_saving() const { return m_submission.is_saving(); }
    void clear();
    /// Takes over what was refused, to be corrected.
    void correct(const RejectedChange& change);

private:
    [[nodiscard]] std::string error_of(const AppContext& context, std::string_view field) const;

    std::string m_plate;
    std::string m_make;
    std::string m_model;
    FieldErrors m_errors;
    Submission m_submission;
    Id m_id;
    std::optional<Id> m_corrects;
};

}  // namespace portail::ui
