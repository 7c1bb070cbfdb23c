// The agenda of a day, and beside it the appointment that was chosen. Day, appointment and open question stand in the
// place: "/agenda?appointment=…&day=2026-11-24&do=move".
#include <algorithm>

#include "shared/db/synced_tables.h"
#include "shared/queries/appointment_queries.h"
#include "shared/queries/organisation_queries.h"
#include "shared/ui/screens/admin_actions.h"
#include "shared/ui/screens/admin_appointment.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/screens/admin_screens.h"
#include "shared/ui/screens/admin_time_picker.h"

namespace portail::ui {
namespace {

constexpr DayNumber days_shown = 10 * 366;  // to either side of today

/// A day whose closed appointments are not on this device any more.
bool is_long_past(DayNumber day, DayNumber today) {
    static const auto days_kept = find_synced_table("appointments")->window->kept_for / day_ms;
    return day < today - days_kept;
}

class AdminAgenda final : public Screen {
public:
    std::string title(AppContext& context) override {
        return context.words.text("agenda.title") + " – " + context.format.near_day(day_of(context), context.today());
    }

    void draw(Ui& ui, AppContext& context) override {
        if (m_watch.changed(context)) load(context);
        const bool is_phone = ui.form_factor() == FormFactor::Phone;
        const bool is_detail_open = !m_chosen.empty();
        AdminPageOptions options{.key = "agenda", .title = context.words.text("agenda.title")};
        if (is_phone && is_detail_open) options.back_to = admin_places::agenda(m_day);
        m_frame.draw(ui, context, options, [&] {
            master_detail(
                ui,
                {.key = "main",
                 .is_detail_open = is_detail_open,
                 .master_width = 460,
                 .detail_label = context.words.text("agenda.details"),
                 .master_subject = context.router.parameter("day"),
                 .detail_subject = m_chosen},
                [&] { draw_day(ui, context); }, [&] { draw_chosen(ui, context); });
            draw_day_picker(ui, context);
        });
    }

private:
    [[nodiscard]] static DayNumber day_of(const AppContext& context) {
        return parse_iso_date(context.router.parameter("day")).value_or(context.today());
    }

    void load(AppContext& context) {
        m_problem.reset();
        m_day = day_of(context);
        const TimeZone& zone = context.organisation.zone;
        const Milliseconds from = zone.start_of_day(m_day);
        const Milliseconds to = zone.start_of_day(m_day + 1);
        m_appointments = taken(list_agenda(context.database(), from, to), m_problem);
        const Result<Schedule> schedule = load_schedule(context.database(), from, to);
        m_is_closed = schedule.ok() && is_shut(*schedule, m_day);
        m_is_filled = schedule.ok();
        m_chosen = context.router.parameter("appointment");
        if (const Result<void> loaded = m_appointment.load(context, m_chosen); !loaded) m_problem = loaded.error();
    }

    void draw_day(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        heading(ui, {.text = capitalised(context.format.weekday_date(m_day)), .key = "day"});
        draw_day_buttons(ui, context);
        error_banner(ui, context, "problem", m_problem ? &*m_problem : nullptr);
        if (!m_is_filled) {
            skeleton(ui, {.rows = 6, .key = "loading"});
            return;
        }
        if (is_long_past(m_day, context.today())) {
            text(ui, {.text = words.text("agenda.long_past"),
                      .style = TextStyle::Muted,
                      .icon = Icon::Info,
                      .key = "long_past"});
        }
        if (m_appointments.empty()) {
            if (empty_state(ui, {.key = "empty",
                                 .icon = Icon::Calendar,
                                 .title = words.text(m_is_closed ? "agenda.closed" : "agenda.empty"),
                                 .text = words.text("agenda.empty_text"),
                                 .action_label = words.text("agenda.new")})) {
                context.router.push(book_place());
            }
            return;
        }
        draw_summary(ui, context);
        list(ui, {.key = "appointments", .label = words.text("agenda.appointments")}, [&] {
            for (const AppointmentView& view : m_appointments) {
                const bool is_selected = view.appointment.id == m_chosen;
                if (admin_appointment_item(ui, context, view, {.is_selected = is_selected})) choose(ui, context, view);
            }
        });
        if (button(ui, {.key = "new",
                        .label = words.text("agenda.new"),
                        .style = ButtonStyle::Primary,
                        .icon = Icon::Plus,
                        .is_full_width = true,
                        .shortcut = admin_shortcut("book")})) {
            context.router.push(book_place());
        }
    }

