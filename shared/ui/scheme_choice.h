// Which colours the person wants on this device: light, dark, or what the system has (the default).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "shared/platform/host_services.h"
#include "shared/ui/theme.h"

namespace portail::ui {

enum class SchemeChoice : std::uint8_t { System, Light, Dark };
inline constexpr std::array scheme_choices{SchemeChoice::System, SchemeChoice::Light, SchemeChoice::Dark};

[[nodiscard]] SchemeChoice stored_scheme_choice(const platform::HostServices& host);
void store_scheme_choice(platform::HostServices& host, SchemeChoice choice);
/// What to draw with, now.
[[nodiscard]] ColorScheme scheme_of(SchemeChoice choice, const platform::SystemPreferences& preferences);

}  // namespace portail::ui
