#include "shared/ui/screens/portal_frame.h"

#include <array>

#include "shared/ui/appointment_words.h"
#include "shared/ui/screen.h"
#include "shared/ui/sync_indicator.h"

namespace portail::ui {
namespace {

struct Tab {
    std::string_view path;
    std::string_view text_key;
    Icon icon;
};

constexpr std::array<Tab, 4> tabs{{
    {"/", "portal.tab.home", Icon::Home},
    {"/appointments", "portal.tab.appointments", Icon::Calendar},
    {"/vehicles", "portal.tab.vehicles", Icon::Car},
    {"/details", "portal.tab.details", Icon::User},
}};

void portal_navigation(Ui& ui, AppContext& context) {
    std::array<std::string, tabs.size()> labels;
    std::array<std::string, tabs.size()> addresses;
    std::array<NavigationItem, tabs.size()> items;
    for (std::size_t index = 0; index < tabs.size(); ++index) {
        labels[index] = context.words.text(tabs[index].text_key);
        addresses[index] = context.router.href(std::string{tabs[index].path});
        items[index] = {.key = tabs[index].path,
                        .label = labels[index],
                        .href = addresses[index],
                        .icon = tabs[index].icon,
                        .is_current = context.router.place().path == tabs[index].path};
    }
    const std::optional<std::size_t> pressed = navigation(ui, {.label = context.words.text("portal.tab.label")}, items);
    if (pressed) context.router.push(std::string{tabs[*pressed].path});
}

}  // namespace

bool portal_page(Ui& ui, AppContext& context, const PortalPageOptions& options, Body body) {
    bool is_back_pressed = false;
    page(ui, {.key = options.key}, [&] {
        if (!options.has_back) portal_navigation(ui, context);
        const std::string_view name = options.title.empty() ? context.organisation.name : options.title;
        is_back_pressed = app_bar(ui, {.title = name, .has_back = options.has_back, .has_brand = !options.has_back},
                                  [&] { sync_indicator(ui, context); });
        main_area(ui, {.max_width = 640, .subject = context.router.place().path}, body);
    });
    return is_back_pressed;
}

void problem_banner(Ui& ui, AppContext& context, const std::optional<Error>& problem) {
    error_banner(ui, context, "problem", problem ? &*problem : nullptr);
}

std::string vehicle_label(std::string_view name, std::string_view plate) {
    std::string label{name};
    if (!name.empty() && !plate.empty()) label += " · ";
    return label += plate;
}

bool appointment_item(Ui& ui, AppContext& context, const AppointmentView& view) {
    const Appointment& appointment = view.appointment;
    const DayNumber day = context.format.day_of(appointment.starts_at);
    const std::string title = capitalised(context.format.near_day(day, context.today()));
    const std::string time = context.format.time(appointment.starts_at);
    StateBadge badge = state_badge(context.words, appointment.state);
    const RowMark mark = row_mark(context, "appointments", appointment.id);
    if (!mark.label.empty()) badge = {mark.label, mark.tone};
    return list_item(ui, {.key = appointment.id,
                          .title = title,
                          .detail = view.service_name,
                          .trailing = time,
                          .badge = badge.label,
                          .badge_tone = badge.tone});
}

}  // namespace portail::ui
