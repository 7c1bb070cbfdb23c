// What is pressed: buttons, icon buttons and links. Each returns true in the frame in which it was pressed, by
// pointer, keyboard, screen reader or test alike.
#pragma once

#include <string_view>

#include "shared/ui/icons.h"
#include "shared/ui/ui.h"

namespace portail::ui {

enum class ButtonStyle : std::uint8_t {
    Primary,  ///< the one thing to do here
    Secondary,
    Quiet,  ///< no ground until it is pointed at
    Danger,
};

struct ButtonOptions {
    std::string_view key;
    std::string_view label;
    ButtonStyle style = ButtonStyle::Secondary;
    Tone tone = Tone::Accent;  ///< of a Quiet button's label: on a ground of that tone
    Icon icon = Icon::None;
    bool is_disabled = false;
    bool is_busy = false;  ///< keeps its size, shows that it works, cannot be pressed again
    bool is_full_width = false;
    std::string_view description;  ///< for screen readers: what the label leaves out
    std::string_view shortcut;     ///< a chord that does the same: a tooltip for the mouse
};
bool button(Ui& ui, const ButtonOptions& options);

struct IconButtonOptions {
    std::string_view key;
    std::string_view label;  ///< its accessible name, and a tooltip for the mouse
    Icon icon = Icon::None;
    bool is_disabled = false;
    State state = State::None;  ///< Expanded, Pressed, … where it applies
    std::string_view shortcut;  ///< as it is shown ("⌘K"), and as WAI-ARIA says it ("Meta+K")
    std::string_view spoken_shortcut;
};
bool icon_button(Ui& ui, const IconButtonOptions& options);

struct LinkOptions {
    std::string_view key;
    std::string_view label;
    std::string_view href;  ///< a real address ("tel:…", "mailto:…", a path) for the DOM; pressing stays ours
    Icon icon = Icon::None;
};
bool link(Ui& ui, const LinkOptions& options);

}  // namespace portail::ui
