// One vehicle: what it is, booking for it, correcting it, and putting it away when it is not driven any more.
#include "shared/queries/appointment_queries.h"
#include "shared/queries/customer_queries.h"
#include "shared/ui/screen.h"
#include "shared/ui/screens/portal_frame.h"
#include "shared/ui/screens/portal_screens.h"
#include "shared/ui/sync_indicator.h"
#include "shared/ui/vehicle_form.h"

namespace portail::ui {
namespace {

constexpr int past_looked_through = 100;

class PortalVehicle final : public Screen {
public:
    std::string title(AppContext& context) override {
        if (m_watch.changed(context)) load(context);
        return m_vehicle ? m_vehicle->plate : context.words.text("field.vehicle_id");
    }

    void draw(Ui& ui, AppContext& context) override {
        if (m_watch.changed(context)) load(context);
        if (m_change.take_saved() && m_vehicle && m_vehicle->retired_at) context.router.back("/vehicles");
        const Translator& words = context.words;
        const std::string title_text = title(context);
        const bool is_back_pressed =
            portal_page(ui, context, {.key = "vehicle", .title = title_text, .has_back = true}, [&] {
                problem_banner(ui, context, m_problem);
                if (m_vehicle) {
                    draw_vehicle(ui, context);
                } else if (empty_state(ui, {.key = "none",
                                            .icon = Icon::Car,
                                            .title = words.text("vehicle.gone"),
                                            .text = words.text("vehicle.gone_text"),
                                            .action_label = words.text("portal.vehicles.all"),
                                            .level = 1})) {
                    context.router.replace("/vehicles");
                }
            });
        if (is_back_pressed) context.router.back("/vehicles");
    }

private:
    void load(AppContext& context) {
        m_problem.reset();
        Database& database = context.database();
        const Id& id = context.router.part("id");
        m_vehicle = taken(find_vehicle(database, id), m_problem);
        m_appointments = taken(list_upcoming_appointments(database, context.actor.id, context.now()), m_problem);
        const auto past =
            taken(list_past_appointments(database, context.actor.id, context.now(), past_looked_through), m_problem);
        m_appointments.insert(m_appointments.end(), past.begin(), past.end());
        std::erase_if(m_appointments, [&](const AppointmentView& view) { return view.appointment.vehicle_id != id; });
    }

    void draw_vehicle(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        const Vehicle& vehicle = *m_vehicle;
        heading(ui, {.text = vehicle.plate, .key = "plate"});
        const std::string name = vehicle.make_and_model();
        text(ui, {.text = name, .style = TextStyle::Muted, .icon = Icon::Car, .key = "name"});
        if (const RowMark mark = row_mark(context, "vehicles", vehicle.id); !mark.label.empty()) {
            badge(ui, {.label = mark.label, .tone = mark.tone, .key = "mark"});
        }
        error_banner(ui, context, "error", m_change.error());
        if (vehicle.retired_at) {
            draw_retired(ui, context);
        } else {
            draw_actions(ui, context);
        }
        if (m_appointments.empty()) return;
        heading(ui, {.text = words.text("portal.history.title"), .level = 2, .key = "appointments_title"});
        list(ui, {.key = "appointments", .label = words.text("portal.history.title")}, [&] {
            for (const AppointmentView& view : m_appointments) {
                if (appointment_item(ui, context, view)) context.router.push("/appointments/" + view.appointment.id);
            }
        });
    }

    void draw_actions(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        if (button(ui, {.key = "book",
                        .label = words.text("portal.home.book"),
                        .style = ButtonStyle::Primary,
                        .icon = Icon::Calendar,
                        .is_full_width = true})) {
            context.router.push(Place{"/book", {{"vehicle", m_vehicle->id}}});
        }
        row(ui, {.key = "actions"}, [&] {
            if (button(ui, {.key = "edit", .label = words.text("vehicle.edit"), .icon = Icon::Edit})) {
                context.router.push("/vehicles/" + m_vehicle->id + "/edit");
            }
            if (button(ui, {.key = "retire",
                            .label = words.text("vehicle.retire"),
                            .icon = Icon::X,
                            .is_busy = m_change.is_saving()})) {
                retire_vehicle(context, m_vehicle->id, m_change);
            }
        });
    }

    void draw_retired(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        text(ui, {.text = words.text("vehicle.retired_text"), .key = "retired"});
        if (button(ui, {.key = "restore",
                        .label = words.text("vehicle.restore"),
                        .icon = Icon::History,
                        .is_busy = m_change.is_saving()})) {
            restore_vehicle(context, m_vehicle->id, m_change);
        }
    }

    DataWatch m_watch;
    std::optional<Error> m_problem;
    std::optional<Vehicle> m_vehicle;
    std::vector<AppointmentView> m_appointments;
    Submission m_change;
};

}  // namespace

std::unique_ptr<Screen> make_portal_vehicle() {
    return std::make_unique<PortalVehicle>();
}

}  // namespace portail::ui
