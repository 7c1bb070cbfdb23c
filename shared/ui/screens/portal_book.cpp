// Prendre RDV: vehicle, service, time, confirmation. Every answer stands in the place ("/book?vehicle=…&service=…"), so
// that Back goes one step back, a reload comes back to the same step, and nothing is asked twice.
#include <algorithm>
#include <array>

#include "shared/mutators/appointment_mutators.h"
#include "shared/queries/customer_queries.h"
#include "shared/queries/organisation_queries.h"
#include "shared/ui/screen.h"
#include "shared/ui/screens/portal_frame.h"
#include "shared/ui/screens/portal_screens.h"
#include "shared/ui/screens/portal_time_picker.h"

namespace portail::ui {
namespace {

enum class Step : std::uint8_t { Vehicle, Service, Time, Confirm };
constexpr int step_count = 4;

class PortalBook final : public Screen {
public:
    std::string title(AppContext& context) override { return context.words.text("booking.title"); }

    void draw(Ui& ui, AppContext& context) override {
        if (m_watch.changed(context)) load(context);
        m_is_saved = m_is_saved || m_submission.take_saved();
        const bool is_back_pressed = portal_page(
            ui, context, {.key = page_key(), .title = context.words.text("booking.title"), .has_back = true}, [&] {
                draw_progress(ui, context);
                problem_banner(ui, context, m_problem);
                switch (m_step) {
                    case Step::Vehicle:
                        draw_vehicles(ui, context);
                        break;
                    case Step::Service:
                        draw_services(ui, context);
                        break;
                    case Step::Time:
                        draw_times(ui, context);
                        break;
                    case Step::Confirm:
                        draw_confirmation(ui, context);
                        break;
                }
            });
        if (is_back_pressed) context.router.back(to_location(place_before(context)));
        if (m_is_saved) context.router.replace("/booked/" + m_submitted);
    }

private:
    /// One page a step, so that each begins at its top.
    [[nodiscard]] std::string page_key() const { return "book_" + std::to_string(static_cast<int>(m_step)); }

    void load(AppContext& context) {
        m_problem.reset();
        Database& database = context.database();
        m_vehicles = taken(list_vehicles(database, context.actor.id), m_problem);
        m_services = taken(list_services(database), m_problem);
        const Router& router = context.router;
        m_vehicle = find(m_vehicles, router.parameter("vehicle"));
        m_service = find(m_services, router.parameter("service"));
        m_starts_at = chosen_time(context);
        // A step back leads to where the note was not written yet; it is not lost by that.
        const std::string& note = router.parameter("note");
        if (m_kept_note != note && !note.empty()) m_note = note;
        m_kept_note = note;

        // An answer that is no longer valid (a retired service, somebody's old link) is asked for again.
        m_step = m_vehicle == nullptr   ? Step::Vehicle
                 : m_service == nullptr ? Step::Service
                 : !m_starts_at         ? Step::Time
                                        : Step::Confirm;
        if (m_service != nullptr) {
            const Result<void> loaded = m_picker.load(context, {.duration_minutes = m_service->duration_minutes});
            if (!loaded) m_problem = loaded.error();
        }
    }

    /// From the press on, also in the frame that leads to the next page: the time is taken by our own booking then.
    [[nodiscard]] bool is_saving() const { return m_is_saved || m_submission.is_saving(); }

    template <class T>
    static const T* find(const std::vector<T>& rows, const std::string& id) {
        const auto found = std::find_if(rows.begin(), rows.end(), [&](const T& row) { return row.id == id; });
        return found == rows.end() ? nullptr : &*found;
    }

    [[nodiscard]] Place place_before(const AppContext& context) const {
        const Place& place = context.router.place();
        switch (m_step) {
            case Step::Vehicle:
                return Place{};
            case Step::Service:
                return place.with("vehicle", "");
            case Step::Time:
                return place.with("service", "");
            case Step::Confirm:
                return place.with("at", "");
        }
        return Place{};
    }

