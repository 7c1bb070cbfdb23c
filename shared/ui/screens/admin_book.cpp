// A new appointment that the shop enters itself: for whom, which vehicle, what, when. One page, each answer shown as a
// line that can be changed; all of them stand in the place ("/book?client=…&vehicle=…&service=…").
#include <algorithm>

#include "shared/mutators/appointment_mutators.h"
#include "shared/queries/customer_queries.h"
#include "shared/queries/organisation_queries.h"
#include "shared/ui/phone_field.h"
#include "shared/ui/screens/admin_customer_list.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/screens/admin_screens.h"
#include "shared/ui/screens/admin_time_picker.h"
#include "shared/ui/vehicle_form.h"

namespace portail::ui {
namespace {

constexpr int customers_offered = 8;
constexpr std::string_view no_vehicle = "none";

class AdminBook final : public Screen {
public:
    std::string title(AppContext& context) override { return context.words.text("admin.book.title"); }

    void draw(Ui& ui, AppContext& context) override {
        if (m_watch.changed(context)) load(context);
        if (const auto added = m_vehicle_form.take_saved()) answer(context, "vehicle", *added);
        const std::string title = context.words.text("admin.book.title");
        m_frame.draw(ui, context, {.key = "book", .title = title, .back_to = admin_places::agenda(context.today())},
                     [&] {
                         main_area(ui, {.max_width = 800}, [&] {
                             heading(ui, {.text = title, .key = "title"});
                             error_banner(ui, context, "problem", m_problem ? &*m_problem : nullptr);
                             draw_client(ui, context);
                             if (m_customer) draw_vehicle(ui, context);
                             if (m_customer && m_is_vehicle_chosen) draw_service(ui, context);
                             if (m_customer && m_is_vehicle_chosen && m_service) draw_time(ui, context);
                         });
                         draw_vehicle_dialog(ui, context);
                     });
        if (m_submission.take_saved()) leave(context);
    }

private:
    void load(AppContext& context) {
        m_problem.reset();
        Database& database = context.database();
        const Router& router = context.router;
        m_services = taken(list_services(database), m_problem);
        m_customer.reset();
        m_vehicles.clear();
        if (const Id& client = router.parameter("client"); is_id(client)) {
            m_customer = taken(find_customer(database, client), m_problem);
            m_vehicles = taken(list_vehicles(database, client), m_problem);
        }
        if (!m_customer) search(context);
        const std::string& vehicle = router.parameter("vehicle");
        m_vehicle = find(m_vehicles, vehicle);
        m_is_vehicle_chosen = m_vehicle != nullptr || vehicle == no_vehicle;
        m_service = find(m_services, router.parameter("service"));
        if (!m_is_day_taken) {
            // From the agenda of that day; the past is not offered.
            if (const auto day = parse_iso_date(router.parameter("day")); day && *day >= context.today()) {
                m_picker.reset(*day);
            }
            m_note = router.parameter("note");
            m_is_day_taken = true;
        }
    }

    void search(AppContext& context) {
        m_found = taken(search_customers(context.database(), m_search, customers_offered, 0), m_problem);
    }

    template <class T>
    static const T* find(const std::vector<T>& rows, const Id& id) {
        const auto found = std::find_if(rows.begin(), rows.end(), [&](const T& row) { return row.id == id; });
        return found == rows.end() ? nullptr : &*found;
    }

    static void answer(AppContext& context, const std::string& name, const std::string& value) {
        context.router.replace(context.router.place().with(name, value).with("do", ""));
    }

    /// A question that has been answered: the answer, and the way to change it.
    void draw_answer(Ui& ui, AppContext& context, const ListItemOptions& options, const std::string& changes) const {
        list(ui, {.key = options.key, .label = options.title}, [&] {
            if (list_item(ui, options) && !m_submission.is_saving()) {
                Place place = context.router.place().with(changes, "");
                if (changes == "client") place = place.with("vehicle", "");
                context.router.replace(place);
            }
        });
    }

