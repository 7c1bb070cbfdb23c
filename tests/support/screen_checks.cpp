#include "tests/support/screen_checks.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "shared/ui/theme.h"

namespace portail::ui {
namespace {

struct Triangle {
    std::array<ImVec2, 3> corners;
    std::array<Color, 3> colors;
    ImRect clip_box;
};

Color unpacked(ImU32 packed) {
    return {
        static_cast<std::uint8_t>(packed >> IM_COL32_R_SHIFT), static_cast<std::uint8_t>(packed >> IM_COL32_G_SHIFT),
        static_cast<std::uint8_t>(packed >> IM_COL32_B_SHIFT), static_cast<std::uint8_t>(packed >> IM_COL32_A_SHIFT)};
}

Color over(Color top, Color ground) {
    const auto blend = [&](std::uint8_t a, std::uint8_t b) {
        return static_cast<std::uint8_t>(std::lround((a * top.alpha + b * (255 - top.alpha)) / 255.0));
    };
    return {blend(top.red, ground.red), blend(top.green, ground.green), blend(top.blue, ground.blue), 255};
}

/// The colour of the triangle at a point; fully transparent outside it.
Color color_at(const Triangle& triangle, ImVec2 point) {
    const auto& [a, b, c] = triangle.corners;
    const float area = (b.y - c.y) * (a.x - c.x) + (c.x - b.x) * (a.y - c.y);
    if (area == 0 || !triangle.clip_box.Contains(point)) return {0, 0, 0, 0};
    const float in_a = ((b.y - c.y) * (point.x - c.x) + (c.x - b.x) * (point.y - c.y)) / area;
    const float in_b = ((c.y - a.y) * (point.x - c.x) + (a.x - c.x) * (point.y - c.y)) / area;
    const float in_c = 1 - in_a - in_b;
    if (in_a < 0 || in_b < 0 || in_c < 0) return {0, 0, 0, 0};
    Color color = triangle.colors[0];
    color.alpha = static_cast<std::uint8_t>(std::lround(
        in_a * triangle.colors[0].alpha + in_b * triangle.colors[1].alpha + in_c * triangle.colors[2].alpha));
    return color;
}

bool is_of_a_letter(const ImDrawVert& vertex, ImVec2 white) {
    return std::abs(vertex.uv.x - white.x) > 1e-6F || std::abs(vertex.uv.y - white.y) > 1e-6F;
}

bool says_something(const Node& node) {
    switch (node.role) {
        case Role::Root:
        case Role::Group:
        case Role::Main:
        case Role::Banner:
        case Role::Navigation:
        case Role::Complementary:
        case Role::Form:
        case Role::Search:
        case Role::ScrollArea:
        case Role::List:
        case Role::Listbox:
        case Role::Table:
        case Role::Grid:
        case Role::Row:
        case Role::GridCell:
        case Role::TabList:
        case Role::TabPanel:
        case Role::Dialog:
        case Role::Menu:
            return false;
        default:
            return !node.name.empty() || !node.value.empty();
    }
}

bool is_live(const SemanticTree& tree, const Node& node) {
    for (const Node* at = &node; at != nullptr && at->id != root_node; at = tree.find(at->parent)) {
        if (at->role == Role::Status || at->role == Role::Alert) return at->rect.is_empty();
    }
    return false;
}

/// The layer in which a node lies: the page, or the dialog around it.
NodeId layer_of(const SemanticTree& tree, const Node& node) {
    for (const Node* at = &node; at != nullptr && at->id != root_node; at = tree.find(at->parent)) {
        if (has(at->state, State::Modal)) return at->id;
    }
    return root_node;
}

}  // namespace

std::vector<PaintedLetter> painted_letters(const UiDriver& driver) {
    const ImDrawData& data = *ImGui::GetDrawData();
    const ImVec2 white = ImGui::GetIO().Fonts->TexUvWhitePixel;
    const Color page = driver.ui().theme().colors.page;
    std::vector<Triangle> painted;
    std::vector<PaintedLetter> letters;
    for (const ImDrawList* list : data.CmdLists) {
        for (const ImDrawCmd& command : list->CmdBuffer) {
            const ImRect clip(command.ClipRect.x, command.ClipRect.y, command.ClipRect.z, command.ClipRect.w);
            for (unsigned at = command.IdxOffset; at < command.IdxOffset + command.ElemCount; at += 3) {
                std::array<ImDrawVert, 3> vertices;
                for (unsigned corner = 0; corner < 3; ++corner) {
                    const ImDrawIdx index = list->IdxBuffer[static_cast<int>(at + corner)];
                    vertices[corner] = list->VtxBuffer[static_cast<int>(command.VtxOffset + index)];
                }
                if (!is_of_a_letter(vertices[0], white) && !is_of_a_letter(vertices[1], white)) {
                    Triangle triangle;
                    triangle.clip_box = clip;
                    for (unsigned corner = 0; corner < 3; ++corner) {
                        triangle.corners[corner] = vertices[corner].pos;
                        triangle.colors[corner] = unpacked(vertices[corner].col);
                    }
                    painted.push_back(triangle);
                    continue;
                }
                // A letter is two triangles; the long side of the first goes through its middle.
                at += 3;
                const ImVec2 center{(vertices[0].pos.x + vertices[2].pos.x) / 2,
                                    (vertices[0].pos.y + vertices[2].pos.y) / 2};
                if (!clip.Contains(center)) continue;
                Color ground = page;
                for (const Triangle& triangle : painted) {
                    const Color top = color_at(triangle, center);
                    if (top.alpha > 0) ground = over(top, ground);
                }
                letters.push_back({{center.x, center.y}, over(unpacked(vertices[0].col), ground), ground});
            }
        }
    }
    return letters;
}

void check_contrast(const UiDriver& driver) {
    std::set<std::pair<std::string, std::string>> listed;
    for (const ContrastPair& pair : contrast_pairs(driver.ui().theme()))
        listed.emplace(to_css(pair.foreground), to_css(pair.ground));
    std::set<std::pair<std::string, std::string>> missing;
    Point where;
    for (const PaintedLetter& letter : painted_letters(driver)) {
        const auto pair = std::pair{to_css(letter.color), to_css(letter.ground)};
        if (listed.contains(pair)) continue;
        where = letter.center;
        missing.insert(pair);
    }
    for (const auto& [color, ground] : missing) {
        FAIL_CHECK("text in " << color << " on " << ground << " is in no contrast pair (near " << where.x << ", "
                              << where.y << ")\n"
                              << driver.outline());
    }
}

void check_texts_have_nodes(const UiDriver& driver) {
    constexpr float tolerance = 6;
    std::vector<Rect> told;
    for (const Node& node : driver.tree().nodes()) {
        if (says_something(node)) told.push_back(node.rect.inset(-tolerance));
        // A group is named by the label that it begins with.
        const float label = driver.ui().theme().type.label.line_height;
        if (node.role == Role::Group && !node.name.empty()) {
            told.push_back({node.rect.x, node.rect.y, node.rect.width, std::min(node.rect.height, label)});
        }
    }
    for (const PaintedLetter& letter : painted_letters(driver)) {
        const bool is_told =
            std::any_of(told.begin(), told.end(), [&](const Rect& rect) { return rect.contains(letter.center); });
        if (is_told) continue;
        FAIL_CHECK("text is painted at " << letter.center.x << ", " << letter.center.y << " that no node says\n"
                                         << driver.outline());
        return;
    }
}

void check_layout(const UiDriver& driver) {
    constexpr float tolerance = 1.5F;
    const SemanticTree& tree = driver.tree();
    std::map<NodeId, std::vector<const Node*>> layers;
    for (const Node& node : tree.nodes()) {
        const bool is_skip_link = node.role == Role::Link && node.key == "skip";
        if (!says_something(node) || node.rect.is_empty() || is_skip_link || is_live(tree, node)) continue;
        CAPTURE(tree.path(node.id), node.name, node.rect.x, node.rect.y, node.rect.width, node.rect.height);
        // What goes beyond its area to the side cannot be reached: nothing scrolls there. A scroll bar may lie over an
        // edge.
        CHECK(node.rect.x >= node.clip.x - tolerance);
        CHECK(node.rect.right() <= node.clip.right() + ImGui::GetStyle().ScrollbarSize + tolerance);
        layers[layer_of(tree, node)].push_back(&node);
    }
    for (const auto& [layer, nodes] : layers) {
        for (std::size_t one = 0; one < nodes.size(); ++one) {
            for (std::size_t other = one + 1; other < nodes.size(); ++other) {
                const Node& a = *nodes[one];
                const Node& b = *nodes[other];
                if (tree.is_within(a.id, b.id) || tree.is_within(b.id, a.id)) continue;
                const Rect seen_a = a.rect.intersection(a.clip);
                const Rect seen_b = b.rect.intersection(b.clip);
                const Rect common = seen_a.intersection(seen_b);
                if (common.width <= tolerance || common.height <= tolerance) continue;
                FAIL_CHECK("\"" << a.name << "\" and \"" << b.name << "\" overlap by " << common.width << " × "
                                << common.height << "\n"
                                << driver.outline());
            }
        }
    }
}

void check_order(const UiDriver& driver) {
    constexpr float tolerance = 2;
    const SemanticTree& tree = driver.tree();
    const auto area_of = [&](const Node& node) {
        for (const Node* at = tree.find(node.parent); at != nullptr; at = tree.find(at->parent)) {
            if (at->role == Role::Main || at->role == Role::ScrollArea || at->role == Role::Navigation ||
                at->role == Role::Banner || at->id == root_node) {
                return at->id;
            }
        }
        return root_node;
    };
    const Node* before = nullptr;
    for (const Node& node : tree.nodes()) {
        if (!has(node.state, State::Focusable) || !node.is_enabled() || has(node.state, State::Skipped)) continue;
        const Node* const last = std::exchange(before, &node);
        if (last == nullptr || area_of(*last) != area_of(node) || tree.is_within(node.id, last->id)) continue;
        const bool is_above = node.rect.bottom() <= last->rect.y + tolerance;
        const bool is_in_line =
            node.rect.y < last->rect.bottom() - tolerance && last->rect.y < node.rect.bottom() - tolerance;
        const bool is_beyond = node.rect.x >= last->rect.right() - tolerance;  // the next column
        if ((is_above && !is_beyond) || (is_in_line && node.rect.right() <= last->rect.x + tolerance)) {
            FAIL_CHECK("Tab goes from \"" << last->name << "\" back to \"" << node.name << "\"\n" << driver.outline());
        }
    }
}

}  // namespace portail::ui
