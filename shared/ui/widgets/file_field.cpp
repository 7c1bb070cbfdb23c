#include "shared/ui/widgets/file_field.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <utility>

#include "shared/ui/paint.h"
#include "shared/ui/widgets/button.h"
#include "shared/ui/widgets/layout.h"
#include "shared/ui/widgets/scope.h"
#include "shared/ui/widgets/text.h"

namespace portail::ui {

namespace {

constexpr float preview_side = 88;
constexpr int zone_height_slot = 0;

/// What came in, or why it is not taken.
void sort_incoming(const FileFieldOptions& options, FileInbox::Incoming incoming, FileFieldResult& result) {
    if (!incoming) {
        result.problem = incoming.error();
        return;
    }
    if (incoming->empty()) return;  // nobody chose
    const std::size_t most = options.takes_several ? platform::file_limits::files_at_once : 1;
    if (incoming->size() > most) {
        result.problem = invalid("file", "error.too_many_files", {{"limit", std::to_string(most)}});
        return;
    }
    for (const platform::FilePtr& file : *incoming) {
        if (!platform::matches_media_type(file->media_type, options.media_types)) {
            result.problem = invalid("file", "error.file_kind", {{"file", file->name}});
        } else if (file->size > platform::file_limits::bytes) {
            result.problem = platform::file_too_large();
        }
    }
    if (!result.problem) result.files = std::move(*incoming);
}

void draw_preview(Ui& ui, const FileFieldOptions& options, const Rect& box) {
    const Theme& theme = ui.theme();
    fill_rect(box, theme.colors.surface_hover, theme.radius_small);
    if (options.preview) {
        options.preview->draw(options.preview->fitted_in(box.inset(6)), 4);
        ui.record(ui.id_for(Role::Image, "preview"), Role::Image, options.held, box);
    } else {
        paint_icon(Icon::Image, box.inset(box.width * 0.32F), theme.colors.text_muted);
    }
}

platform::FileRequest request_of(const FileFieldOptions& options, bool from_camera) {
    platform::FileRequest request;
    request.media_types.assign(options.media_types.begin(), options.media_types.end());
    request.title = options.choose_label;
    request.takes_several = options.takes_several;
    request.from_camera = from_camera;
    return request;
}

void draw_buttons(Ui& ui, const FileFieldOptions& options, NodeId id, bool has_camera, FileFieldResult& result) {
    const bool is_empty = options.held.empty();
    row(ui, {.key = "actions"}, [&] {
        if (button(ui, {.key = "choose",
                        .label = options.choose_label,
                        .icon = Icon::Image,
                        .is_disabled = options.is_disabled,
                        .is_busy = options.is_busy,
                        .description = options.error.empty() ? options.help : options.error})) {
            ui.files().choose(id, request_of(options, false));
            ui.note_entered();
        }
        if (has_camera && button(ui, {.key = "camera",
                                      .label = ui.words().take_photo,
                                      .icon = Icon::Camera,
                                      .is_disabled = options.is_disabled || options.is_busy})) {
            ui.files().choose(id, request_of(options, true));
            ui.note_entered();
        }
        if (!is_empty && button(ui, {.key = "remove",
                                     .label = ui.words().remove,
                                     .style = ButtonStyle::Quiet,
                                     .icon = Icon::Trash,
                                     .is_disabled = options.is_disabled || options.is_busy})) {
            result.is_removed = true;
        }
    });
}

/// The frame with preview and buttons. Its height.
Rect draw_zone(Ui& ui, const FileFieldOptions& options, NodeId id, FileFieldResult& result) {
    const Theme& theme = ui.theme();
    const platform::FileServices* const services = ui.files().services();
    const bool has_camera = services != nullptr && services->has_camera();
    Rect zone = ui.begin_block();
    const float padding = theme.space.md;
    const float side = std::min(preview_side, zone.width * 0.3F);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImDrawListSplitter layers;
    layers.Split(list, 2);
    layers.SetCurrentChannel(list, 1);
    const float left = padding + side + theme.space.md;
    const float top = zone.y + padding;
    ui.push_flow({zone.x + left, top, zone.width - left - padding, 0}, theme.space.sm);
    draw_buttons(ui, options, id, has_camera, result);
    float& height = ui.remembered(id, zone_height_slot);  // as it was drawn last
    const bool is_over = ui.files().is_dragged_over({zone.x, zone.y, zone.width, height});
    if (is_over) {
        text(ui, {.text = ui.words().drop_now, .style = TextStyle::Caption, .tone = Tone::Accent, .key = "drop"});
    } else if (!has_camera && !options.is_disabled && !options.is_busy) {
        text(ui, {.text = ui.words().drop_or_paste, .style = TextStyle::Caption, .key = "drop"});
    }
    zone.height = height = std::max(side, ui.pop_flow().height) + 2 * padding;
    draw_preview(ui, options, {zone.x + padding, top, side, side});
    layers.SetCurrentChannel(list, 0);
    fill_rect(zone, is_over ? theme.colors.accent.soft : theme.colors.surface, theme.radius_small);
    const Color edge = !options.error.empty() ? theme.colors.danger.solid
                       : is_over              ? theme.colors.accent.solid
                                              : theme.colors.field_border;
    stroke_rect(zone, edge, theme.radius_small, is_over || !options.error.empty() ? 2 : 1);
    layers.Merge(list);
    ui.end_block(zone.height);
    return zone;
}

void draw_note(Ui& ui, const FileFieldOptions& options) {
    const Theme& theme = ui.theme();
    const std::string_view note = options.error.empty() ? options.help : options.error;
    if (note.empty()) return;
    const float indent = options.error.empty() ? 0 : 22;
    const float width = ui.available_width() - indent;
    const Rect rect = ui.place(0, ui.fonts().measure(theme.type.caption, note, width).height);
    const Color color = options.error.empty() ? theme.colors.text_muted : theme.colors.danger.text;
    if (!options.error.empty()) {
        paint_icon(Icon::Warning, {rect.x, rect.y + (theme.type.caption.line_height - 16) / 2, 16, 16}, color);
        const NodeId id = ui.id_for(Role::Alert, "error");
        ui.record(id, Role::Alert, "", rect, State::Assertive);
        const NodeScope scope(ui, id);
        ui.record(ui.id_for(Role::Text, "text"), Role::Text, note, rect).is_labelled_by_text = true;
    } else {
        ui.record(ui.id_for(Role::Text, "help"), Role::Text, note, rect).is_labelled_by_text = true;
    }
    paint_text(ui, theme.type.caption, {rect.x + indent, rect.y}, color, note, width);
}

}  // namespace

FileFieldResult file_field(Ui& ui, const FileFieldOptions& options) {
    const Theme& theme = ui.theme();
    const Rect start = ui.begin_block();
    const NodeId id = ui.id_for(Role::Group, options.key);
    ui.record(id, Role::Group, options.label, start);
    FileFieldResult result;
    Rect zone;
    {
        const NodeScope scope(ui, id);
        ui.push_flow(start, theme.space.xs + 2);
        const float width = ui.available_width() - 16;
        const Size size = ui.fonts().measure(theme.type.label, options.label, width);
        const Rect label = ui.place(0, size.height);
        paint_text(ui, theme.type.label, {label.x, label.y}, theme.colors.text, options.label, width);
        if (options.is_required) {
            paint_text(ui, theme.type.label, {label.x + size.width + 4, label.y}, theme.colors.danger.text, "*");
        }
        zone = draw_zone(ui, options, id, result);
        draw_note(ui, options);
        const float height = ui.pop_flow().height;
        ui.node(id).rect.height = height;
        ui.end_block(height);
    }
    if (options.is_disabled || options.is_busy || ui.is_blocked()) return result;
    const bool is_focused = ui.tree().is_within(ui.focused(), id);
    if (std::optional<FileInbox::Incoming> incoming = ui.files().take(id, zone, is_focused)) {
        ui.note_entered();
        sort_incoming(options, std::move(*incoming), result);
    }
    return result;
}

}  // namespace portail::ui
