// Ajouter un véhicule, and the same fields to correct one: plate, make, model. From within a booking it leads back there
// with the new vehicle chosen.
#include "shared/queries/customer_queries.h"
#include "shared/ui/screen.h"
#include "shared/ui/screens/portal_frame.h"
#include "shared/ui/screens/portal_screens.h"
#include "shared/ui/vehicle_form.h"

namespace portail::ui {
namespace {

class PortalVehicleForm final : public Screen {
public:
    std::string title(AppContext& context) override {
        return context.words.text(is_new(context) ? "vehicle.add" : "vehicle.edit_title");
    }

    void draw(Ui& ui, AppContext& context) override {
        if (!m_is_filled) fill(context);
        if (const std::optional<Id> saved = m_form.take_saved()) {
            leave(context, *saved);
            m_is_left = true;
        }
        const std::string title_text = title(context);
        const bool is_back_pressed =
            portal_page(ui, context, {.key = "vehicle_form", .title = title_text, .has_back = true}, [&] {
                heading(ui, {.text = title_text, .key = "title"});
                problem_banner(ui, context, m_problem);
                const bool is_submitted = m_form.draw(ui, context);
                const bool is_saving = m_is_left || m_form.is_saving();
                const bool is_pressed = button(ui, {.key = "save",
                                                    .label = context.words.text("vehicle.save"),
                                                    .style = ButtonStyle::Primary,
                                                    .icon = Icon::Check,
                                                    .is_busy = is_saving,
                                                    .is_full_width = true});
                if ((is_submitted || is_pressed) && !is_saving) m_form.submit(ui, context, context.actor.id);
            });
        if (is_back_pressed) context.router.back(is_for_booking(context) ? "/book" : "/vehicles");
    }

private:
    static bool is_new(const AppContext& context) { return context.router.part("id").empty(); }
    static bool is_for_booking(const AppContext& context) { return context.router.parameter("for") == "booking"; }

    void fill(AppContext& context) {
        m_is_filled = true;
        const Id& id = context.router.part("id");
        if (!id.empty()) {
            const std::optional<Vehicle> vehicle = taken(find_vehicle(context.database(), id), m_problem);
            if (vehicle) m_form.edit(*vehicle);
            if (!vehicle && !m_problem) m_problem = not_found("vehicle_id");
        }
        const std::string& corrects = context.router.parameter("corrects");
        for (const RejectedChange& change : context.sync.rejected) {
            if (change.uuid == corrects) m_form.correct(change);
        }
    }

    static void leave(AppContext& context, const Id& saved) {
        if (!is_for_booking(context)) {
            context.router.back(is_new(context) ? "/vehicles" : "/vehicles/" + saved);
            return;
        }
        Place booking = context.router.place().with("for", "").with("vehicle", saved);
        booking.path = "/book";
        context.router.replace(std::move(booking));
    }

    bool m_is_filled = false;
    bool m_is_left = false;
    std::optional<Error> m_problem;
    VehicleForm m_form;
};

}  // namespace

std::unique_ptr<Screen> make_portal_vehicle_form() {
    return std::make_unique<PortalVehicleForm>();
}

}  // namespace portail::ui
