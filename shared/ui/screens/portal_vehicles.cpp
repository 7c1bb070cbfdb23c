// Mes véhicules.
#include "shared/queries/customer_queries.h"
#include "shared/ui/screen.h"
#include "shared/ui/screens/portal_frame.h"
#include "shared/ui/screens/portal_screens.h"
#include "shared/ui/sync_indicator.h"

namespace portail::ui {
namespace {

class PortalVehicles final : public Screen {
public:
    std::string title(AppContext& context) override { return context.words.text("portal.vehicles.title"); }

    void draw(Ui& ui, AppContext& context) override {
        if (m_watch.changed(context)) {
            m_problem.reset();
            m_vehicles = taken(list_vehicles(context.database(), context.actor.id), m_problem);
        }
        const Translator& words = context.words;
        const std::string heading_text = words.text("portal.vehicles.title");
        portal_page(ui, context, {.key = "vehicles"}, [&] {
            heading(ui, {.text = heading_text, .key = "title"});
            problem_banner(ui, context, m_problem);
            if (m_vehicles.empty()) {
                if (empty_state(ui, {.key = "none",
                                     .icon = Icon::Car,
                                     .title = words.text("portal.vehicles.none"),
                                     .text = words.text("portal.vehicles.none_text"),
                                     .action_label = words.text("vehicle.add")})) {
                    context.router.push("/vehicles/add");
                }
                return;
            }
            list(ui, {.key = "vehicles", .label = heading_text}, [&] {
                for (const Vehicle& vehicle : m_vehicles) {
                    const RowMark mark = row_mark(context, "vehicles", vehicle.id);
                    if (list_item(ui, {.key = vehicle.id,
                                       .title = vehicle.plate,
                                       .detail = vehicle.make_and_model(),
                                       .badge = mark.label,
                                       .badge_tone = mark.tone,
                                       .icon = Icon::Car})) {
                        context.router.push("/vehicles/" + vehicle.id);
                    }
                }
            });
            if (button(ui,
                       {.key = "add", .label = words.text("vehicle.add"), .icon = Icon::Plus, .is_full_width = true})) {
                context.router.push("/vehicles/add");
            }
        });
    }

private:
    DataWatch m_watch;
    std::optional<Error> m_problem;
    std::vector<Vehicle> m_vehicles;
};

}  // namespace

std::unique_ptr<Screen> make_portal_vehicles() {
    return std::make_unique<PortalVehicles>();
}

}  // namespace portail::ui