    void draw_progress(Ui& ui, AppContext& context) const {
        static constexpr std::array<std::string_view, step_count> names{"booking.step.vehicle", "booking.step.service",
                                                                        "booking.step.time", "booking.step.confirm"};
        const int number = static_cast<int>(m_step) + 1;
        progress(ui, {.key = "progress",
                      .label = context.words.text("booking.progress", {{"step", std::to_string(number)},
                                                                       {"steps", std::to_string(step_count)}}),
                      .share = static_cast<float>(number) / step_count});
        heading(ui, {.text = context.words.text(names[static_cast<std::size_t>(m_step)]), .key = "step"});
    }

    void draw_vehicles(Ui& ui, AppContext& context) {
        const Place& place = context.router.place();
        if (m_vehicles.empty()) {
            text(ui, {.text = context.words.text("booking.no_vehicle"), .style = TextStyle::Muted, .key = "none"});
        } else {
            std::vector<ChoiceOption> choices;
            std::vector<std::string> names;
            names.reserve(m_vehicles.size());
            for (const Vehicle& vehicle : m_vehicles) {
                names.push_back(vehicle.make_and_model());
                choices.push_back(
                    {.key = vehicle.id, .label = vehicle.plate, .detail = names.back(), .icon = Icon::Car});
            }
            const auto pressed = choice_list(
                ui, {.key = "vehicles", .label = context.words.text("booking.step.vehicle"), .is_label_hidden = true},
                choices, std::nullopt);
            if (pressed) context.router.push(place.with("vehicle", m_vehicles[*pressed].id));
        }
        if (button(ui, {.key = "add",
                        .label = context.words.text("vehicle.add"),
                        .style = m_vehicles.empty() ? ButtonStyle::Primary : ButtonStyle::Secondary,
                        .icon = Icon::Plus,
                        .is_full_width = m_vehicles.empty()})) {
            Place add = place;
            add.path = "/vehicles/add";
            context.router.push(add.with("for", "booking"));
        }
    }

    void draw_services(Ui& ui, AppContext& context) {
        if (m_services.empty()) {
            empty_state(ui, {.key = "no_service",
                             .icon = Icon::Wrench,
                             .title = context.words.text("booking.no_service"),
                             .text = context.words.text("booking.no_service_text")});
            call_button(ui, context);
            return;
        }
        // The price stands below the name, which then has the whole width of a phone.
        std::vector<ChoiceOption> choices;
        std::vector<std::string> details;
        details.reserve(m_services.size());
        for (const Service& service : m_services) {
            details.push_back(duration_and_price(context, service));
            choices.push_back({.key = service.id, .label = service.name, .detail = details.back()});
        }
        const auto pressed = choice_list(
            ui, {.key = "services", .label = context.words.text("booking.step.service"), .is_label_hidden = true},
            choices, std::nullopt);
        if (pressed) context.router.push(context.router.place().with("service", m_services[*pressed].id));
    }

    void draw_times(Ui& ui, AppContext& context) {
        text(ui, {.text = m_service->name + " · " + duration_and_price(context, *m_service),
                  .style = TextStyle::Muted,
                  .key = "service"});
        if (const auto pressed = m_picker.draw(ui, context, page_key())) choose_time(context, *pressed);
    }

    void choose_time(AppContext& context, Milliseconds starts_at) {
        m_submission.clear();
        const Place place = context.router.place().with("at", std::to_string(starts_at));
        if (m_step == Step::Confirm) {
            context.router.replace(place);
        } else {
            context.router.push(place);
        }
    }

    /// "1 h · CHF 120.–"
    static std::string duration_and_price(const AppContext& context, const Service& service) {
        return context.format.duration(service.duration_minutes) + " · " + context.format.money(service.price);
    }

