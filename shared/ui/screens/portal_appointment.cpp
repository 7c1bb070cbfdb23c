// One appointment: when, what, its state, and the way to cancel it.
#include "shared/mutators/appointment_mutators.h"
#include "shared/queries/appointment_queries.h"
#include "shared/queries/organisation_queries.h"
#include "shared/ui/appointment_file.h"
#include "shared/ui/appointment_words.h"
#include "shared/ui/phone_field.h"
#include "shared/ui/place_dialog.h"
#include "shared/ui/screen.h"
#include "shared/ui/screens/portal_frame.h"
#include "shared/ui/screens/portal_screens.h"
#include "shared/ui/sync_indicator.h"

namespace portail::ui {
namespace {

class PortalAppointment final : public Screen {
public:
    std::string title(AppContext& context) override { return context.words.text("portal.appointment.title"); }

    void draw(Ui& ui, AppContext& context) override {
        if (m_watch.changed(context)) load(context);
        if (m_cancelling.take_saved()) close_place_dialog(context);
        const bool is_back_pressed = portal_page(
            ui, context,
            {.key = "appointment", .title = context.words.text("portal.appointment.title"), .has_back = true}, [&] {
                problem_banner(ui, context, m_problem);
                if (m_view) {
                    draw_appointment(ui, context);
                } else if (empty_state(ui, {.key = "none",
                                            .icon = Icon::Calendar,
                                            .title = context.words.text("portal.appointment.gone"),
                                            .text = context.words.text("portal.appointment.gone_text"),
                                            .action_label = context.words.text("portal.history.all"),
                                            .level = 1})) {
                    context.router.replace("/appointments");
                }
            });
        if (is_back_pressed) context.router.back("/appointments");
    }

private:
    void load(AppContext& context) {
        m_problem.reset();
        m_service.reset();
        m_view = taken(find_appointment(context.database(), context.router.part("id")), m_problem);
        if (m_view) {
            m_service = taken(find_service(context.database(), m_view->appointment.service_id), m_problem);
        }
    }

    void draw_appointment(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        const Appointment& appointment = m_view->appointment;
        heading(ui,
                {.text = capitalised(context.format.near_moment(appointment.starts_at, context.now())), .key = "when"});
        row(ui, {.key = "state"}, [&] {
            const StateBadge state = state_badge(words, appointment.state);
            badge(ui, {.label = state.label, .tone = state.tone, .key = "state"});
            const RowMark mark = row_mark(context, "appointments", appointment.id);
            if (!mark.label.empty()) badge(ui, {.label = mark.label, .tone = mark.tone, .key = "sync"});
        });
        card(ui, {.key = "facts", .label = words.text("portal.appointment.title")}, [&] {
            fact(ui, {.label = words.text("field.starts_at"),
                      .value = context.format.time_range(appointment.starts_at, appointment.ends_at),
                      .icon = Icon::Clock,
                      .key = "time"});
            std::string service = m_view->service_name;
            if (m_service) service += " · " + context.format.money(m_service->price);
            fact(ui,
                 {.label = words.text("field.service_id"), .value = service, .icon = Icon::Wrench, .key = "service"});
            if (!m_view->vehicle_plate.empty()) {
                fact(ui, {.label = words.text("field.vehicle_id"),
                          .value = vehicle_label(m_view->vehicle_name, m_view->vehicle_plate),
                          .icon = Icon::Car,
                          .key = "vehicle"});
            }
            if (!appointment.note.empty()) {
                fact(ui,
                     {.label = words.text("field.note"), .value = appointment.note, .icon = Icon::Info, .key = "note"});
            }
        });
        if (is_open(appointment.state) && appointment.starts_at > context.now()) {
            draw_changes(ui, context);
        } else if (m_service && !m_service->retired_at &&
                   button(ui, {.key = "again",
                               .label = words.text("portal.appointment.again"),
                               .style = ButtonStyle::Primary,
                               .icon = Icon::Calendar,
                               .is_full_width = true})) {
            const Place place{"/book", {{"service", m_service->id}}};
            context.router.push(place.with("vehicle", appointment.vehicle_id.value_or("")));
        }
    }

    void draw_changes(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        const Appointment& appointment = m_view->appointment;
        if (customer_may_move(appointment, context.now(), context.organisation.booking_notice_minutes)) {
            if (button(ui, {.key = "move", .label = words.text("portal.move.title"), .icon = Icon::Clock})) {
                context.router.push("/appointments/" + appointment.id + "/move");
            }
        } else {
            text(ui, {.text = words.text("error.too_late_to_move"), .style = TextStyle::Muted, .key = "late"});
            if (const std::string& phone = context.organisation.phone; !phone.empty()) {
                phone_link(ui, context, "call", phone);
            }
        }
        if (button(
                ui,
                {.key = "calendar", .label = words.text("portal.appointment.to_calendar"), .icon = Icon::Calendar})) {
            save_for_calendar(ui, context, *m_view);
        }
        draw_cancel(ui, context);
    }

    void draw_cancel(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        if (button(ui, {.key = "cancel", .label = words.text("portal.appointment.cancel"), .icon = Icon::X})) {
            m_cancelling.clear();
            open_place_dialog(context, "cancel");
        }
        const std::string title = words.text("portal.appointment.cancel_title");
        place_dialog(ui, context, "cancel", {.key = "cancel_dialog", .title = title}, [&] {
            const Appointment& appointment = m_view->appointment;
            text(ui,
                 {.text = words.text("portal.appointment.cancel_text",
                                     {{"service", m_view->service_name},
                                      {"moment", context.format.near_moment(appointment.starts_at, context.now())}}),
                  .key = "question"});
            if (m_cancelling.error() != nullptr) {
                banner(ui, {.key = "error",
                            .text = words.error(*m_cancelling.error()),
                            .tone = Tone::Danger,
                            .is_assertive = true});
            }
            if (button(ui, {.key = "keep",
                            .label = words.text("portal.appointment.keep"),
                            .is_disabled = m_cancelling.is_saving(),
                            .is_full_width = true})) {
                close_place_dialog(context);
            }
            if (button(ui, {.key = "yes",
                            .label = words.text("portal.appointment.cancel_yes"),
                            .style = ButtonStyle::Danger,
                            .is_busy = m_cancelling.is_saving(),
                            .is_full_width = true})) {
                CancelAppointment cancel;
                cancel.appointment_id = appointment.id;
                context.commands.submit(cancel, {.tracked = &m_cancelling,
                                                 .saved_message = words.text("portal.appointment.cancelled"),
                                                 .undo = undo_of_cancelling(context),
                                                 .needs = context.commands.pending_creation_of(appointment.id)});
            }
        });
    }

    /// Nothing where the time could not be booked any more: the shop needs its notice.
    std::function<void(Commands&)> undo_of_cancelling(AppContext& context) const {
        const Appointment& appointment = m_view->appointment;
        if (!customer_may_move(appointment, context.now(), context.organisation.booking_notice_minutes)) return {};
        return [back = ReopenAppointment{appointment.id, AppointmentState::Requested},
                said = context.words.text("portal.appointment.reopened")](Commands& commands) {
            commands.submit(back, {.saved_message = said});
        };
    }

    DataWatch m_watch;
    std::optional<Error> m_problem;
    std::optional<AppointmentView> m_view;
    std::optional<Service> m_service;
    Submission m_cancelling;
};

}  // namespace

std::unique_ptr<Screen> make_portal_appointment() {
    return std::make_unique<PortalAppointment>();
}

}  // namespace portail::ui
