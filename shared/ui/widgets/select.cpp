// One of many in the space of one (declared in field.h). On the web the twin lays a real <select> over the frame, which
// opens the platform's own picker; elsewhere a list opens under the frame.
#include <imgui.h>

#include <algorithm>
#include <charconv>

#include "shared/ui/paint.h"
#include "shared/ui/widgets/field.h"
#include "shared/ui/widgets/overlay.h"
#include "shared/ui/widgets/scope.h"

namespace portail::ui {

namespace {

constexpr int open_slot = 0;

std::optional<std::size_t> parse_index(std::string_view text, std::size_t count) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
    return error == std::errc() && end == text.data() + text.size() && index < count ? std::optional(index)
                                                                                     : std::nullopt;
}

/// True while the list stays open.
bool draw_options(Ui& ui, NodeId select_id, std::string_view label, const Rect& frame,
                  std::span<const std::string_view> choices, std::optional<std::size_t>& chosen) {
    const Theme& theme = ui.theme();
    constexpr float longest = 320;
    const float row_height = theme.touch_target;
    const float height = std::min(longest, row_height * static_cast<float>(choices.size()) + 2 * theme.space.xs);
    Rect list{frame.x, frame.bottom() + 4, frame.width, height};
    if (list.bottom() > ui.screen().height - 8 && frame.y - 4 - height > 8) {
        list.y = frame.y - 4 - height;
    }
    bool stays_open = true;
    overlay(ui, select_id, Role::Listbox, "options", label, [&](NodeId list_id) {
        if (ui.take_escape() || overlay_backdrop(ui, list_id, theme.colors.page.with_alpha(0), list)) {
            stays_open = false;
        }
        draw_shadow(list, theme.radius_small, theme.colors.shadow, 14);
        fill_rect(list, theme.colors.surface, theme.radius_small);
        stroke_rect(list, theme.colors.border, theme.radius_small, 1);
        scroll_area_in(ui, ui.id_for(Role::ScrollArea, "scroll"), Role::ScrollArea, "", list.inset(1),
                       list.inset(theme.space.xs), 0, [&] {
                           for (std::size_t index = 0; index < choices.size(); ++index) {
                               const Rect rect = ui.place(0, row_height);
                               const NodeId id = ui.id_for(Role::Option, std::to_string(index));
                               const Ui::Interaction state = ui.interact(id, rect);
                               ui.record(id, Role::Option, choices[index], rect,
                                         State::Focusable | when(chosen == index, State::Selected))
                                   .is_labelled_by_text = true;
                               if (state.is_hovered || state.is_held || state.is_focused) {
                                   fill_rect(rect, theme.colors.surface_hover, theme.radius_small - 2);
                               }
                               paint_line(ui, chosen == index ? theme.type.body_strong : theme.type.body,
                                          rect.inset(theme.space.md, 0),
                                          chosen == index ? theme.colors.accent.text : theme.colors.text,
                                          choices[index]);
                               if (state.is_pressed) {
                                   chosen = index;
                                   stays_open = false;
                               }
                           }
                       });
    });
    return stays_open;
}

}  // namespace

bool select(Ui& ui, const SelectOptions& options, std::span<const std::string_view> choices,
            std::optional<std::size_t>& chosen) {
    const Theme& theme = ui.theme();
    const FieldLabels labels{.label = options.label,
                             .help = options.help,
                             .error = options.error,
                             .is_required = options.is_required,
                             .is_disabled = options.is_disabled,
                             .is_label_hidden = options.is_label_hidden};
    const FieldFrame field = place_field(ui, Role::Select, options.key, labels, theme.field_height);
    const std::optional<std::size_t> before = chosen;
    if (const auto value = ui.take_value(field.id); value && !options.is_disabled) {
        if (const auto index = parse_index(*value, choices.size())) {
            chosen = index;
        }
    }
    const Ui::Interaction state = ui.interact(field.id, field.frame, !options.is_disabled);
    // Its list does not outlive the screen: who comes back finds it closed.
    const bool was_open = ui.remembered(field.id, open_slot) > 0 && ui.tree().find(field.id) != nullptr;
    bool is_open = was_open || state.is_pressed;

    const bool is_covered = ui.is_covered(field.frame) && ui.focused() != field.id;
    Node& node = record_field(ui, field, Role::Select, labels,
                              (is_open ? State::Expanded : State::Collapsed) | when(is_covered, State::Covered));
    node.value = chosen ? std::to_string(*chosen) : "";
    node.input.placeholder = ui.words().choose;
    node.options.assign(choices.begin(), choices.end());

    draw_field_frame(ui, field.frame, is_open, !options.error.empty(), options.is_disabled, state.is_hovered);
    Rect content = field.frame.inset(14, 0);
    paint_icon(Icon::ChevronDown, {content.right() - 18, content.center().y - 10, 20, 20}, theme.colors.text_muted);
    content.width -= 26;
    const bool has_choice = chosen && *chosen < choices.size();
    const std::string_view value = has_choice ? choices[*chosen] : std::string_view(ui.words().choose);
    paint_line(ui, fitting_line(ui, theme.type.body, value, content.width), content,
               options.is_disabled ? theme.colors.text_disabled
               : has_choice        ? theme.colors.text
                                   : theme.colors.text_muted,
               value);
    if (state.is_focused) {
        ui.draw_focus_ring(field.frame, theme.radius_small);
    }
    if (is_open) {
        is_open = draw_options(ui, field.id, options.label, field.frame, choices, chosen);
    }
    ui.remembered(field.id, open_slot) = is_open ? 1 : 0;
    return chosen != before;
}

}  // namespace portail::ui
