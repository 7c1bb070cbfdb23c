// Tables and tabs (declared in list.h).
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "shared/ui/paint.h"
#include "shared/ui/widgets/list.h"
#include "shared/ui/widgets/scope.h"

namespace portail::ui {

namespace {

float align_share(Align align) {
    return align == Align::Start ? 0.0F : align == Align::Center ? 0.5F : 1.0F;
}

std::vector<Rect> column_rects(const Rect& row, std::span<const TableColumn> columns, float padding) {
    float weights = 0;
    for (const TableColumn& column : columns) {
        weights += column.weight;
    }
    std::vector<Rect> rects;
    float x = row.x;
    for (const TableColumn& column : columns) {
        const float width = row.width * column.weight / weights;
        rects.push_back({x + padding, row.y, width - 2 * padding, row.height});
        x += width;
    }
    return rects;
}

void draw_cell(const Ui& ui, const Rect& rect, const TableCell& cell, Align align, bool is_header) {
    const Theme& theme = ui.theme();
    if (cell.is_badge && !cell.text.empty()) {
        const Size size = badge_size(ui, cell.text);
        const float x = rect.x + std::max(0.0F, rect.width - size.width) * align_share(align);
        draw_badge(ui, {x, rect.center().y - size.height / 2, std::min(size.width, rect.width), size.height}, cell.text,
                   cell.tone);
        return;
    }
    const Color color = cell.tone == Tone::Neutral ? theme.colors.text : theme.colors.tone(cell.tone).text;
    paint_line(ui, is_header ? theme.type.body_strong : theme.type.body, rect, color, cell.text, align_share(align));
}

void draw_header(Ui& ui, const Rect& rect, std::span<const TableColumn> columns, float padding) {
    const Theme& theme = ui.theme();
    const NodeId id = ui.id_for(Role::Row, "header");
    ui.record(id, Role::Row, "", rect);
    const NodeScope scope(ui, id);
    const std::vector<Rect> cells = column_rects(rect, columns, padding);
    const TypeStyle style{theme.type.caption.size, theme.type.caption.line_height, Weight::SemiBold};
    for (std::size_t index = 0; index < columns.size(); ++index) {
        ui.record(ui.id_for(Role::ColumnHeader, ""), Role::ColumnHeader, columns[index].label, cells[index])
            .is_labelled_by_text = true;
        paint_line(ui, style, cells[index], theme.colors.text_muted, columns[index].label,
                   align_share(columns[index].align));
    }
    draw_line({rect.x, rect.bottom()}, {rect.right(), rect.bottom()}, theme.colors.border, theme.stroke);
}

/// True when the row was pressed.
bool draw_row(Ui& ui, const Rect& rect, std::string_view key, std::size_t index, const TableOptions& options,
              std::span<const TableColumn> columns, std::span<const TableCell> cells, float padding) {
    const Theme& theme = ui.theme();
    const NodeId row_id = ui.id_for(Role::Row, key);
    ui.number_next(static_cast<int>(index) + 2, static_cast<int>(options.row_count) + 1);  // the header is row 1
    ui.record(row_id, Role::Row, "", rect);
    const NodeScope scope(ui, row_id);
    const std::vector<Rect> rects = column_rects(rect, columns, padding);
    Ui::Interaction state;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const bool is_header = column == 0;
        const Role role = is_header ? Role::RowHeader : Role::Cell;
        const NodeId cell_id = ui.id_for(role, "");
        const bool is_button = is_header && options.are_rows_pressable;
        ui.record(cell_id, role, is_button ? "" : cells[column].text, rects[column]).is_labelled_by_text = true;
        if (is_button) {
            const NodeScope cell(ui, cell_id);
            const NodeId id = ui.id_for(Role::Button, "open");
            state = ui.interact(id, rect);
            ui.record(id, Role::Button, cells[column].text, rect, State::Focusable).is_labelled_by_text = true;
        }
    }
    if (state.is_held || state.is_hovered) {
        fill_rect(rect.inset(theme.space.xs, 2),
                  state.is_held ? theme.colors.surface_pressed : theme.colors.surface_hover, theme.radius_small);
    }
    if (index > 0) {
        draw_line({rect.x + padding, rect.y}, {rect.right() - padding, rect.y}, theme.colors.border, theme.stroke);
    }
    for (std::size_t column = 0; column < columns.size(); ++column) {
        draw_cell(ui, rects[column], cells[column], columns[column].align, column == 0);
    }
    if (state.is_focused) {
        ui.draw_focus_ring(rect.inset(theme.space.xs, 2), theme.radius_small);
    }
    return state.is_pressed;
}

}  // namespace

