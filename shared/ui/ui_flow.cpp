// The flow: where the next widget goes.
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "shared/ui/ui.h"

namespace portail::ui {

namespace {

// A row remembers each line's width and height from one frame to the next, to align it.
constexpr int line_width_slot = 0;
constexpr int line_height_slot = 1000;

float start_of(Align align, float room) {
    const float spare = std::max(0.0F, room);
    return align == Align::Start ? 0 : align == Align::Center ? spare / 2 : spare;
}

}  // namespace

float Ui::available_width() const {
    const Flow& flow = m_flows.back();
    return flow.is_row && flow.items_in_line > 0 ? std::max(0.0F, flow.area.width - flow.line_width - flow.gap)
                                                 : flow.area.width;
}

Rect Ui::remaining_area() const {
    const Flow& flow = m_flows.back();
    const float top = flow.is_empty ? flow.cursor.y : flow.cursor.y + flow.gap;
    return {flow.area.x, top, flow.area.width, std::max(0.0F, flow.area.bottom() - top)};
}

Rect Ui::place(float width, float height) {
    Flow& flow = m_flows.back();
    if (flow.is_row) {
        return place_in_row(flow, width, height);
    }
    if (!flow.is_empty) {
        flow.cursor.y += flow.gap;
    }
    flow.is_empty = false;
    const float taken = width <= 0 ? flow.area.width : std::min(width, flow.area.width);
    const Rect rect{std::round(flow.area.x + start_of(flow.align, flow.area.width - taken)), std::round(flow.cursor.y),
                    taken, height};
    flow.cursor.y += height;
    extend(flow, rect);
    return rect;
}

Rect Ui::place_in_row(Flow& flow, float width, float height) {
    float taken = width <= 0 ? available_width() : std::min(width, flow.area.width);
    if (flow.items_in_line > 0 && flow.line_width + flow.gap + taken > flow.area.width + 0.5F) {
        finish_line(flow);
        ++flow.line;
        flow.cursor.y += flow.line_height + flow.gap;
        flow.line_height = 0;
        flow.line_width = 0;
        flow.items_in_line = 0;
        taken = width <= 0 ? flow.area.width : taken;
    }
    if (flow.items_in_line == 0) {
        const float line_width = remembered(flow.row_id, line_width_slot + flow.line, taken);
        flow.cursor.x = flow.area.x + start_of(flow.align, flow.area.width - line_width);
    } else {
        flow.cursor.x += flow.gap;
        flow.line_width += flow.gap;
    }
    const float line_height = remembered(flow.row_id, line_height_slot + flow.line, height);
    const Rect rect{std::round(flow.cursor.x), std::round(flow.cursor.y + std::max(0.0F, line_height - height) / 2),
                    taken, height};
    flow.cursor.x += taken;
    flow.line_width += taken;
    flow.line_height = std::max(flow.line_height, height);
    flow.is_empty = false;
    ++flow.items_in_line;
    extend(flow, rect);
    return rect;
}

void Ui::finish_line(Flow& flow) {
    remember_layout(flow.row_id, line_width_slot + flow.line, flow.line_width);
    remember_layout(flow.row_id, line_height_slot + flow.line, flow.line_height);
}

void Ui::extend(Flow& flow, const Rect& rect) {
    flow.extent_right = std::max(flow.extent_right, rect.right());
    flow.extent_bottom = std::max(flow.extent_bottom, rect.bottom());
    // This is how a scroll area learns how far it can be scrolled.
    if (ImGuiWindow* const window = GImGui->CurrentWindow) {
        window->DC.CursorMaxPos = ImMax(window->DC.CursorMaxPos, ImVec2(rect.right(), rect.bottom()));
        window->DC.IdealMaxPos = ImMax(window->DC.IdealMaxPos, ImVec2(rect.right(), rect.bottom()));
    }
}

Rect Ui::begin_block() {
    Flow& flow = m_flows.back();
    if (flow.is_row) {
        // As a column of its own, as wide as what is left of the line.
        return place_in_row(flow, 0, 0);
    }
    return place(0, 0);
}

void Ui::end_block(float height) {
    Flow& flow = m_flows.back();
    if (flow.is_row) {
        flow.line_height = std::max(flow.line_height, height);
        extend(flow, {flow.area.x, flow.cursor.y, 0, height});
        return;
    }
    extend(flow, {flow.area.x, flow.cursor.y, flow.area.width, height});
    flow.cursor.y += height;
}

void Ui::add_space(float amount) {
    Flow& flow = m_flows.back();
    if (flow.is_row) {
        flow.cursor.x += amount;
    } else {
        flow.cursor.y += amount;
    }
}

void Ui::push_flow(const Rect& area, float gap, Align align) {
    m_flows.push_back({.area = area,
                       .gap = gap,
                       .cursor = {area.x, area.y},
                       .extent_right = area.x,
                       .extent_bottom = area.y,
                       .align = align});
}

void Ui::push_row(const Rect& area, float gap, Align align, NodeId id) {
    push_flow(area, gap, align);
    m_flows.back().is_row = true;
    m_flows.back().row_id = id;
}

Size Ui::pop_flow() {
    Flow& flow = m_flows.back();
    float bottom = flow.extent_bottom;
    if (!flow.is_row) {
        bottom = std::max(bottom, flow.cursor.y);
    } else if (flow.items_in_line > 0) {
        finish_line(flow);
        bottom = std::max(bottom, flow.cursor.y + flow.line_height);
    }
    const Size size{flow.extent_right - flow.area.x, bottom - flow.area.y};
    m_flows.pop_back();
    return size;
}

Rect Ui::take_left(float amount) {
    Flow& flow = m_flows.back();
    const Rect taken{flow.area.x, flow.cursor.y, amount, flow.area.bottom() - flow.cursor.y};
    flow.area.x += amount;
    flow.area.width -= amount;
    return taken;
}

Rect Ui::take_bottom(float amount) {
    Flow& flow = m_flows.back();
    flow.area.height -= amount;
    return {flow.area.x, flow.area.bottom(), flow.area.width, amount};
}

}  // namespace portail::ui
