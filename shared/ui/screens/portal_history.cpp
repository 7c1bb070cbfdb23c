// Historique: every appointment of the customer, those to come and those that were.
#include "shared/queries/appointment_queries.h"
#include "shared/ui/older_appointments.h"
#include "shared/ui/screen.h"
#include "shared/ui/screens/portal_frame.h"
#include "shared/ui/screens/portal_screens.h"
#include "shared/ui/screens/rejected_booking.h"

namespace portail::ui {
namespace {

constexpr int past_shown = 100;

class PortalHistory final : public Screen {
public:
    std::string title(AppContext& context) override { return context.words.text("portal.history.title"); }

    void draw(Ui& ui, AppContext& context) override {
        if (m_watch.changed(context)) load(context);
        const Translator& words = context.words;
        portal_page(ui, context, {.key = "history"}, [&] {
            heading(ui, {.text = words.text("portal.history.title"), .key = "title"});
            problem_banner(ui, context, m_problem);
            m_rejected.draw(ui, context);
            if (m_upcoming.empty() && m_past.empty()) {
                if (empty_state(ui, {.key = "none",
                                     .icon = Icon::Calendar,
                                     .title = words.text("portal.history.none"),
                                     .text = words.text("portal.history.none_text"),
                                     .action_label = words.text("portal.home.book")})) {
                    context.router.push("/book");
                }
                m_older.draw(ui, context, context.actor.id, m_past);
                return;
            }
            draw_section(ui, context, "upcoming", words.text("portal.history.upcoming"),
                         words.text("portal.home.nothing_planned"), m_upcoming);
            draw_section(ui, context, "past", words.text("portal.history.past"), words.text("portal.history.none_past"),
                         m_past);
            m_older.draw(ui, context, context.actor.id, m_past);
        });
    }

private:
    void load(AppContext& context) {
        m_problem.reset();
        Database& database = context.database();
        m_upcoming = taken(list_upcoming_appointments(database, context.actor.id, context.now()), m_problem);
        m_past = taken(list_past_appointments(database, context.actor.id, context.now(), past_shown), m_problem);
        if (const Result<void> loaded = m_rejected.load(context); !loaded) m_problem = loaded.error();
    }

    static void draw_section(Ui& ui, AppContext& context, std::string_view key, const std::string& title,
                             const std::string& none, const std::vector<AppointmentView>& views) {
        heading(ui, {.text = title, .level = 2, .key = std::string{key} + "_title"});
        if (views.empty()) {
            text(ui, {.text = none, .style = TextStyle::Muted, .key = std::string{key} + "_none"});
            return;
        }
        list(ui, {.key = key, .label = title}, [&] {
            for (const AppointmentView& view : views) {
                if (appointment_item(ui, context, view)) context.router.push("/appointments/" + view.appointment.id);
            }
        });
    }

    DataWatch m_watch;
    std::optional<Error> m_problem;
    std::vector<AppointmentView> m_upcoming;
    std::vector<AppointmentView> m_past;
    RejectedBookings m_rejected;
    OlderAppointments m_older;
};

}  // namespace

std::unique_ptr<Screen> make_portal_history() {
    return std::make_unique<PortalHistory>();
}

}  // namespace portail::ui
