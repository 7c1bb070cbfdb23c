#include "shared/ui/widgets/field.h"

#include <algorithm>

#include "shared/base/text.h"
#include "shared/ui/paint.h"
#include "shared/ui/text_entry.h"
#include "shared/ui/widgets/scope.h"

namespace portail::ui {

namespace {

constexpr float label_gap = 6;
constexpr int was_focused_slot = 0;
constexpr int revealed_slot = 1;
constexpr int submitted_slot = 2;

std::string_view limited(std::string_view text, int max_length) {
    if (max_length <= 0) {
        return text;
    }
    std::size_t end = 0;
    for (int count = 0; end < text.size(); ++end) {
        const bool begins_character = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
        if (begins_character && count++ == max_length) {
            break;
        }
    }
    return text.substr(0, end);
}

/// The eye at the right end of a password field; the width that it takes.
float reveal_button(Ui& ui, const Rect& frame, bool& is_revealed) {
    const Theme& theme = ui.theme();
    const Words& words = ui.words();
    const float side = theme.touch_target;
    const Rect rect{frame.right() - side - 2, frame.y + (frame.height - side) / 2, side, side};
    const NodeId id = ui.id_for(Role::Button, "reveal");
    const Ui::Interaction state = ui.interact(id, rect);
    ui.record(id, Role::Button, is_revealed ? words.hide_password : words.show_password, rect, State::Focusable);
    if (state.is_pressed) {
        is_revealed = !is_revealed;
    }
    paint_icon(Icon::Eye, rect.inset(11), is_revealed ? theme.colors.accent.text : theme.colors.text_muted);
    if (state.is_focused) {
        ui.draw_focus_ring(rect.inset(4), theme.radius_small);
    }
    return side;
}

/// Secrets are typed again, and a search is not work.
bool keeps_draft(const TextFieldOptions& options) {
    return options.keeps_draft && !options.is_read_only && options.kind != InputKind::Password &&
           options.kind != InputKind::Code && options.kind != InputKind::Search;
}

/// True when what the person had typed here before was put back.
bool take_draft(Ui& ui, NodeId id, std::string& value) {
    if (!ui.drafts().has_restored()) return false;
    const std::optional<std::string> restored = ui.drafts().take_restored(ui.tree().path(id));
    if (!restored || *restored == value) return false;
    value = *restored;
    return true;
}

float frame_height_of(const Theme& theme, const TextFieldOptions& options) {
    if (options.kind != InputKind::Multiline) {
        return theme.field_height;
    }
    return theme.type.body.line_height * static_cast<float>(std::max(1, options.rows)) + 2 * theme.space.md;
}

}  // namespace

FieldFrame place_field(Ui& ui, Role role, std::string_view key, const FieldLabels& labels, float frame_height) {
    const Theme& theme = ui.theme();
    const float width = labels.width > 0 ? labels.width : ui.available_width();
    const float label_height = labels.is_label_hidden || labels.label.empty()
                                   ? 0
                                   : ui.fonts().measure(theme.type.label, labels.label, width - 16).height + label_gap;
    const std::string_view note = labels.error.empty() ? labels.help : labels.error;
    const float icon_room = labels.error.empty() ? 0 : 22;
    const float note_height =
        note.empty() ? 0 : ui.fonts().measure(theme.type.caption, note, width - icon_room).height + label_gap;
    FieldFrame field;
    field.id = ui.id_for(role, key);
    field.all = ui.place(labels.width, label_height + frame_height + note_height);
    field.frame = {field.all.x, field.all.y + label_height, field.all.width, frame_height};

    if (label_height > 0) {
        const Color color = labels.is_disabled ? theme.colors.text_disabled : theme.colors.text;
        paint_text(ui, theme.type.label, {field.all.x, field.all.y}, color, labels.label, width - 16);
        if (labels.is_required) {
            const float at = std::min(ui.fonts().measure(theme.type.label, labels.label).width, width - 16) + 4;
            paint_text(ui, theme.type.label, {field.all.x + at, field.all.y}, theme.colors.danger.text, "*");
        }
    }
    if (note_height > 0) {
        const Point at{field.all.x + icon_room, field.frame.bottom() + label_gap};
        const Color color = labels.error.empty() ? theme.colors.text_muted : theme.colors.danger.text;
        if (!labels.error.empty()) {
            paint_icon(Icon::Warning, {field.all.x, at.y + (theme.type.caption.line_height - 16) / 2, 16, 16}, color);
        }
        paint_text(ui, theme.type.caption, at, color, note, width - icon_room);
    }
    return field;
}

Node& record_field(Ui& ui, const FieldFrame& field, Role role, const FieldLabels& labels, State state) {
    Node& node = ui.record(field.id, role, labels.label, field.all,
                           state | control_state(labels.is_disabled) | when(labels.is_required, State::Required) |
                               when(!labels.error.empty(), State::Invalid));
    node.description = labels.help;
    node.error = labels.error;
    node.input.box = field.frame;
    return node;
}

void draw_field_frame(Ui& ui, const Rect& frame, bool is_focused, bool is_invalid, bool is_disabled, bool is_hovered) {
    const Theme& theme = ui.theme();
    const Palette& colors = theme.colors;
    fill_rect(frame, is_disabled ? colors.surface_hover : colors.field, theme.radius_small);
    const Color edge = is_invalid    ? colors.danger.solid
                       : is_focused  ? colors.accent.solid
                       : is_disabled ? colors.border
                       : is_hovered  ? colors.text_muted
                                     : colors.field_border;
    stroke_rect(frame, edge, theme.radius_small, is_focused || is_invalid ? 2 : 1);
}

TextFieldResult text_field(Ui& ui, const TextFieldOptions& options, std::string& value) {
    const Theme& theme = ui.theme();
    const FieldLabels labels{.label = options.label,
                             .help = options.help,
                             .error = options.error,
                             .is_required = options.is_required,
                             .is_disabled = options.is_disabled,
                             .is_label_hidden = options.is_label_hidden,
                             .width = options.width};
    const FieldFrame field = place_field(ui, Role::TextField, options.key, labels, frame_height_of(theme, options));
    const bool can_edit = !options.is_disabled && !options.is_read_only && !ui.is_blocked();

    TextFieldResult result;
    if (const auto typed = ui.take_value(field.id); typed && can_edit) {
        const std::string_view accepted = limited(*typed, options.max_length);
        result.is_changed = value != accepted;
        value = accepted;
    }
    result.is_submitted = ui.take_action(field.id, ActionKind::Submit) && can_edit;
    if (keeps_draft(options) && take_draft(ui, field.id, value)) result.is_changed = true;

    const bool is_covered = ui.is_covered(field.frame) && ui.focused() != field.id;
    Node& node = record_field(ui, field, Role::TextField, labels,
                              when(options.is_read_only, State::ReadOnly) | when(is_covered, State::Covered));
    node.input.autocomplete = options.autocomplete;
    node.input.enter_key_hint = options.enter_key_hint;
    node.input.placeholder = options.placeholder;
    node.input.max_length = options.max_length;
    node.input.rows = options.rows;
    node.input.popup = options.popup;
    node.input.active = options.active;

    const bool is_focused = ui.focused() == field.id;
    draw_field_frame(ui, field.frame, is_focused, !options.error.empty(), options.is_disabled, false);
    Rect box = field.frame.inset(14, options.kind == InputKind::Multiline ? theme.space.md : 1);
    if (options.icon != Icon::None) {
        constexpr float icon = 20;
        paint_icon(options.icon, {box.x - 2, field.frame.center().y - icon / 2, icon, icon}, theme.colors.text_muted);
        box.x += icon + theme.space.sm;
        box.width -= icon + theme.space.sm;
    }
    bool is_revealed = ui.remembered(field.id, revealed_slot) > 0;
    if (options.kind == InputKind::Password) {
        const NodeScope scope(ui, field.id);
        box.width -= reveal_button(ui, field.frame, is_revealed);
        ui.remembered(field.id, revealed_slot) = is_revealed ? 1 : 0;
    }
    // A real input pads its text by as much as the frame does.
    constexpr float input_padding = 14;
    InputDetails& input = ui.node(field.id).input;
    input.kind = is_revealed ? InputKind::Text : options.kind;
    input.box = {box.x - input_padding, field.frame.y, box.width + 2 * input_padding, field.frame.height};

    if (const float hint = ui.fonts().measure(theme.type.body, options.placeholder).width;
        theme.options.text_scale <= 1 && hint > box.width + 1) {
        // It is an example; enlarged it may be cut.
        ui.note_unfit(options.placeholder, box.width, hint);
    }
    const TextEntryResult entered = edit_text(ui,
                                              {.id = field.id,
                                               .box = box,
                                               .kind = options.kind,
                                               .placeholder = options.placeholder,
                                               .max_length = options.max_length,
                                               .is_enabled = can_edit,
                                               .is_read_only = options.is_read_only,
                                               .is_revealed = is_revealed},
                                              value);
    result.is_changed = result.is_changed || entered.is_changed;
    result.is_submitted = result.is_submitted || entered.is_submitted;
    ui.node(field.id).value = value;
    if (keeps_draft(options)) {
        if (result.is_changed) ui.drafts().typed(field.id, ui.tree().path(field.id), value);
        ui.drafts().drawn(field.id, value);
    }

    float& was_focused = ui.remembered(field.id, was_focused_slot);
    result.lost_focus = was_focused > 0 && ui.focused() != field.id;
    was_focused = ui.focused() == field.id ? 1 : 0;
    if (result.is_submitted) {
        ui.remembered(ui.open_ancestor(Role::Form), submitted_slot) = 1;
    }
    return result;
}

bool form(Ui& ui, const FormOptions& options, Body body) {
    const Rect start = ui.begin_block();
    const NodeId id = ui.id_for(Role::Form, options.key);
    ui.record(id, Role::Form, options.label, start);
    ui.remembered(id, submitted_slot) = 0;
    float height = 0;
    {
        const NodeScope scope(ui, id);
        ui.push_flow(start, ui.theme().space.lg);
        body();
        height = ui.pop_flow().height;
    }
    ui.node(id).rect.height = height;
    ui.end_block(height);
    const bool is_submitted = ui.take_action(id, ActionKind::Submit) && !ui.is_blocked();
    return is_submitted || ui.remembered(id, submitted_slot) > 0;
}

}  // namespace portail::ui
