// Historique: every appointment of the customer, those to come and those that were.
#include <algorithm>

#include "shared/queries/appointment_queries.h"
#include "shared/ui/older_appointments.h"
#include "shared/ui/screen.h"
#include "shared/ui/screens/portal_frame.h"
#include "shared/ui/screens/portal_screens.h"
#include "shared/ui/screens/rejected_booking.h"

namespace portail::ui {
namespace {

constexpr int past_shown = 100;
const std::string plate_parameter = "plate";  // of the place: only this vehicle's appointments

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
            if (m_upcoming.empty() && m_past.empty() && m_plates.empty()) {
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
            draw_filter(ui, context);
            draw_section(ui, context, "upcoming", words.text("portal.history.upcoming"),
                         words.text("portal.home.nothing_planned"), m_upcoming);
            draw_section(ui, context, "past", words.text("portal.history.past"), words.text("portal.history.none_past"),
                         m_past);
            if (m_chosen == 0) m_older.draw(ui, context, context.actor.id, m_past);
        });
    }

private:
    void load(AppContext& context) {
        m_problem.reset();
        Database& database = context.database();
        m_upcoming = taken(list_upcoming_appointments(database, context.actor.id, context.now()), m_problem);
        m_past = taken(list_past_appointments(database, context.actor.id, context.now(), past_shown), m_problem);
        if (const Result<void> loaded = m_rejected.load(context); !loaded) m_problem = loaded.error();
        filter(context);
    }

    /// The vehicles that occur stay on offer, whichever is chosen.
    void filter(AppContext& context) {
        m_plates.clear();
        for (const auto* views : {&m_upcoming, &m_past}) {
            for (const AppointmentView& view : *views) {
                const std::string& plate = view.vehicle_plate;
                if (!plate.empty() && std::find(m_plates.begin(), m_plates.end(), plate) == m_plates.end()) {
                    m_plates.push_back(plate);
                }
            }
        }
        const std::string& chosen = context.router.parameter(plate_parameter);
        m_chosen = static_cast<std::size_t>(std::find(m_plates.begin(), m_plates.end(), chosen) - m_plates.begin()) + 1;
        if (*m_chosen > m_plates.size()) m_chosen = 0;
        if (*m_chosen == 0) return;
        const auto is_other = [&](const AppointmentView& view) { return view.vehicle_plate != chosen; };
        std::erase_if(m_upcoming, is_other);
        std::erase_if(m_past, is_other);
    }

    void draw_filter(Ui& ui, AppContext& context) {
        if (m_plates.size() < 2) return;
        const std::string all = context.words.text("portal.vehicles.all");
        std::vector<std::string_view> names{all};
        names.insert(names.end(), m_plates.begin(), m_plates.end());
        if (select(ui, {.key = "vehicle", .label = context.words.text("field.vehicle_id")}, names, m_chosen)) {
            const Place& place = context.router.place();
            context.router.replace(place.with(plate_parameter, *m_chosen == 0 ? "" : m_plates[*m_chosen - 1]));
        }
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
    std::vector<std::string> m_plates;
    std::optional<std::size_t> m_chosen;  ///< 0: all; else of m_plates, from 1
    RejectedBookings m_rejected;
    OlderAppointments m_older;
};

}  // namespace

std::unique_ptr<Screen> make_portal_history() {
    return std::make_unique<PortalHistory>();
}

}  // namespace portail::ui
