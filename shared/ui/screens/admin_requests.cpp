// What customers have booked and the shop has not answered yet, on whatever day: each is confirmed with one press, or
// opened in the agenda of its day.
#include "shared/mutators/appointment_mutators.h"
#include "shared/ui/screens/admin_appointment.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/screens/admin_screens.h"

namespace portail::ui {
namespace {

class AdminRequests final : public Screen {
public:
    std::string title(AppContext& context) override { return context.words.text("admin.tab.requests"); }

    void draw(Ui& ui, AppContext& context) override {
        if (m_watch.changed(context)) load(context);
        const Translator& words = context.words;
        m_frame.draw(ui, context, {.key = "requests", .title = words.text("admin.tab.requests")}, [&] {
            main_area(ui, {}, [&] {
                heading(ui, {.text = words.text("admin.requests.title"), .key = "title"});
                error_banner(ui, context, "problem", m_problem ? &*m_problem : nullptr);
                error_banner(ui, context, "error", m_submission.error());
                if (m_requested.empty()) {
                    empty_state(ui, {.key = "empty",
                                     .icon = Icon::Check,
                                     .title = words.text("admin.requests.empty"),
                                     .text = words.text("admin.requests.empty_text")});
                    return;
                }
                text(ui, {.text = words.text("admin.requests.text"), .style = TextStyle::Muted, .key = "text"});
                for (const AppointmentView& view : m_requested)
                    draw_request(ui, context, view);
            });
        });
    }

private:
    void load(AppContext& context) {
        m_problem.reset();
        m_requested = taken(list_requested_appointments(context.database(), context.now()), m_problem);
    }

    void draw_request(Ui& ui, AppContext& context, const AppointmentView& view) {
        const Appointment& appointment = view.appointment;
        const bool is_busy = m_confirmed == appointment.id && m_submission.is_saving();
        const std::string when = capitalised(context.format.near_moment(appointment.starts_at, context.now()));
        card(ui, {.key = appointment.id, .label = view.customer_name}, [&] {
            heading(ui, {.text = view.customer_name, .level = 2, .key = "customer"});
            text(ui, {.text = when, .style = TextStyle::Strong, .icon = Icon::Clock, .key = "when"});
            text(ui, {.text = dotted({view.service_name, view.vehicle_plate, view.vehicle_name}),
                      .icon = Icon::Wrench,
                      .key = "what"});
            if (!appointment.note.empty()) {
                text(ui, {.text = appointment.note, .style = TextStyle::Muted, .icon = Icon::Info, .key = "note"});
            }
            row(ui, {.key = "actions"}, [&] {
                if (button(ui, {.key = "confirm",
                                .label = context.words.text("agenda.confirm"),
                                .style = ButtonStyle::Primary,
                                .icon = Icon::Check,
                                .is_disabled = m_submission.is_saving() && !is_busy,
                                .is_busy = is_busy,
                                .description = view.customer_name})) {
                    confirm(context, appointment);
                }
                if (button(ui, {.key = "open",
                                .label = context.words.text("admin.requests.open"),
                                .description = view.customer_name})) {
                    const DayNumber day = context.format.day_of(appointment.starts_at);
                    context.router.push(admin_places::agenda(day, appointment.id));
                }
            });
        });
    }

    void confirm(AppContext& context, const Appointment& appointment) {
        m_confirmed = appointment.id;
        ConfirmAppointment args;
        args.appointment_id = appointment.id;
        context.commands.submit(args, {.tracked = &m_submission,
                                       .saved_message = context.words.text("agenda.confirmed"),
                                       .undo = reopening(context, appointment),
                                       .needs = context.commands.pending_creation_of(appointment.id)});
    }

    AdminFrame m_frame;
    DataWatch m_watch;
    std::optional<Error> m_problem;
    std::vector<AppointmentView> m_requested;
    Submission m_submission;
    Id m_confirmed;
};

}  // namespace

std::unique_ptr<Screen> make_admin_requests() {
    return std::make_unique<AdminRequests>();
}

}  // namespace portail::ui
