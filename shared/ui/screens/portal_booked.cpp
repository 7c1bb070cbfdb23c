// After a booking: it is saved, and whether the shop has it yet. If the shop could not take it, this is where the
// customer learns it, with the nearest free times one tap away.
#include "shared/mutators/appointment_mutators.h"
#include "shared/queries/appointment_queries.h"
#include "shared/ui/appointment_file.h"
#include "shared/ui/install_offer.h"
#include "shared/ui/screen.h"
#include "shared/ui/screens/portal_frame.h"
#include "shared/ui/screens/portal_screens.h"
#include "shared/ui/screens/rejected_booking.h"
#include "shared/ui/sync_indicator.h"

namespace portail::ui {
namespace {

class PortalBooked final : public Screen {
public:
    std::string title(AppContext& context) override { return context.words.text("booking.booked.title"); }

    void draw(Ui& ui, AppContext& context) override {
        if (m_watch.changed(context)) load(context);
        const bool is_back_pressed = portal_page(
            ui, context, {.key = "booked", .title = context.words.text("booking.title"), .has_back = true}, [&] {
                problem_banner(ui, context, m_problem);
                const Id& id = context.router.part("id");
                if (m_rejected.has(id)) {
                    heading(ui, {.text = context.words.text("booking.booked.refused"), .key = "title"});
                    m_rejected.draw(ui, context, id);
                } else if (m_view) {
                    draw_booking(ui, context);
                    install_offer(ui, context);
                } else if (is_pending(context, id)) {
                    draw_uncertain(ui, context);
                } else {
                    empty_state(ui, {.key = "none",
                                     .icon = Icon::Calendar,
                                     .title = context.words.text("portal.appointment.gone"),
                                     .text = context.words.text("portal.appointment.gone_text"),
                                     .level = 1});
                }
                if (button(ui, {.key = "home",
                                .label = context.words.text("booking.booked.home"),
                                .icon = Icon::Home,
                                .is_full_width = true})) {
                    context.router.replace("/");
                }
            });
        if (is_back_pressed) context.router.replace("/");
    }

private:
    void load(AppContext& context) {
        note_useful_moment(context.host);
        m_problem.reset();
        m_view = taken(find_appointment(context.database(), context.router.part("id")), m_problem);
        if (const Result<void> loaded = m_rejected.load(context); !loaded) m_problem = loaded.error();
    }

    /// It is queued, although the replica no longer has room for it: the server will decide.
    static bool is_pending(const AppContext& context, const Id& appointment_id) {
        for (const PendingChange& change : context.sync.pending) {
            if (change.name != BookAppointment::name) continue;
            const Result<BookAppointment> args = BookAppointment::from_json(change.args);
            if (args.ok() && args->id == appointment_id) return true;
        }
        return false;
    }

    void draw_booking(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        const Appointment& appointment = m_view->appointment;
        const bool is_delivered = context.data.row_sync("appointments", appointment.id) == RowSync::Confirmed;
        const std::string title = words.text("booking.booked.title");
        heading(ui, {.text = title, .key = "title"});
        if (is_delivered) {
            banner(ui, {.key = "state", .text = words.text("booking.booked.delivered"), .tone = Tone::Success});
        } else if (context.sync.connection == Connection::Offline) {
            banner(ui, {.key = "state",
                        .text = words.text("booking.booked.offline_text"),
                        .title = words.text("booking.booked.offline"),
                        .tone = Tone::Warning});
        } else {
            banner(ui, {.key = "state", .text = words.text("booking.booked.sending"), .tone = Tone::Info});
        }
        card(ui, {.key = "booking", .label = title}, [&] {
            heading(ui, {.text = capitalised(context.format.near_moment(appointment.starts_at, context.now())),
                         .level = 2,
                         .key = "when"});
            fact(ui, {.label = words.text("field.service_id"),
                      .value = m_view->service_name,
                      .icon = Icon::Wrench,
                      .key = "service"});
            if (!m_view->vehicle_plate.empty()) {
                fact(ui, {.label = words.text("field.vehicle_id"),
                          .value = vehicle_label(m_view->vehicle_name, m_view->vehicle_plate),
                          .icon = Icon::Car,
                          .key = "vehicle"});
            }
            const RowMark mark = row_mark(context, "appointments", appointment.id);
            if (!mark.label.empty()) badge(ui, {.label = mark.label, .tone = mark.tone, .key = "sync"});
        });
        if (button(ui, {.key = "open",
                        .label = words.text("booking.booked.open"),
                        .style = ButtonStyle::Primary,
                        .is_full_width = true})) {
            context.router.replace("/appointments/" + appointment.id);
        }
        if (button(ui, {.key = "calendar",
                        .label = words.text("portal.appointment.to_calendar"),
                        .icon = Icon::Calendar,
                        .is_full_width = true})) {
            save_for_calendar(ui, context, *m_view);
        }
    }

    static void draw_uncertain(Ui& ui, AppContext& context) {
        heading(ui, {.text = context.words.text("booking.booked.uncertain"), .key = "title"});
        banner(ui,
               {.key = "state", .text = context.words.text("booking.booked.uncertain_text"), .tone = Tone::Warning});
    }

    DataWatch m_watch;
    std::optional<Error> m_problem;
    std::optional<AppointmentView> m_view;
    RejectedBookings m_rejected;
};

}  // namespace

std::unique_ptr<Screen> make_portal_booked() {
    return std::make_unique<PortalBooked>();
}

}  // namespace portail::ui
