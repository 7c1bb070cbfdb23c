// Ajouter un véhicule: plate, make, model. From within a booking it leads back there with the new vehicle chosen.
#include <algorithm>

#include "shared/domain/customer.h"
#include "shared/domain/vehicle.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/ui/field_errors.h"
#include "shared/ui/screen.h"
#include "shared/ui/screens/portal_frame.h"
#include "shared/ui/screens/portal_screens.h"

namespace portail::ui {
namespace {

class PortalAddVehicle final : public Screen {
public:
    std::string title(AppContext& context) override { return context.words.text("portal.vehicles.add"); }

    void draw(Ui& ui, AppContext& context) override {
        if (!m_is_filled) fill_from_rejection(context);
        if (m_submission.take_failed()) ui.focus_first_error();
        if (m_submission.take_saved()) {
            leave(context);
            m_is_saved = true;
        }
        const Translator& words = context.words;
        const bool is_back_pressed = portal_page(
            ui, context, {.key = "add_vehicle", .title = words.text("portal.vehicles.add"), .has_back = true}, [&] {
                heading(ui, {.text = words.text("portal.vehicles.add"), .key = "title"});
                if (m_refused) {
                    const std::string reason = words.error(*m_refused);
                    banner(ui, {.key = "refused", .text = reason, .tone = Tone::Warning});
                }
                const bool is_submitted = form(ui, {.key = "form", .label = words.text("portal.vehicles.add")},
                                               [&] { draw_fields(ui, context); });
                if (const Error* error = m_submission.error(); error != nullptr && !is_of_a_field(*error)) {
                    banner(ui,
                           {.key = "error", .text = words.error(*error), .tone = Tone::Danger, .is_assertive = true});
                }
                const bool is_pressed = button(ui, {.key = "save",
                                                    .label = words.text("portal.vehicles.save"),
                                                    .style = ButtonStyle::Primary,
                                                    .icon = Icon::Check,
                                                    .is_busy = is_saving(),
                                                    .is_full_width = true});
                if ((is_submitted || is_pressed) && !is_saving()) submit(ui, context);
            });
        if (is_back_pressed) context.router.back(is_for_booking(context) ? "/book" : "/vehicles");
    }

private:
    [[nodiscard]] bool is_saving() const { return m_is_saved || m_submission.is_saving(); }
    static bool is_for_booking(const AppContext& context) { return context.router.parameter("for") == "booking"; }
    static bool is_of_a_field(const Error& error) {
        return error.field == "plate" || error.field == "make" || error.field == "model";
    }

    void fill_from_rejection(AppContext& context) {
        m_is_filled = true;
        const std::string& corrects = context.router.parameter("corrects");
        for (const RejectedChange& change : context.sync.rejected) {
            if (change.uuid != corrects || change.name != AddVehicle::name) continue;
            const Result<AddVehicle> args = AddVehicle::from_json(change.args);
            if (!args) return;
            m_vehicle = *args;
            m_corrects = change.uuid;
            m_refused = change.error;
        }
    }

    void draw_fields(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        if (const TextFieldResult plate =
                draw_field(ui, words, "plate", {.placeholder = "ZH 123 456", .max_length = vehicle_limits::plate},
                           m_vehicle.plate);
            m_errors.wants_check("plate", plate) && !m_vehicle.plate.empty()) {
            check_plate();
        }
        if (draw_field(ui, words, "make", {.placeholder = "Volkswagen", .max_length = vehicle_limits::make},
                       m_vehicle.make)) {
            m_errors.clear("make");
        }
        draw_field(ui, words, "model", {.placeholder = "Golf", .max_length = vehicle_limits::model, .is_last = true},
                   m_vehicle.model);
    }

    struct Field {
        std::string_view placeholder;
        std::size_t max_length = 0;
        bool is_last = false;
    };
    TextFieldResult draw_field(Ui& ui, const Translator& words, std::string_view name, const Field& field,
                               std::string& value) {
        std::string error = m_errors.text(words, name);
        if (const Error* refused = m_submission.error_of(name); error.empty() && refused != nullptr) {
            error = words.error(*refused);
        }
        return text_field(ui,
                          {.key = name,
                           .label = words.field(name),
                           .error = error,
                           .placeholder = field.placeholder,
                           .enter_key_hint = field.is_last ? "done" : "next",
                           .is_required = !field.is_last,
                           .is_disabled = is_saving(),
                           .max_length = static_cast<int>(field.max_length)},
                          value);
    }

    void check_plate() { m_errors.check("plate", validate_plate("plate", normalise_plate(m_vehicle.plate))); }

    void submit(Ui& ui, AppContext& context) {
        m_submission.clear();
        check_plate();
        m_errors.check("make", validate_name("make", m_vehicle.make));
        if (m_errors.any()) {
            ui.focus_first_error();
            return;
        }
        AddVehicle vehicle = m_vehicle;
        if (vehicle.id.empty()) vehicle.id = context.new_id();
        vehicle.customer_id = context.actor.id;
        vehicle.plate = normalise_plate(vehicle.plate);
        m_submitted = vehicle.id;
        context.commands.submit(vehicle, {.tracked = &m_submission,
                                          .saved_message = context.words.text("portal.vehicles.added"),
                                          .corrects = m_corrects});
    }

    void leave(AppContext& context) {
        if (!is_for_booking(context)) {
            context.router.replace("/vehicles");
            return;
        }
        Place booking = context.router.place().with("for", "").with("vehicle", m_submitted);
        booking.path = "/book";
        context.router.replace(std::move(booking));
    }

    bool m_is_filled = false;
    AddVehicle m_vehicle;  ///< as it is typed
    std::optional<Id> m_corrects;
    std::optional<Error> m_refused;
    FieldErrors m_errors;
    Submission m_submission;
    bool m_is_saved = false;
    Id m_submitted;
};

}  // namespace

std::unique_ptr<Screen> make_portal_add_vehicle() {
    return std::make_unique<PortalAddVehicle>();
}

}  // namespace portail::ui
