#include "shared/ui/screens/portal_time_picker.h"

#include <charconv>
#include <span>

#include "shared/i18n/phone_number.h"
#include "shared/ui/phone_field.h"

namespace portail::ui {
namespace {

constexpr std::size_t first_slots_shown = 3;
constexpr std::size_t nearest_slots_shown = 3;

struct SlotList {
    std::string_view key;
    std::string label;
    bool has_days = false;  ///< each with its day, in one column
};

std::optional<Milliseconds> draw_slots(Ui& ui, AppContext& context, const SlotList& options,
                                       std::span<const Slot> slots) {
    std::vector<ChoiceOption> choices;
    std::vector<std::string> keys;
    std::vector<std::string> labels;
    keys.reserve(slots.size());
    labels.reserve(slots.size());
    for (const Slot& slot : slots) {
        keys.push_back(std::to_string(slot.starts_at));
        labels.push_back(options.has_days ? capitalised(context.format.near_moment(slot.starts_at, context.now()))
                                          : context.format.time(slot.starts_at));
        choices.push_back({.key = keys.back(), .label = labels.back()});
    }
    const ChoiceListOptions list{
        .key = options.key, .label = options.label, .columns = options.has_days ? 1 : 6, .is_label_hidden = true};
    const auto pressed =
        options.has_days ? choice_list(ui, list, choices, std::nullopt) : choice_grid(ui, list, choices, std::nullopt);
    if (!pressed) return std::nullopt;
    return slots[*pressed].starts_at;
}

}  // namespace

Result<void> PortalTimePicker::load(AppContext& context, const SlotRequest& request) {
    PORTAIL_RETURN_IF_ERROR(m_slots.load(context, request));
    std::optional<DayNumber> day = parse_iso_date(context.router.parameter("day"));
    m_is_day_chosen = day.has_value();
    if (!day) day = m_slots.first_free_day();
    if (day != m_day || !m_is_month_shown) {
        m_day = day;
        m_shown_month = day.value_or(m_slots.first_day());
        m_is_month_shown = true;
    }
    return {};
}

std::optional<Milliseconds> PortalTimePicker::draw(Ui& ui, AppContext& context, const std::string& page_key) {
    const Translator& words = context.words;
    if (m_slots.is_empty()) {
        empty_state(ui, {.key = "no_slot",
                         .icon = Icon::Calendar,
                         .title = words.text("booking.no_slot"),
                         .text = words.plural("booking.no_slot_text", context.organisation.booking_horizon_days)});
        call_button(ui, context);
        return std::nullopt;
    }
    std::optional<Milliseconds> pressed;
    if (!m_is_day_chosen) {
        heading(ui, {.text = words.text("booking.first_slots"), .level = 2, .key = "first_title"});
        pressed = draw_slots(ui, context,
                             {.key = "first", .label = words.text("booking.first_slots"), .has_days = true},
                             m_slots.first(first_slots_shown));
    }
    heading(ui, {.text = words.text("booking.date"), .level = 2, .key = "date_title"});
    card(ui, {.key = "calendar", .label = words.text("booking.date")}, [&] {
        const auto chosen = month_picker(
            ui,
            {.key = "date",
             .label = words.text("booking.date"),
             .today = context.today(),
             .first = m_slots.first_day(),
             .last = m_slots.last_day()},
            m_shown_month, m_day,
            [&](DayNumber day) -> DayState { return {.is_enabled = !m_slots.of_day(day).empty()}; });
        if (chosen) {
            context.router.replace(context.router.place().with("day", to_iso_date(*chosen)));
            ui.focus(page_key + "/main/day_title", false);
        }
    });
    if (!m_day) return pressed;
    const std::optional<Milliseconds> of_day = draw_day(ui, context, *m_day);
    return of_day ? of_day : pressed;
}

std::optional<Milliseconds> PortalTimePicker::draw_day(Ui& ui, AppContext& context, DayNumber day) const {
    const Translator& words = context.words;
    const std::string name = capitalised(context.format.near_day(day, context.today()));
    heading(ui, {.text = name, .level = 2, .key = "day_title"});
    const std::span<const Slot> slots = m_slots.of_day(day);
    if (slots.empty()) {
        text(ui, {.text = words.text("booking.day_full"), .style = TextStyle::Muted, .key = "full"});
        return std::nullopt;
    }
    return draw_slots(ui, context, {.key = "slots", .label = words.text("booking.slots_of", {{"day", name}})}, slots);
}

std::optional<Milliseconds> PortalTimePicker::draw_nearest(Ui& ui, AppContext& context, Milliseconds wanted) const {
    const std::string title = context.words.text("booking.rejected.nearest");
    heading(ui, {.text = title, .level = 2, .key = "nearest_title"});
    return draw_slots(ui, context, {.key = "nearest", .label = title, .has_days = true},
                      m_slots.nearest(wanted, nearest_slots_shown));
}

std::optional<Milliseconds> chosen_time(const AppContext& context) {
    const std::string& text = context.router.parameter("at");
    Milliseconds time = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), time);
    if (text.empty() || problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return time;
}

void call_button(Ui& ui, AppContext& context) {
    const std::string& phone = context.organisation.phone;
    if (phone.empty()) return;
    if (button(ui, {.key = "call",
                    .label = context.words.text("common.call", {{"phone", shown_phone(context, phone)}}),
                    .style = ButtonStyle::Primary,
                    .icon = Icon::Phone,
                    .is_full_width = true})) {
        context.host.open_address(phone_address(phone, context.organisation.country));
    }
}

}  // namespace portail::ui
