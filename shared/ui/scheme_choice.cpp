#include "shared/ui/scheme_choice.h"

#include <optional>
#include <string>

namespace portail::ui {
namespace {

constexpr const char* scheme_key = "color_scheme";
constexpr std::array<std::string_view, scheme_choices.size()> stored_names{"system", "light", "dark"};

}  // namespace

SchemeChoice stored_scheme_choice(const platform::HostServices& host) {
    const std::optional<std::string> stored = host.stored(scheme_key);
    for (const SchemeChoice choice : scheme_choices) {
        if (stored == stored_names[static_cast<std::size_t>(choice)]) return choice;
    }
    return SchemeChoice::System;
}

void store_scheme_choice(platform::HostServices& host, SchemeChoice choice) {
    host.store(scheme_key, std::string{stored_names[static_cast<std::size_t>(choice)]});
}

ColorScheme scheme_of(SchemeChoice choice, const platform::SystemPreferences& preferences) {
    const bool is_dark = choice == SchemeChoice::System ? preferences.is_dark : choice == SchemeChoice::Dark;
    return is_dark ? ColorScheme::Dark : ColorScheme::Light;
}

}  // namespace portail::ui
