// What a program lets the person do from anywhere: the lines of its command palette and its shortcuts. A program has one
// table of them; a line there is all that a new screen or command needs.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/ui/app_context.h"
#include "shared/ui/icons.h"

namespace portail::ui {

struct AppAction {
    std::string_view key;       ///< names it for good: what was used last is remembered by it
    std::string_view text_key;  ///< of its label
    Icon icon = Icon::None;
    void (*run)(AppContext& context) = nullptr;
    /// "F2", "Ctrl+K": no chord of a browser or a screen reader, and no letter alone (WCAG 2.2, 2.1.4).
    std::string_view shortcut{};
    bool (*is_offered)(const AppContext& context) = nullptr;  ///< where not everybody may
};

/// A thing of the data that the palette finds: a customer.
struct FoundEntry {
    std::string key;
    std::string title;
    std::string detail;
    Icon icon = Icon::None;
    Place place;
};

/// What a palette offers. `find` takes what was typed, `find_one` a key that was used before.
struct PaletteContents {
    std::span<const AppAction> actions;
    Result<std::vector<FoundEntry>> (*find)(AppContext& context, std::string_view text) = nullptr;
    Result<std::optional<FoundEntry>> (*find_one)(AppContext& context, std::string_view key) = nullptr;
};

/// "Ctrl+K" as this machine's keyboards have it: "⌘K".
[[nodiscard]] std::string shown_chord(const platform::HostServices& host, std::string_view chord);
/// The same for WAI-ARIA's aria-keyshortcuts: "Control+K".
[[nodiscard]] std::string spoken_chord(const platform::HostServices& host, std::string_view chord);

}  // namespace portail::ui
