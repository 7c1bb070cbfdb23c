#include "shared/ui/widgets/feedback.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "shared/ui/paint.h"
#include "shared/ui/widgets/layout.h"
#include "shared/ui/widgets/overlay.h"
#include "shared/ui/widgets/scope.h"
#include "shared/ui/widgets/text.h"

namespace portail::ui {

namespace {

Icon tone_icon(Tone tone) {
    switch (tone) {
        case Tone::Success:
            return Icon::Check;
        case Tone::Warning:
        case Tone::Danger:
            return Icon::Warning;
        default:
            return Icon::Info;
    }
}

constexpr int content_height_slot = 0;

}  // namespace

void dialog(Ui& ui, const DialogOptions& options, bool& is_open, Body body) {
    if (!is_open) {
        return;
    }
    const Theme& theme = ui.theme();
    const Size screen = ui.screen();
    const bool is_sheet = ui.form_factor() == FormFactor::Phone;
    const float padding = is_sheet ? theme.space.lg : theme.space.xl;
    overlay(ui, ui.open_id(), Role::Dialog, options.key, options.title, [&](NodeId id) {
        const float wanted = ui.remembered(id, content_height_slot, 0);
        const float highest = screen.height - (is_sheet ? theme.space.xxl : 2 * theme.space.xxl);
        const float height = std::min(wanted > 0 ? wanted : highest / 2, highest);
        const float width = is_sheet
                                ? screen.width
                                : std::min(options.width * theme.options.text_scale, screen.width - 2 * theme.space.xl);
        const Rect sheet{std::round((screen.width - width) / 2),
                         is_sheet ? screen.height - height : std::round((screen.height - height) / 2), width, height};
        if (overlay_backdrop(ui, id, theme.colors.backdrop, sheet) && options.has_close) {
            is_open = false;
        }
        Rect ground = sheet;
        ground.height += is_sheet ? theme.radius * 2 : 0;  // its lower corners are below the screen
        draw_shadow(ground, theme.radius * 1.3F, theme.colors.shadow, 24);
        fill_rect(ground, theme.colors.surface, theme.radius * 1.3F);
        ui.node(id).rect = sheet;

        float contents = 0;
        scroll_area_in(ui, ui.id_for(Role::ScrollArea, "content"), Role::ScrollArea, "", sheet, sheet.inset(padding),
                       theme.space.lg, [&] {
                           const float before = ui.remaining_area().y;
                           const Rect top = ui.begin_block();
                           const float close_room = options.has_close ? theme.touch_target : 0;
                           ui.push_flow({top.x, top.y, top.width - close_room, 0}, 0);
                           heading(ui, {.text = options.title, .level = 2, .key = "title"});
                           const float title_height = ui.pop_flow().height;
                           if (options.has_close) {
                               const float lift = (theme.touch_target - theme.type.heading2.line_height) / 2;
                               ui.push_flow({top.right() - close_room + 8, top.y - lift, close_room, 0}, 0);
                               if (icon_button(ui, {.key = "close", .label = ui.words().close, .icon = Icon::X})) {
                                   is_open = false;
                               }
                               ui.pop_flow();
                           }
                           ui.end_block(title_height);
                           body();
                           contents = ui.remaining_area().y - before;
                       });
        ui.remember_layout(id, content_height_slot, std::round(contents - theme.space.lg + 2 * padding));
        if (!ui.is_blocked() && ui.take_escape()) {
            is_open = false;
        }
    });
    if (!is_open) {
        ui.request_frames();
    }
}

bool banner(Ui& ui, const BannerOptions& options) {
    const Theme& theme = ui.theme();
    const ToneColors& colors = theme.colors.tone(options.tone);
    Rect rect = ui.begin_block();
    const Role role = options.is_assertive ? Role::Alert : Role::Status;
    const NodeId id = ui.id_for(role, options.key);
    ui.record(id, role, "", rect, when(options.is_assertive, State::Assertive));
    const float icon = theme.type.body.size * 1.375F;
    const float padding = theme.space.lg - 2;
    const float indent = padding + icon + theme.space.md;
    const Rect column{rect.x + indent, rect.y + padding, rect.width - indent - padding, 0};

    // The height is needed before the ground is drawn, and only text and one button are on it.
    const float title_height =
        options.title.empty() ? 0 : ui.fonts().measure(theme.type.body_strong, options.title, column.width).height;
    const float text_height =
        options.text.empty() ? 0 : ui.fonts().measure(theme.type.body, options.text, column.width).height;
    const float action_height = options.action_label.empty() ? 0 : theme.touch_target + theme.space.xs;
    rect.height = title_height + text_height + action_height + 2 * padding - (action_height > 0 ? theme.space.xs : 0);
    fill_rect(rect, colors.soft, theme.radius);
    fill_rect({rect.x, rect.y + theme.radius, 3, std::max(0.0F, rect.height - 2 * theme.radius)}, colors.solid, 1.5F);
    paint_icon(tone_icon(options.tone),
               {rect.x + padding, column.y + (theme.type.body.line_height - icon) / 2, icon, icon}, colors.text);

    bool is_pressed = false;
    const NodeScope scope(ui, id);
    ui.push_flow(column, 0);
    if (!options.title.empty()) {
        text(ui, {.text = options.title, .style = TextStyle::Strong, .tone = options.tone});
    }
    if (!options.text.empty()) {
        text(ui, {.text = options.text});
    }
    if (!options.action_label.empty()) {
        // Its label is in line with the text above it.
        ui.push_flow({column.x - theme.space.lg, ui.remaining_area().y + theme.space.xs, column.width, 0}, 0);
        is_pressed = button(
            ui, {.key = "action", .label = options.action_label, .style = ButtonStyle::Quiet, .tone = options.tone});
        ui.pop_flow();
    }
    ui.pop_flow();
    ui.node(id).rect = rect;
    ui.end_block(rect.height);
    return is_pressed;
}

void progress(Ui& ui, const ProgressOptions& options) {
    const Theme& theme = ui.theme();
    const bool is_known = options.share >= 0;
    const float share = std::clamp(options.share, 0.0F, 1.0F);
    const float label_height = options.label.empty() ? 0 : theme.type.caption.line_height + theme.space.xs;
    constexpr float thickness = 6;
    const Rect rect = ui.place(0, label_height + thickness);
    Node& node = ui.record(ui.id_for(Role::Progressbar, options.key), Role::Progressbar, options.label, rect,
                           when(!is_known, State::Busy));
    node.value = is_known ? std::to_string(static_cast<int>(std::lround(share * 100))) : "";
    paint_line(ui, theme.type.caption, {rect.x, rect.y, rect.width, theme.type.caption.line_height},
               theme.colors.text_muted, options.label);
    const Rect track{rect.x, rect.y + label_height, rect.width, thickness};
    fill_rect(track, theme.colors.surface_pressed, thickness / 2);
    if (is_known) {
        fill_rect({track.x, track.y, std::max(thickness, track.width * share), thickness}, theme.colors.accent.solid,
                  thickness / 2);
        return;
    }
    const bool is_still = theme.options.reduced_motion;
    const float phase = is_still ? 0.5F : static_cast<float>(ui.now_ms() % 1400) / 1400;
    const float width = track.width * 0.35F;
    const float x = track.x - width + (track.width + width) * phase;
    const Rect moving = Rect{x, track.y, width, thickness}.intersection(track);
    fill_rect(moving, theme.colors.accent.solid, thickness / 2);
    if (!is_still) {
        ui.request_frames(1);
    }
}

void skeleton(Ui& ui, const SkeletonOptions& options) {
    const Theme& theme = ui.theme();
    const float row_height = 64;
    const Rect rect = ui.place(0, row_height * static_cast<float>(options.rows));
    Node& node = ui.record(ui.id_for(Role::Status, options.key), Role::Status, ui.words().loading, rect, State::Busy);
    node.is_labelled_by_text = true;
    const Color bar = theme.colors.surface_pressed;
    for (int index = 0; index < options.rows; ++index) {
        const float y = rect.y + row_height * static_cast<float>(index);
        fill_circle({rect.x + 20, y + row_height / 2}, 20, bar);
        const float room = rect.width - 56;
        fill_rect({rect.x + 56, y + 16, room * (0.45F + 0.1F * static_cast<float>(index % 3)), 13}, bar, 6);
        fill_rect({rect.x + 56, y + 37, room * (0.7F - 0.12F * static_cast<float>(index % 2)), 10}, bar, 5);
    }
}

bool empty_state(Ui& ui, const EmptyStateOptions& options) {
    const Theme& theme = ui.theme();
    Rect rect = ui.begin_block();
    const NodeId id = ui.id_for(Role::Group, options.key);
    ui.record(id, Role::Group, "", rect);
    const NodeScope scope(ui, id);
    constexpr float widest = 380;
    const float width = std::min(rect.width, widest * theme.options.text_scale);
    bool is_pressed = false;
    ui.push_flow({rect.x + (rect.width - width) / 2, rect.y + theme.space.xl, width, 0}, theme.space.sm, Align::Center);
    if (options.icon != Icon::None) {
        const Rect disc = ui.place(72, 72);
        fill_circle(disc.center(), 36, theme.colors.accent.soft);
        paint_icon(options.icon, disc.inset(20), theme.colors.accent.text);
        ui.add_space(theme.space.sm);
    }
    const auto centred = [&](std::string_view words, const TypeStyle& style, Color color, Role role, int level) {
        const Rect at = ui.place(width, ui.fonts().measure(style, words, width).height);
        Node& node = ui.record(ui.id_for(role, ""), role, words, at);
        node.level = level;
        node.is_labelled_by_text = true;
        paint_text(ui, style, {at.x, at.y}, color, words, width, 0.5F);
    };
    centred(options.title, theme.type.heading2, theme.colors.text, Role::Heading, options.level);
    if (!options.text.empty()) {
        centred(options.text, theme.type.body, theme.colors.text_muted, Role::Text, 0);
    }
    if (!options.action_label.empty()) {
        ui.add_space(theme.space.md);
        is_pressed = button(ui, {.key = "action", .label = options.action_label, .style = options.action_style});
    }
    rect.height = ui.pop_flow().height + 2 * theme.space.xl;
    ui.node(id).rect = rect;
    ui.end_block(rect.height);
    return is_pressed;
}

}  // namespace portail::ui