std::optional<std::size_t> table(Ui& ui, const TableOptions& options, std::span<const TableColumn> columns,
                                 FunctionRef<std::string_view(std::size_t row, std::span<TableCell> cells)> fill) {
    const Theme& theme = ui.theme();
    const float row_height = std::max(theme.touch_target + 4, theme.type.body.line_height + 2 * theme.space.md);
    const float header_height = theme.touch_target;
    const float padding = theme.space.md;
    const Rect all = ui.place(0, header_height + row_height * static_cast<float>(options.row_count));
    draw_shadow(all, theme.radius, theme.colors.shadow, 7);
    fill_rect(all, theme.colors.surface, theme.radius);
    stroke_rect(all, theme.colors.border, theme.radius, theme.stroke);

    const NodeId id = ui.id_for(Role::Table, options.key);
    ui.record(id, Role::Table, options.label, all).set_size = static_cast<int>(options.row_count) + 1;
    const NodeScope scope(ui, id);
    const Rect inner = all.inset(theme.space.xs, 0);
    draw_header(ui, {inner.x, all.y, inner.width, header_height}, columns, padding);

    std::optional<std::size_t> pressed;
    std::vector<TableCell> cells(columns.size());
    const ImRect& clip = GImGui->CurrentWindow->ClipRect;
    const float top = all.y + header_height;
    const auto row_at = [&](float y) {
        return static_cast<std::size_t>(
            std::clamp((y - top) / row_height, 0.0F, static_cast<float>(options.row_count)));
    };
    constexpr std::size_t margin = 3;
    const std::size_t first = row_at(clip.Min.y) > margin ? row_at(clip.Min.y) - margin : 0;
    const std::size_t last = std::min(options.row_count, row_at(clip.Max.y) + 1 + margin);
    for (std::size_t index = first; index < last; ++index) {
        std::fill(cells.begin(), cells.end(), TableCell{});
        const std::string_view key = fill(index, cells);
        const Rect rect{inner.x, top + row_height * static_cast<float>(index), inner.width, row_height};
        if (draw_row(ui, rect, key, index, options, columns, cells, padding)) {
            pressed = index;
        }
    }
    return pressed;
}

namespace {

/// Of each tab within the bar: on as many lines as they need.
std::vector<Rect> tab_places(Ui& ui, std::span<const std::string_view> labels) {
    const Theme& theme = ui.theme();
    const float widest = ui.available_width();
    std::vector<Rect> places;
    places.reserve(labels.size());
    float x = 0;
    float y = 0;
    for (const std::string_view label : labels) {
        const float width = std::min(widest, ui.fonts().measure(theme.type.label, label).width + 2 * theme.space.md);
        if (x > 0 && x + width > widest) {
            x = 0;
            y += theme.touch_target;
        }
        places.push_back({x, y, width, theme.touch_target});
        x += width;
    }
    return places;
}

}  // namespace

bool tabs(Ui& ui, const TabsOptions& options, std::span<const std::string_view> labels, std::size_t& active,
          FunctionRef<void(std::size_t active)> panel) {
    const Theme& theme = ui.theme();
    const std::vector<Rect> places = tab_places(ui, labels);
    const Rect bar = ui.place(0, places.empty() ? 0 : places.back().bottom());
    const NodeId list_id = ui.id_for(Role::TabList, options.key);
    ui.record(list_id, Role::TabList, options.label, bar);
    const std::size_t before = active;
    draw_line({bar.x, bar.bottom()}, {bar.right(), bar.bottom()}, theme.colors.border, theme.stroke);
    {
        const NodeScope scope(ui, list_id);
        for (std::size_t index = 0; index < labels.size(); ++index) {
            Rect rect = places[index];
            rect.x += bar.x;
            rect.y += bar.y;
            const NodeId id = ui.id_for(Role::Tab, std::to_string(index));
            const Ui::Interaction state = ui.interact(id, rect);
            if (state.is_pressed) {
                active = index;
            }
            const bool is_active = active == index;
            ui.record(id, Role::Tab, labels[index], rect, State::Focusable | when(is_active, State::Selected))
                .is_labelled_by_text = true;
            if (state.is_hovered || state.is_held) {
                fill_rect(rect.inset(2, 4), theme.colors.surface_hover, theme.radius_small);
            }
            paint_line(ui, theme.type.label, rect.inset(theme.space.xs, 0),
                       is_active ? theme.colors.accent.text : theme.colors.text_muted, labels[index], 0.5F);
            if (is_active) {
                fill_rect({rect.x + theme.space.sm, rect.bottom() - 2, rect.width - 2 * theme.space.sm, 3},
                          theme.colors.accent.solid, 1.5F);
            }
            if (state.is_focused) {
                ui.draw_focus_ring(rect.inset(3), theme.radius_small);
            }
        }
    }
    const Rect start = ui.begin_block();
    const std::string panel_key = std::string(options.key) + "_panel";
    const NodeId panel_id = ui.id_for(Role::TabPanel, panel_key);
    ui.record(panel_id, Role::TabPanel, active < labels.size() ? labels[active] : std::string_view(), start);
    float height = 0;
    {
        const NodeScope scope(ui, panel_id);
        ui.push_flow(start, theme.space.lg);
        panel(active);
        height = ui.pop_flow().height;
    }
    ui.node(panel_id).rect.height = height;
    ui.end_block(height);
    return active != before;
}

}  // namespace portail::ui
