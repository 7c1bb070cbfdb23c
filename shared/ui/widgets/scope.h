// What widgets share among themselves; screens do not need it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "shared/ui/icons.h"
#include "shared/ui/ui.h"

namespace portail::ui {

/// While it lives, nodes are recorded inside `id`.
class NodeScope {
public:
    NodeScope(Ui& ui, NodeId id) : m_ui(ui) { m_ui.open_node(id); }
    ~NodeScope() { m_ui.close_node(); }
    NodeScope(const NodeScope&) = delete;
    NodeScope& operator=(const NodeScope&) = delete;

private:
    Ui& m_ui;
};

/// A scrolling part of the screen: `rect` is what is seen of it, `column` where its contents begin (both unscrolled).
/// When it begins to show another `subject` it starts at its top.
void scroll_area_in(Ui& ui, NodeId id, Role role, std::string_view label, const Rect& rect, const Rect& column,
                    float gap, Body body, std::string_view subject = {});

/// The state of something that can be pressed.
[[nodiscard]] constexpr State control_state(bool is_disabled) {
    return is_disabled ? State::Disabled : State::Focusable;
}

/// "Vidange, 45 min, CHF 120": the parts that are not empty.
[[nodiscard]] std::string joined(std::initializer_list<std::string_view> parts);

[[nodiscard]] Size badge_size(const Ui& ui, std::string_view label, Icon icon = Icon::None);
void draw_badge(const Ui& ui, const Rect& rect, std::string_view label, Tone tone, Icon icon = Icon::None);

/// Label, frame, help and error of a field, of which the widget draws the inside of the frame.
struct FieldFrame {
    NodeId id = no_node;
    Rect all;
    Rect frame;
};
struct FieldLabels {
    std::string_view label;
    std::string_view help;
    std::string_view error;
    bool is_required = false;
    bool is_disabled = false;
    bool is_label_hidden = false;
    float width = 0;
};
[[nodiscard]] FieldFrame place_field(Ui& ui, Role role, std::string_view key, const FieldLabels& labels,
                                     float frame_height);
/// Records the node of a field that was placed, with what its labels say.
Node& record_field(Ui& ui, const FieldFrame& field, Role role, const FieldLabels& labels, State state);
void draw_field_frame(Ui& ui, const Rect& frame, bool is_focused, bool is_invalid, bool is_disabled, bool is_hovered);

}  // namespace portail::ui
