// One appointment with everything that staff may do about it: confirm, move, cancel, mark done or as a no-show. The
// screen that shows it keeps its id in the place; the questions have places too ("?do=cancel").
#pragma once

#include <functional>
#include <optional>

#include "shared/domain/customer.h"
#include "shared/domain/organisation.h"
#include "shared/queries/appointment_queries.h"
#include "shared/ui/screen.h"
#include "shared/ui/screens/admin_time_picker.h"

namespace portail::ui {

/// Takes a step back: the open appointment is again as it is now. For SubmitOptions::undo.
[[nodiscard]] std::function<void(Commands&)> reopening(AppContext& context, const Appointment& appointment);

class AdminAppointment {
public:
    /// Reads what is shown; call it when the data or the place changed. Empty: nothing is shown.
    [[nodiscard]] Result<void> load(AppContext& context, const Id& id);
    [[nodiscard]] const AppointmentView* view() const { return m_view ? &*m_view : nullptr; }

    void draw(Ui& ui, AppContext& context);

private:
    enum class Step : std::uint8_t { Confirm, Complete, NoShow, Cancel, Move, Reopen };

    void draw_facts(Ui& ui, AppContext& context);
    void draw_actions(Ui& ui, AppContext& context);
    void draw_questions(Ui& ui, AppContext& context);
    void draw_question(Ui& ui, AppContext& context, Step step, std::string_view name);
    void draw_move(Ui& ui, AppContext& context);
    void draw_reopening(Ui& ui, AppContext& context);
    void take(AppContext& context, Step step);
    void move(AppContext& context, Milliseconds starts_at, SubmitOptions options);
    [[nodiscard]] bool is_busy(Step step) const { return m_step == step && m_submission.is_saving(); }

    Id m_id;
    std::optional<AppointmentView> m_view;
    std::optional<Customer> m_customer;
    std::optional<Service> m_service;
    AdminTimePicker m_picker;
    Submission m_submission;
    Step m_step = Step::Confirm;
};

}  // namespace portail::ui