    void draw_confirmation(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        const Place& place = context.router.place();
        list(ui, {.key = "summary", .label = words.text("booking.summary")}, [&] {
            draw_answer(
                ui, context,
                {.key = "vehicle", .title = m_vehicle->plate, .detail = m_vehicle->make_and_model(), .icon = Icon::Car},
                place.with("vehicle", "").with("service", "").with("at", ""));
            draw_answer(ui, context,
                        {.key = "service",
                         .title = m_service->name,
                         .detail = duration_and_price(context, *m_service),
                         .icon = Icon::Wrench},
                        place.with("service", "").with("at", ""));
            const Milliseconds ends_at = *m_starts_at + m_service->duration_minutes * minute_ms;
            const DayNumber day = context.format.day_of(*m_starts_at);
            draw_answer(ui, context,
                        {.key = "time",
                         .title = capitalised(context.format.near_day(day, context.today())),
                         .detail = context.format.time_range(*m_starts_at, ends_at),
                         .icon = Icon::Clock},
                        place.with("at", ""));
        });
        text(ui, {.text = words.text("booking.change"), .style = TextStyle::Caption, .key = "change"});
        draw_time_problem(ui, context);

        const Error* note_error = m_submission.error_of("note");
        const TextFieldResult note =
            text_field(ui,
                       {.key = "note",
                        .label = words.text("booking.note"),
                        .kind = InputKind::Multiline,
                        .help = words.text("booking.note_help"),
                        .error = note_error != nullptr ? words.error(*note_error) : std::string{},
                        .is_disabled = is_saving(),
                        .keeps_draft = false,
                        .max_length = static_cast<int>(appointment_note_limit),
                        .rows = 3},
                       m_note);
        if (note.lost_focus && m_note != m_kept_note) keep_note(context);
        text(ui, {.text = words.text("booking.no_retyping"), .style = TextStyle::Caption, .key = "contact"});
        if (button(ui, {.key = "confirm",
                        .label = words.text("booking.confirm"),
                        .style = ButtonStyle::Primary,
                        .icon = Icon::Check,
                        .is_disabled = !m_picker.slots().contains(*m_starts_at) && !is_saving(),
                        .is_busy = is_saving(),
                        .is_full_width = true})) {
            submit(context);
        }
    }

    /// In the place, so that a reload brings it back.
    void keep_note(AppContext& context) {
        m_kept_note = m_note;
        context.router.replace(context.router.place().with("note", m_note));
    }

    void draw_answer(Ui& ui, AppContext& context, const ListItemOptions& answer, const Place& change_at) {
        if (list_item(ui, answer) && !is_saving()) context.router.push(change_at);
    }

    /// The time has gone since it was chosen, or the booking was refused for it: the nearest ones take its place.
    void draw_time_problem(Ui& ui, AppContext& context) {
        const Error* error = m_submission.error();
        const bool is_gone = !m_picker.slots().contains(*m_starts_at) && !is_saving();
        if (error != nullptr && error->field != "note") {
            banner(ui,
                   {.key = "error", .text = context.words.error(*error), .tone = Tone::Danger, .is_assertive = true});
        } else if (is_gone) {
            banner(ui, {.key = "gone",
                        .text = context.words.text("error.slot_taken"),
                        .tone = Tone::Warning,
                        .is_assertive = true});
        }
        if (!is_gone) return;
        if (const auto pressed = m_picker.draw_nearest(ui, context, *m_starts_at)) choose_time(context, *pressed);
    }

    void submit(AppContext& context) {
        if (m_note != m_kept_note) keep_note(context);
        BookAppointment booking;
        booking.id = context.new_id();
        booking.busy_interval_id = context.new_unrelated_id();
        booking.customer_id = context.actor.id;
        booking.vehicle_id = m_vehicle->id;
        booking.service_id = m_service->id;
        booking.starts_at = *m_starts_at;
        booking.note = m_note;
        m_submitted = booking.id;
        SubmitOptions options{.tracked = &m_submission, .needs = context.commands.pending_creation_of(m_vehicle->id)};
        if (const std::string& corrects = context.router.parameter("corrects"); is_id(corrects)) {
            options.corrects = corrects;
        }
        context.commands.submit(booking, std::move(options));
    }

    DataWatch m_watch;
    std::optional<Error> m_problem;
    std::vector<Vehicle> m_vehicles;
    std::vector<Service> m_services;
    PortalTimePicker m_picker;
    Step m_step = Step::Vehicle;
    const Vehicle* m_vehicle = nullptr;  ///< in m_vehicles
    const Service* m_service = nullptr;  ///< in m_services
    std::optional<Milliseconds> m_starts_at;
    std::string m_note;
    std::string m_kept_note;  ///< the note as it stands in the place
    Submission m_submission;
    bool m_is_saved = false;
    Id m_submitted;
};

}  // namespace

std::unique_ptr<Screen> make_portal_book() {
    return std::make_unique<PortalBook>();
}

}  // namespace portail::ui
