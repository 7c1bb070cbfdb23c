#include "shared/ui/app_action.h"

namespace portail::ui {
namespace {

constexpr std::string_view with_control = "Ctrl+";

}  // namespace

std::string shown_chord(const platform::HostServices& host, std::string_view chord) {
    if (!chord.starts_with(with_control) || !host.preferences().has_command_key) return std::string{chord};
    return "\u2318" + std::string{chord.substr(with_control.size())};
}

std::string spoken_chord(const platform::HostServices& host, std::string_view chord) {
    if (!chord.starts_with(with_control)) return std::string{chord};
    const std::string_view modifier = host.preferences().has_command_key ? "Meta+" : "Control+";
    return std::string{modifier} + std::string{chord.substr(with_control.size())};
}

}  // namespace portail::ui
