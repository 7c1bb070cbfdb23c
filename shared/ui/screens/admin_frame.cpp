#include "shared/ui/screens/admin_frame.h"

#include <array>

#include "shared/base/text.h"
#include "shared/domain/permissions.h"
#include "shared/ui/appointment_words.h"
#include "shared/ui/command_palette.h"
#include "shared/ui/screens/admin_screens.h"
#include "shared/ui/sync_indicator.h"

namespace portail::ui {
namespace {

struct Tab {
    std::string_view path;
    std::string_view text_key;
    Icon icon;
};

constexpr std::array<Tab, 5> tabs_in_order{{
    {"/agenda", "admin.tab.agenda", Icon::Calendar},
    {"/requests", "admin.tab.requests", Icon::Clock},
    {"/clients", "admin.tab.clients", Icon::Users},
    {"/account", "admin.tab.account", Icon::User},
    {"/settings/appearance", "admin.tab.settings", Icon::Settings},  // the last: not everybody has it
}};

bool is_below(std::string_view path, std::string_view tab) {
    if (path == "/" || path == "/book") return tab == "/agenda";
    return path.substr(0, tab.size()) == tab && (path.size() == tab.size() || path[tab.size()] == '/');
}

}  // namespace

bool may_change_brand(const AppContext& context) {
    return require_permission(context.actor, portail::Action::ChangeBrand).ok();
}

void AdminFrame::draw(Ui& ui, AppContext& context, const AdminPageOptions& options, Body contents) {
    if (m_watch.changed(context)) {
        const auto requested = list_requested_appointments(context.database(), context.now());
        m_requests = requested.ok() ? static_cast<int>(requested->size()) : 0;
    }
    bool is_back_pressed = false;
    page(ui, {.key = options.key}, [&] {
        const bool is_phone = ui.form_factor() == FormFactor::Phone;
        if (!is_phone || !options.back_to) draw_navigation(ui, context);
        is_back_pressed = app_bar(ui,
                                  {.title = options.title,
                                   .has_back = options.back_to.has_value(),
                                   .has_brand = is_phone && !options.back_to},
                                  [&] {
                                      draw_search(ui, context);
                                      sync_indicator(ui, context);
                                  });
        contents();
    });
    if (is_back_pressed) context.router.back(to_location(*options.back_to));
}

/// The command palette, for who has no Ctrl key at hand.
void AdminFrame::draw_search(Ui& ui, AppContext& context) {
    const std::string chord = shown_chord(context.host, palette_chord);
    const std::string spoken = spoken_chord(context.host, palette_chord);
    if (icon_button(ui, {.key = "palette",
                         .label = context.words.text("palette.open"),
                         .icon = Icon::Search,
                         .shortcut = chord,
                         .spoken_shortcut = spoken})) {
        open_command_palette(context);
    }
}

void AdminFrame::draw_navigation(Ui& ui, AppContext& context) const {
    // A bar of five would be too narrow on a phone: there the settings are reached from the account.
    const bool has_settings = ui.form_factor() != FormFactor::Phone && may_change_brand(context);
    const std::size_t count = tabs_in_order.size() - (has_settings ? 0 : 1);
    std::array<std::string, tabs_in_order.size()> labels;
    std::array<std::string, tabs_in_order.size()> addresses;
    std::array<NavigationItem, tabs_in_order.size()> items;
    for (std::size_t index = 0; index < count; ++index) {
        const Tab& tab = tabs_in_order[index];
        labels[index] = context.words.text(tab.text_key);
        addresses[index] = context.router.href(std::string{tab.path});
        items[index] = {.key = tab.path,
                        .label = labels[index],
                        .href = addresses[index],
                        .icon = tab.icon,
                        .is_current = is_below(context.router.place().path, tab.path),
                        .count = tab.path == "/requests" ? m_requests : 0};
    }
    const std::optional<std::size_t> pressed = navigation(
        ui, {.label = context.words.text("admin.tab.label"), .has_brand = true}, std::span{items}.first(count));
    if (pressed) context.router.push(std::string{tabs_in_order[*pressed].path});
}

std::string dotted(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) {
        if (part.empty()) continue;
        if (!text.empty()) text += " · ";
        text += part;
    }
    return text;
}

bool admin_appointment_item(Ui& ui, AppContext& context, const AppointmentView& view,
                            const AppointmentItemOptions& options) {
    const Appointment& appointment = view.appointment;
    const int minutes = static_cast<int>((appointment.ends_at - appointment.starts_at) / minute_ms);
    const std::string time = context.format.time(appointment.starts_at);
    const std::string duration = context.format.duration(minutes);
    const std::string date = context.format.short_date(context.format.day_of(appointment.starts_at));
    const std::string& vehicle = view.vehicle_plate.empty() ? view.vehicle_name : view.vehicle_plate;
    const StateBadge state = state_badge(context.words, appointment.state);
    const RowMark mark = row_mark(context, "appointments", appointment.id);
    constexpr float narrow = 400;
    if (ui.available_width() < narrow * ui.theme().options.text_scale) {
        // Who or when has a line of its own, so that it is not cut short.
        const std::string detail = options.is_of_one_day ? dotted({view.service_name, vehicle})
                                                         : dotted({view.service_name, duration, vehicle});
        const bool is_state_below = options.is_of_one_day && mark.label.empty();
        return list_item(ui, {.key = appointment.id,
                              .title = options.is_of_one_day ? view.customer_name : dotted({date, time}),
                              .detail = detail,
                              .badge = is_state_below ? std::string_view{} : state.label,
                              .badge_tone = state.tone,
                              .mark = is_state_below ? state.label : mark.label,
                              .mark_tone = is_state_below ? state.tone : mark.tone,
                              .leading = options.is_of_one_day ? time : std::string{},
                              .leading_detail = options.is_of_one_day ? duration : std::string{},
                              .is_selected = options.is_selected});
    }
    const std::string detail =
        options.is_of_one_day ? dotted({view.service_name, vehicle, view.resource_name}) : dotted({duration, vehicle});
    return list_item(ui, {.key = appointment.id,
                          .title = options.is_of_one_day ? view.customer_name : view.service_name,
                          .detail = detail,
                          .badge = state.label,
                          .badge_tone = state.tone,
                          .mark = mark.label,
                          .mark_tone = mark.tone,
                          .leading = options.is_of_one_day ? time : date,
                          .leading_detail = options.is_of_one_day ? duration : time,
                          .is_selected = options.is_selected});
}

}  // namespace portail::ui