    /// On a desk the next choice takes the place of the last one: Back leads to the day before, not through the list.
    void choose(const Ui& ui, AppContext& context, const AppointmentView& view) const {
        const Place place = admin_places::agenda(m_day, view.appointment.id);
        if (ui.form_factor() != FormFactor::Phone && !m_chosen.empty()) {
            context.router.replace(place);
        } else {
            context.router.push(place);
        }
    }

    [[nodiscard]] Place book_place() const { return admin_places::book().with("day", to_iso_date(m_day)); }

    void draw_day_buttons(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        std::optional<DayNumber> wanted;
        row(ui, {.gap = ui.theme().space.xs, .key = "days"}, [&] {
            if (icon_button(
                    ui, {.key = "previous", .label = words.text("agenda.previous_day"), .icon = Icon::ChevronLeft})) {
                wanted = m_day - 1;
            }
            if (button(ui, {.key = "today",
                            .label = capitalised(context.format.near_day(context.today(), context.today())),
                            .is_disabled = m_day == context.today()})) {
                wanted = context.today();
            }
            if (icon_button(ui, {.key = "next", .label = words.text("agenda.next_day"), .icon = Icon::ChevronRight})) {
                wanted = m_day + 1;
            }
            if (icon_button(ui, {.key = "pick", .label = words.text("agenda.pick_day"), .icon = Icon::Calendar})) {
                m_shown_month = m_day;
                m_typed_day.clear();
                m_typed.reset();
                open_place_dialog(context, "day");
            }
        });
        if (wanted) context.router.push(admin_places::agenda(*wanted));
    }

    void draw_summary(Ui& ui, AppContext& context) const {
        const auto count = [&](auto has) {
            return std::count_if(m_appointments.begin(), m_appointments.end(),
                                 [&](const AppointmentView& view) { return has(view.appointment.state); });
        };
        const auto taking_place = count([](AppointmentState state) { return state != AppointmentState::Cancelled; });
        const auto requested = count([](AppointmentState state) { return state == AppointmentState::Requested; });
        const std::string summary =
            dotted({context.words.plural("agenda.count", taking_place),
                    requested > 0 ? context.words.plural("agenda.count_requested", requested) : std::string{}});
        text(ui, {.text = summary, .style = TextStyle::Muted, .key = "summary"});
    }

    void draw_chosen(Ui& ui, AppContext& context) {
        if (!m_chosen.empty()) {
            m_appointment.draw(ui, context);
        } else if (!m_appointments.empty()) {
            empty_state(ui, {.key = "none",
                             .icon = Icon::Calendar,
                             .title = context.words.text("agenda.none_chosen"),
                             .text = context.words.text("agenda.none_chosen_text")});
        }
    }

    void draw_day_picker(Ui& ui, AppContext& context) {
        std::optional<DayNumber> pressed;
        place_dialog(ui, context, "day", {.key = "day_picker", .title = context.words.text("agenda.pick_day")}, [&] {
            if (m_shown_month == 0) m_shown_month = m_day;
            const DayNumber today = context.today();
            const EntryResult entry = date_field(ui,
                                                 {.key = "typed",
                                                  .label = context.words.text("admin.time.day"),
                                                  .help = context.words.text("admin.time.day_help"),
                                                  .today = today,
                                                  .first = today - days_shown,
                                                  .last = today + days_shown,
                                                  .enter_key_hint = "go"},
                                                 m_typed_day, m_typed);
            if (entry.is_changed && m_typed) m_shown_month = *m_typed;
            pressed = month_picker(ui,
                                   {.key = "month",
                                    .label = context.words.text("agenda.pick_day"),
                                    .today = today,
                                    .first = today - days_shown,
                                    .last = today + days_shown},
                                   m_shown_month, m_typed.value_or(m_day), [](DayNumber) { return DayState{}; });
            if (entry.is_submitted && m_typed) pressed = m_typed;
        });
        // In the place of the question, so that Back does not ask again.
        if (pressed) context.router.replace(admin_places::agenda(*pressed));
    }

    AdminFrame m_frame;
    DataWatch m_watch;
    std::optional<Error> m_problem;
    DayNumber m_day = 0;
    std::vector<AppointmentView> m_appointments;
    bool m_is_closed = false;
    bool m_is_filled = false;  ///< the first pull has arrived
    Id m_chosen;
    AdminAppointment m_appointment;
    DayNumber m_shown_month = 0;
    std::string m_typed_day;
    std::optional<DayNumber> m_typed;
};

}  // namespace

std::unique_ptr<Screen> make_admin_agenda() {
    return std::make_unique<AdminAgenda>();
}

}  // namespace portail::ui
