// Another time for an appointment: the time, then the confirmation. As for a booking, each answer stands in the place
// ("/appointments/ID/move?at=…").
#include "shared/mutators/appointment_mutators.h"
#include "shared/queries/appointment_queries.h"
#include "shared/ui/screen.h"
#include "shared/ui/screens/portal_frame.h"
#include "shared/ui/screens/portal_screens.h"
#include "shared/ui/screens/portal_time_picker.h"

namespace portail::ui {
namespace {

class PortalMove final : public Screen {
public:
    std::string title(AppContext& context) override { return context.words.text("portal.move.title"); }

    void draw(Ui& ui, AppContext& context) override {
        if (m_watch.changed(context)) load(context);
        m_is_saved = m_is_saved || m_submission.take_saved();
        const bool is_back_pressed =
            portal_page(ui, context, {.key = page_key(), .title = title(context), .has_back = true}, [&] {
                problem_banner(ui, context, m_problem);
                if (m_view && (m_is_movable || m_is_saved)) {
                    draw_move(ui, context);
                } else {
                    draw_refusal(ui, context);
                }
            });
        if (is_back_pressed) {
            context.router.back(m_starts_at ? to_location(context.router.place().with("at", "")) : own_page(context));
        }
        if (m_is_saved) context.router.replace(own_page(context));
    }

private:
    [[nodiscard]] std::string page_key() const { return m_starts_at ? "move_confirm" : "move_time"; }
    [[nodiscard]] static std::string own_page(const AppContext& context) {
        return "/appointments/" + context.router.part("id");
    }
    [[nodiscard]] bool is_saving() const { return m_is_saved || m_submission.is_saving(); }

    void load(AppContext& context) {
        m_problem.reset();
        m_view = taken(find_appointment(context.database(), context.router.part("id")), m_problem);
        m_starts_at = chosen_time(context);
        if (!m_view) return;
        const Appointment& appointment = m_view->appointment;
        m_is_movable = customer_may_move(appointment, context.now(), context.organisation.booking_notice_minutes);
        const int minutes = static_cast<int>((appointment.ends_at - appointment.starts_at) / minute_ms);
        const Result<void> loaded = m_picker.load(context, {.duration_minutes = minutes,
                                                            .own_busy_interval = appointment.busy_interval_id,
                                                            .not_at = appointment.starts_at});
        if (!loaded) m_problem = loaded.error();
    }

    void draw_refusal(Ui& ui, AppContext& context) const {
        const Translator& words = context.words;
        const bool is_late = m_view && is_open(m_view->appointment.state);
        if (empty_state(
                ui, {.key = "none",
                     .icon = Icon::Calendar,
                     .title = words.text(is_late ? "portal.move.too_late" : "portal.appointment.gone"),
                     .text = words.text(is_late ? "error.too_late_to_move" : "portal.appointment.gone_text"),
                     .action_label = words.text(is_late ? "portal.appointment.title" : "portal.history.all"),
                     .level = 1})) {
            context.router.replace(is_late ? own_page(context) : std::string{"/appointments"});
        }
    }

    void draw_move(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        const std::string present = context.format.near_moment(m_view->appointment.starts_at, context.now());
        if (m_starts_at) {
            draw_confirmation(ui, context, present);
            return;
        }
        heading(ui, {.text = words.text("booking.step.time"), .key = "step"});
        text(ui, {.text = words.text("portal.move.present", {{"service", m_view->service_name}, {"moment", present}}),
                  .style = TextStyle::Muted,
                  .key = "present"});
        if (const auto pressed = m_picker.draw(ui, context, page_key())) {
            context.router.push(context.router.place().with("at", std::to_string(*pressed)));
        }
    }

    void draw_confirmation(Ui& ui, AppContext& context, const std::string& present) {
        const Translator& words = context.words;
        const bool is_gone = !m_picker.slots().contains(*m_starts_at) && !is_saving();
        heading(ui, {.text = words.text("booking.step.confirm"), .key = "step"});
        card(ui, {.key = "times", .label = words.text("portal.move.title")}, [&] {
            fact(ui, {.label = words.text("field.service_id"),
                      .value = m_view->service_name,
                      .icon = Icon::Wrench,
                      .key = "service"});
            fact(ui, {.label = words.text("portal.move.before"),
                      .value = capitalised(present),
                      .icon = Icon::History,
                      .key = "before"});
            fact(ui, {.label = words.text("portal.move.after"),
                      .value = capitalised(context.format.near_moment(*m_starts_at, context.now())),
                      .icon = Icon::Clock,
                      .key = "after"});
        });
        text(ui, {.text = words.text("portal.move.confirmed_anew"), .style = TextStyle::Caption, .key = "anew"});
        draw_time_problem(ui, context, is_gone);
        if (button(ui, {.key = "move",
                        .label = words.text("portal.move.confirm"),
                        .style = ButtonStyle::Primary,
                        .icon = Icon::Check,
                        .is_disabled = is_gone,
                        .is_busy = is_saving(),
                        .is_full_width = true})) {
            submit(context);
        }
    }

    /// The time has gone since it was chosen, or the move was refused: the nearest ones take its place.
    void draw_time_problem(Ui& ui, AppContext& context, bool is_gone) {
        const Translator& words = context.words;
        if (const Error* error = m_submission.error()) {
            banner(ui, {.key = "error", .text = words.error(*error), .tone = Tone::Danger, .is_assertive = true});
        } else if (is_gone) {
            banner(
                ui,
                {.key = "gone", .text = words.text("error.slot_taken"), .tone = Tone::Warning, .is_assertive = true});
        }
        if (!is_gone) return;
        if (const auto pressed = m_picker.draw_nearest(ui, context, *m_starts_at)) {
            m_submission.clear();
            context.router.replace(context.router.place().with("at", std::to_string(*pressed)));
        }
    }

    void submit(AppContext& context) {
        const Id& id = m_view->appointment.id;
        const std::string moment = context.format.near_moment(*m_starts_at, context.now());
        SubmitOptions options{.tracked = &m_submission,
                              .saved_message = context.words.text("portal.move.moved", {{"moment", moment}}),
                              .needs = context.commands.pending_creation_of(id)};
        if (const std::string& corrects = context.router.parameter("corrects"); is_id(corrects)) {
            options.corrects = corrects;
        }
        context.commands.submit(MoveAppointment{id, *m_starts_at}, std::move(options));
    }

    DataWatch m_watch;
    std::optional<Error> m_problem;
    std::optional<AppointmentView> m_view;
    bool m_is_movable = false;
    PortalTimePicker m_picker;
    std::optional<Milliseconds> m_starts_at;
    Submission m_submission;
    bool m_is_saved = false;
};

}  // namespace

std::unique_ptr<Screen> make_portal_move() {
    return std::make_unique<PortalMove>();
}

}  // namespace portail::ui