    void draw_client(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        heading(ui, {.text = words.field("customer_id"), .level = 2, .key = "client_title"});
        if (m_customer) {
            const std::string name = m_customer->full_name();
            const std::string contact = dotted({shown_phone(context, m_customer->phone), m_customer->email});
            draw_answer(ui, context, {.key = "client", .title = name, .detail = contact, .icon = Icon::User}, "client");
            return;
        }
        const TextFieldResult typed = text_field(ui,
                                                 {.key = "search",
                                                  .label = words.text("admin.clients.search"),
                                                  .kind = InputKind::Search,
                                                  .placeholder = words.text("admin.clients.search_hint"),
                                                  .enter_key_hint = "search",
                                                  .icon = Icon::Search,
                                                  .is_label_hidden = true},
                                                 m_search);
        if (typed) {
            search(context);
            announce_found(ui, context.words, m_found.total);
        }
        if (m_found.customers.empty()) {
            text(ui, {.text = words.text("admin.clients.none_found"), .style = TextStyle::Muted, .key = "none"});
        } else {
            list(ui, {.key = "found", .label = words.text("admin.clients.title")}, [&] {
                for (const Customer& customer : m_found.customers) {
                    const std::string name = customer.full_name();
                    const std::string contact = dotted({shown_phone(context, customer.phone), customer.email});
                    if (list_item(ui, {.key = customer.id, .title = name, .detail = contact})) {
                        answer(context, "client", customer.id);
                    }
                }
            });
        }
        if (button(ui, {.key = "new_client", .label = words.text("admin.book.new_client"), .icon = Icon::Plus})) {
            context.router.push(Place{"/clients/new", {{"then", "book"}}});
        }
    }

    void draw_vehicle(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        heading(ui, {.text = words.field("vehicle_id"), .level = 2, .key = "vehicle_title"});
        if (m_is_vehicle_chosen) {
            const std::string detail = m_vehicle != nullptr ? m_vehicle->make_and_model() : "";
            draw_answer(ui, context,
                        {.key = "vehicle",
                         .title = m_vehicle != nullptr ? m_vehicle->plate : words.text("agenda.no_vehicle"),
                         .detail = detail,
                         .icon = Icon::Car},
                        "vehicle");
            return;
        }
        std::vector<std::string> names;
        std::vector<ChoiceOption> choices;
        names.reserve(m_vehicles.size());
        for (const Vehicle& vehicle : m_vehicles) {
            names.push_back(vehicle.make_and_model());
            choices.push_back({.key = vehicle.id, .label = vehicle.plate, .detail = names.back(), .icon = Icon::Car});
        }
        const std::string without = words.text("agenda.no_vehicle");
        choices.push_back({.key = no_vehicle, .label = without});
        const auto pressed = choice_list(
            ui, {.key = "vehicles", .label = words.field("vehicle_id"), .columns = 2, .is_label_hidden = true}, choices,
            std::nullopt);
        if (pressed) {
            answer(context, "vehicle",
                   *pressed < m_vehicles.size() ? m_vehicles[*pressed].id : std::string{no_vehicle});
        }
        if (button(ui, {.key = "add", .label = words.text("vehicle.add"), .icon = Icon::Plus})) {
            open_place_dialog(context, "add");
        }
    }

    void draw_vehicle_dialog(Ui& ui, AppContext& context) {
        if (!m_customer) return;
        place_dialog(ui, context, "add", {.key = "add", .title = context.words.text("vehicle.add")}, [&] {
            const bool is_submitted = m_vehicle_form.draw(ui, context);
            const bool is_confirmed = place_dialog_answer(
                ui, context, {.label = context.words.text("common.save"), .is_busy = m_vehicle_form.is_saving()});
            if (is_submitted || is_confirmed) m_vehicle_form.submit(ui, context, m_customer->id);
        });
    }

