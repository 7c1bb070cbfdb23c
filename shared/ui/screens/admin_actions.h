// Everything that staff can do from anywhere, in one table: the lines of the command palette and the shortcuts.
#pragma once

#include <memory>
#include <string_view>

#include "shared/ui/app_action.h"
#include "shared/ui/screen.h"

namespace portail::ui {

[[nodiscard]] std::span<const AppAction> admin_actions();
/// The chord of one of them, to be shown beside its button.
[[nodiscard]] std::string_view admin_shortcut(std::string_view key);
/// The palette over every screen of the staff programs.
[[nodiscard]] std::unique_ptr<ScreenOverlay> make_admin_palette();

}  // namespace portail::ui
