#include "shared/ui/widgets/layout.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "shared/ui/paint.h"
#include "shared/ui/widgets/scope.h"

namespace portail::ui {

namespace {

constexpr ImGuiWindowFlags bare_window = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                         ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse;

constexpr int has_bars_slot = 0;

bool has_bars(const SemanticTree& tree) {
    return std::any_of(tree.nodes().begin(), tree.nodes().end(),
                       [](const Node& node) { return node.role == Role::Banner || node.role == Role::Navigation; });
}

/// The first stop of the keyboard: past the bars to what the page is about. Seen only while it has the focus.
void skip_link(Ui& ui, FunctionRef<void()> rest_of_page) {
    const Theme& theme = ui.theme();
    const std::string& label = ui.words().skip_to_content;
    const Size size = ui.fonts().measure(theme.type.label, label);
    const NodeId id = ui.id_for(Role::Link, "skip");
    const bool is_seen = ui.focused() == id && ui.focus_is_visible();
    const float width = size.width + 2 * theme.space.lg;
    // Beyond the edge while nobody sees it: it must not lie over what can be pressed.
    const Rect rect{is_seen ? theme.space.sm : -2 * width, theme.space.sm, width, theme.touch_target};
    Node& node = ui.record(id, Role::Link, label, rect, State::Focusable);
    node.href = "#main";
    node.is_labelled_by_text = true;
    rest_of_page();
    if (ui.take_action(id, ActionKind::Press)) {
        const std::vector<Node>& nodes = ui.tree().nodes();
        const auto main =
            std::find_if(nodes.begin(), nodes.end(), [](const Node& other) { return other.role == Role::Main; });
        if (main != nodes.end()) ui.focus_node(main->id, false);
    }
    if (is_seen) {
        fill_rect(rect, theme.colors.surface, theme.radius_small);
        stroke_rect(rect, theme.colors.accent.solid, theme.radius_small, theme.stroke);
        paint_line(ui, theme.type.label, rect, theme.colors.accent.text, label, 0.5F);
        ui.draw_focus_ring(rect, theme.radius_small);
    }
}

}  // namespace

void page(Ui& ui, const PageOptions& options, Body body) {
    const Rect screen{0, 0, ui.screen().width, ui.screen().height};
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({screen.width, screen.height});
    ImGui::Begin("##page", nullptr, bare_window);
    const NodeId id = ui.id_for(Role::Group, options.key);
    ui.record(id, Role::Group, "", screen);
    if (!options.is_passing) ui.set_view(id);
    NodeScope scope(ui, id);
    ui.push_flow(screen, 0);
    ui.remember_layout(id, has_bars_slot, has_bars(ui.tree()) ? 1 : 0);
    if (ui.remembered(id, has_bars_slot) > 0) {
        skip_link(ui, body);
    } else {
        body();
    }
    ui.pop_flow();
    ImGui::End();
}

void scroll_area_in(Ui& ui, NodeId id, Role role, std::string_view label, const Rect& rect, const Rect& column,
                    float gap, Body body, std::string_view subject) {
    ui.record(id, role, label, rect);
    const std::string path = ui.tree().path(id);
    ImGui::SetCursorScreenPos({rect.x, rect.y});
    if (const std::optional<float> wanted = ui.scroll_memory().wanted(id, path, subject)) {
        ImGui::SetNextWindowScroll({-1, *wanted});
    }
    ImGui::BeginChild(Ui::imgui_id(id), {rect.width, rect.height}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    const Point scroll{ImGui::GetScrollX(), ImGui::GetScrollY()};
    if (const float by = ui.take_scroll(id); by != 0) {
        ImGui::SetScrollY(std::clamp(scroll.y + by, 0.0F, ImGui::GetScrollMaxY()));
        ui.scroll_memory().let_go(path);
        ui.request_frames();
    }
    ui.node(id).scroll = scroll;
    {
        NodeScope scope(ui, id);
        ui.push_flow({column.x, column.y - scroll.y, column.width, column.height}, gap);
        body();
        // The lower margin is as high as the upper one.
        const float under_messages = role == Role::Main ? ui.covered_height(rect) : 0;
        ui.add_space(column.y - rect.y - gap + under_messages);
        ui.place(0, 0);
        ui.pop_flow();
    }
    ui.scroll_memory().drawn(id, path, scroll.y, ImGui::GetScrollMaxY());
    ImGui::EndChild();
}

void main_area(Ui& ui, const MainOptions& options, Body body) {
    const Theme& theme = ui.theme();
    const Rect area = ui.remaining_area();
    const float margin = ui.form_factor() == FormFactor::Phone ? theme.space.lg : theme.space.xl;
    Rect column = area.inset(margin);
    const float widest = options.max_width * theme.options.text_scale;
    if (options.max_width > 0 && column.width > widest) {
        column.x += std::round((column.width - widest) / 2);
        column.width = widest;
    }
    const NodeId id = ui.id_for(Role::Main, options.key);
    ui.set_pull_area(area);
    scroll_area_in(ui, id, Role::Main, "", area, column, theme.space.lg, body, options.subject);
    ui.place(0, area.height);
}

int detail_heading_level(const Ui& ui) {
    return ui.form_factor() == FormFactor::Phone ? 1 : 2;
}

void master_detail(Ui& ui, const MasterDetailOptions& options, Body master, Body detail) {
    const Theme& theme = ui.theme();
    const Rect area = ui.remaining_area();
    const NodeId id = ui.id_for(Role::Main, options.key);
    const bool is_narrow = ui.form_factor() == FormFactor::Phone;
    ui.record(id, Role::Main, "", area);
    ui.set_pull_area(area);
    NodeScope scope(ui, id);
    const float margin = is_narrow ? theme.space.lg : theme.space.xl;
    const auto part = [&](bool is_detail, std::string_view label, const Rect& rect) {
        const NodeId area_id = ui.id_for(Role::ScrollArea, is_detail ? "detail" : "master");
        if (is_narrow) ui.set_view(area_id);
        scroll_area_in(ui, area_id, Role::ScrollArea, label, rect, rect.inset(margin), theme.space.lg,
                       is_detail ? detail : master, is_detail ? options.detail_subject : options.master_subject);
    };
    if (is_narrow) {
        part(options.is_detail_open, "", area);
    } else {
        const float width = std::min(options.master_width * theme.options.text_scale, area.width * 0.45F);
        part(false, "", {area.x, area.y, width, area.height});
        draw_line({area.x + width, area.y}, {area.x + width, area.bottom()}, theme.colors.border, theme.stroke);
        part(true, options.detail_label, {area.x + width + 1, area.y, area.width - width - 1, area.height});
    }
    ui.place(0, area.height);
}

void scroll_area(Ui& ui, const ScrollAreaOptions& options, Body body) {
    const Rect left = ui.remaining_area();
    const float height = options.height > 0 ? options.height : left.height;
    const Rect rect = ui.place(0, height);
    scroll_area_in(ui, ui.id_for(Role::ScrollArea, options.key), Role::ScrollArea, options.label, rect, rect,
                   ui.theme().space.md, body);
}

void card(Ui& ui, const CardOptions& options, Body body) {
    const Theme& theme = ui.theme();
    const float padding = options.padding >= 0                    ? options.padding
                          : ui.form_factor() == FormFactor::Phone ? theme.space.lg
                                                                  : theme.space.xl - theme.space.xs;
    Rect rect = ui.begin_block();
    const NodeId id = ui.id_for(Role::Group, options.key);
    ui.record(id, Role::Group, options.label, rect);

    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImDrawListSplitter layers;
    layers.Split(list, 2);
    layers.SetCurrentChannel(list, 1);
    {
        NodeScope scope(ui, id);
        ui.push_flow(rect.inset(padding), theme.space.md);
        body();
        rect.height = ui.pop_flow().height + 2 * padding;
    }
    layers.SetCurrentChannel(list, 0);
    if (options.tone == Tone::Neutral) {
        draw_shadow(rect, theme.radius, theme.colors.shadow, 7);
        fill_rect(rect, theme.colors.surface, theme.radius);
        stroke_rect(rect, theme.colors.border, theme.radius, theme.stroke);
    } else {
        fill_rect(rect, theme.colors.tone(options.tone).soft, theme.radius);
    }
    layers.Merge(list);
    ui.node(id).rect = rect;
    ui.end_block(rect.height);
}

void row(Ui& ui, const RowOptions& options, Body body) {
    const Rect start = ui.begin_block();
    const NodeId id = ui.id_for(Role::Group, options.key);
    ui.record(id, Role::Group, "", start);
    Size size;
    {
        NodeScope scope(ui, id);
        ui.push_row(start, options.gap >= 0 ? options.gap : ui.theme().space.sm, options.align, id);
        body();
        size = ui.pop_flow();
    }
    ui.node(id).rect.height = size.height;
    ui.end_block(size.height);
}

void columns(Ui& ui, const ColumnsOptions& options, FunctionRef<void(int index)> column) {
    const Rect start = ui.begin_block();
    const float gap = options.gap >= 0 ? options.gap : ui.theme().space.lg;
    const float narrowest = options.min_width * ui.theme().options.text_scale;
    const int fitting = static_cast<int>((start.width + gap) / (narrowest + gap));
    const int across = std::clamp(fitting, 1, std::max(1, options.count));
    const float width = (start.width - gap * static_cast<float>(across - 1)) / static_cast<float>(across);
    const NodeId id = ui.id_for(Role::Group, options.key);
    ui.record(id, Role::Group, "", start);
    NodeScope scope(ui, id);
    float y = start.y;
    float line_height = 0;
    for (int index = 0; index < options.count; ++index) {
        const int place = index % across;
        if (place == 0 && index > 0) {
            y += line_height + gap;
            line_height = 0;
        }
        ui.push_flow({std::round(start.x + static_cast<float>(place) * (width + gap)), y, std::floor(width), 0},
                     ui.theme().space.md);
        column(index);
        line_height = std::max(line_height, ui.pop_flow().height);
    }
    const float height = y + line_height - start.y;
    ui.node(id).rect.height = height;
    ui.end_block(height);
}

void group(Ui& ui, const GroupOptions& options, Body body) {
    const Rect start = ui.begin_block();
    const NodeId id = ui.id_for(options.role, options.key);
    ui.record(id, options.role, options.label, start);
    float height = 0;
    {
        NodeScope scope(ui, id);
        ui.push_flow(start, options.gap >= 0 ? options.gap : ui.theme().space.md);
        body();
        height = ui.pop_flow().height;
    }
    ui.node(id).rect.height = height;
    ui.end_block(height);
}

void divider(Ui& ui) {
    const Rect rect = ui.place(0, 1);
    fill_rect(rect, ui.theme().colors.border);
}

void spacer(Ui& ui, float times) {
    ui.add_space(ui.theme().space.md * times);
}

}  // namespace portail::ui