    void draw_service(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        heading(ui, {.text = words.field("service_id"), .level = 2, .key = "service_title"});
        std::vector<std::string> details;
        std::vector<std::string> prices;
        std::vector<ChoiceOption> choices;
        details.reserve(m_services.size());
        prices.reserve(m_services.size());
        for (const Service& service : m_services) {
            details.push_back(context.format.duration(service.duration_minutes));
            prices.push_back(context.format.money(service.price));
            choices.push_back(
                {.key = service.id, .label = service.name, .detail = details.back(), .trailing = prices.back()});
        }
        if (m_service != nullptr) {
            const std::string detail =
                dotted({context.format.duration(m_service->duration_minutes), context.format.money(m_service->price)});
            draw_answer(ui, context,
                        {.key = "service", .title = m_service->name, .detail = detail, .icon = Icon::Wrench},
                        "service");
            return;
        }
        const auto pressed = choice_list(
            ui, {.key = "services", .label = words.field("service_id"), .columns = 2, .is_label_hidden = true}, choices,
            std::nullopt);
        if (pressed) answer(context, "service", m_services[*pressed].id);
    }

    void draw_time(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        heading(ui, {.text = words.text("agenda.when"), .level = 2, .key = "time_title"});
        card(ui, {.key = "time", .label = words.text("agenda.when")},
             [&] { m_picker.draw(ui, context, {.duration_minutes = m_service->duration_minutes}); });
        const Error* note_error = m_submission.error_of("note");
        text_field(ui,
                   {.key = "note",
                    .label = words.field("note"),
                    .kind = InputKind::Multiline,
                    .error = note_error != nullptr ? words.error(*note_error) : std::string{},
                    .max_length = static_cast<int>(appointment_note_limit),
                    .rows = 2},
                   m_note);
        if (const Error* error = m_submission.error(); error != nullptr && error != note_error) {
            error_banner(ui, context, "error", error);
        }
        const std::optional<Milliseconds> chosen = m_picker.chosen();
        const std::string label = chosen ? words.text("admin.book.confirm_at",
                                                      {{"moment", context.format.near_moment(*chosen, context.now())}})
                                         : words.text("admin.book.confirm");
        if (button(ui, {.key = "confirm",
                        .label = label,
                        .style = ButtonStyle::Primary,
                        .icon = Icon::Check,
                        .is_disabled = !chosen,
                        .is_busy = m_submission.is_saving(),
                        .is_full_width = true})) {
            submit(context, *chosen);
        }
    }

    void submit(AppContext& context, Milliseconds starts_at) {
        BookAppointment booking;
        booking.id = m_booked = context.new_id();
        booking.busy_interval_id = context.new_unrelated_id();
        booking.customer_id = m_customer->id;
        if (m_vehicle != nullptr) booking.vehicle_id = m_vehicle->id;
        booking.service_id = m_service->id;
        booking.starts_at = m_booked_at = starts_at;
        booking.note = m_note;
        const Commands& commands = context.commands;
        std::optional<Id> needs = m_vehicle != nullptr ? commands.pending_creation_of(m_vehicle->id) : std::nullopt;
        if (!needs) needs = commands.pending_creation_of(m_customer->id);
        SubmitOptions options{.tracked = &m_submission,
                              .saved_message = context.words.text("admin.book.booked"),
                              .needs = std::move(needs)};
        if (const std::string& corrects = context.router.parameter("corrects"); is_id(corrects)) {
            options.corrects = corrects;
        }
        context.commands.submit(booking, std::move(options));
    }

    /// To where it stands now.
    void leave(AppContext& context) const {
        context.router.replace(admin_places::agenda(context.format.day_of(m_booked_at), m_booked));
    }

    AdminFrame m_frame;
    DataWatch m_watch;
    std::optional<Error> m_problem;
    std::string m_search;
    CustomerPage m_found;
    std::optional<Customer> m_customer;
    std::vector<Vehicle> m_vehicles;
    const Vehicle* m_vehicle = nullptr;  ///< in m_vehicles
    bool m_is_vehicle_chosen = false;    ///< or chosen to be without
    std::vector<Service> m_services;
    const Service* m_service = nullptr;  ///< in m_services
    VehicleForm m_vehicle_form;
    AdminTimePicker m_picker;
    bool m_is_day_taken = false;
    std::string m_note;
    Submission m_submission;
    Id m_booked;
    Milliseconds m_booked_at = 0;
};

}  // namespace

std::unique_ptr<Screen> make_admin_book() {
    return std::make_unique<AdminBook>();
}

}  // namespace portail::ui
