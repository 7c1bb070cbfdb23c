// The focus, the keyboard, and dialogs that keep the focus in.
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <span>

#include "shared/ui/ui.h"

namespace portail::ui {

namespace {

bool can_be_reached(const Node& node) {
    return has(node.state, State::Focusable) && node.is_enabled();
}

struct WidgetKey {
    ImGuiKey key;
    const char* name;  ///< as the DOM calls it
};
constexpr WidgetKey grid_keys[] = {
    {ImGuiKey_LeftArrow, "ArrowLeft"}, {ImGuiKey_RightArrow, "ArrowRight"},
    {ImGuiKey_UpArrow, "ArrowUp"},     {ImGuiKey_DownArrow, "ArrowDown"},
    {ImGuiKey_Home, "Home"},           {ImGuiKey_End, "End"},
    {ImGuiKey_PageUp, "PageUp"},       {ImGuiKey_PageDown, "PageDown"},
};
constexpr WidgetKey combobox_keys[] = {
    {ImGuiKey_UpArrow, "ArrowUp"},
    {ImGuiKey_DownArrow, "ArrowDown"},
    {ImGuiKey_PageUp, "PageUp"},
    {ImGuiKey_PageDown, "PageDown"},
};

}  // namespace

void Ui::focus_node(NodeId id, bool is_visible) {
    m_focus_visible = is_visible && id != no_node;
    if (m_focused != id) {
        m_focused = id;
        m_focus_moved = true;
        request_frames();
    }
}

void Ui::focus(std::string_view path, bool visible) {
    m_wanted_focus = path;
    m_wanted_focus_is_visible = visible;
    request_frames();
}

void Ui::take_focus_actions() {
    std::erase_if(m_actions, [&](const Action& action) {
        if (action.kind == ActionKind::Focus) {
            focus_node(action.node, action.focus_visible);
            m_twin.note_focus_from_dom(action.node);
            return true;
        }
        if (action.kind == ActionKind::Blur) {
            if (m_focused == action.node) {
                focus_node(no_node, false);
                m_twin.note_focus_from_dom(no_node);
            }
            return false;  // its field asks too
        }
        if (action.kind == ActionKind::Dismiss) {
            m_escape = true;
            return true;
        }
        return false;
    });
}

void Ui::handle_keys() {
    m_escape = m_escape || ImGui::IsKeyPressed(ImGuiKey_Escape, false);
    if (has_twin()) {
        return;  // the page's own focus, which comes back as actions
    }
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsKeyPressed(ImGuiKey_Tab, true) && !io.KeyCtrl && !io.KeyAlt) {
        move_focus(io.KeyShift ? -1 : 1);
    }
    handle_shortcut_keys();
    const Node* const node = m_tree.find(m_focused);
    const auto pass_on = [&](std::span<const WidgetKey> keys) {
        for (const WidgetKey& key : keys) {
            if (ImGui::IsKeyPressed(key.key)) {
                m_actions.push_back({.node = m_focused, .kind = ActionKind::Key, .value = key.name});
            }
        }
    };
    if (node != nullptr && node->role == Role::TextField) {
        if (node->input.popup != no_node) pass_on(combobox_keys);
        return;
    }
    const Node* const around = node != nullptr ? m_tree.find(node->parent) : nullptr;
    const bool is_in_grid = around != nullptr && around->role == Role::GridCell;
    if (is_in_grid) pass_on(grid_keys);
    constexpr float whole_page = 1000;  // more than any area holds
    if (!is_in_grid)
        scroll_by_key((ImGui::IsKeyPressed(ImGuiKey_PageDown) ? 0.85F : 0) -
                      (ImGui::IsKeyPressed(ImGuiKey_PageUp) ? 0.85F : 0) +
                      (ImGui::IsKeyPressed(ImGuiKey_End) ? whole_page : 0) -
                      (ImGui::IsKeyPressed(ImGuiKey_Home) ? whole_page : 0));
    if (node == nullptr) {
        return;
    }
    const bool is_enter =
        ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
    const bool is_space = ImGui::IsKeyPressed(ImGuiKey_Space, false);
    if (is_enter || (is_space && node->role != Role::Link)) {
        m_actions.push_back({.node = m_focused, .kind = ActionKind::Press});
    }
    const bool is_back = ImGui::IsKeyPressed(ImGuiKey_LeftArrow) || ImGui::IsKeyPressed(ImGuiKey_UpArrow);
    const bool is_forth = ImGui::IsKeyPressed(ImGuiKey_RightArrow) || ImGui::IsKeyPressed(ImGuiKey_DownArrow);
    if (is_back || is_forth) {
        step_among_siblings(*node, is_back ? -1 : 1);
    }
}

void Ui::step_among_siblings(const Node& node, int direction) {
    if (node.role != Role::Radio && node.role != Role::Tab && node.role != Role::Option) {
        return;
    }
    std::vector<NodeId> siblings;
    for (const Node& other : m_tree.nodes()) {
        if (other.parent == node.parent && other.role == node.role && can_be_reached(other)) {
            siblings.push_back(other.id);
        }
    }
    const auto count = static_cast<int>(siblings.size());
    const auto here = static_cast<int>(std::find(siblings.begin(), siblings.end(), node.id) - siblings.begin());
    const NodeId next = siblings[static_cast<std::size_t>((here + direction + count) % count)];
    focus_node(next, true);
    if (node.role != Role::Option) {
        m_actions.push_back({.node = next, .kind = ActionKind::Press});
    }
}

void Ui::scroll_by_key(float pages) {
    if (pages == 0) {
        return;
    }
    // The area around the focus, or else the last one of the topmost layer.
    const NodeId scope = m_modals.empty() ? root_node : m_modals.back().id;
    const Node* area = nullptr;
    for (const Node& node : m_tree.nodes()) {
        if ((node.role == Role::Main || node.role == Role::ScrollArea) && m_tree.is_within(node.id, scope)) {
            area = area == nullptr || !m_tree.is_within(m_focused, area->id) || m_tree.is_within(m_focused, node.id)
                       ? &node
                       : area;
        }
    }
    if (area != nullptr) {
        m_actions.push_back(
            {.node = area->id, .kind = ActionKind::Scroll, .value = std::to_string(pages * area->rect.height)});
    }
}

void Ui::move_focus(int direction) {
    const NodeId scope = m_modals.empty() ? root_node : m_modals.back().id;
    std::vector<NodeId> reachable;
    std::size_t before = 0;  // how many come before the focus, which may be on a heading
    bool is_at_one = false;
    bool is_passed = false;
    for (const Node& node : m_tree.nodes()) {
        const bool is_focused = node.id == m_focused;
        if (is_focused) {
            before = reachable.size();
            is_passed = true;
        }
        if (can_be_reached(node) && !has(node.state, State::Skipped) && m_tree.is_within(node.id, scope)) {
            is_at_one = is_at_one || is_focused;
            reachable.push_back(node.id);
        }
    }
    if (reachable.empty()) {
        return;
    }
    const std::size_t count = reachable.size();
    std::size_t index = direction > 0 ? 0 : count - 1;
    if (is_passed) {
        index = direction > 0 ? (before + (is_at_one ? 1 : 0)) % count : (before + count - 1) % count;
    }
    focus_node(reachable[index], true);
    m_focus_visible = true;
}

bool Ui::enter_modal(NodeId id) {
    m_modal_scope.push_back(id);
    const auto found =
        std::find_if(m_modals.begin(), m_modals.end(), [&](const Modal& modal) { return modal.id == id; });
    if (found != m_modals.end()) {
        found->seen_in_frame = m_frame;
        return true;
    }
    m_modals.push_back({.id = id, .gave_focus = m_focused, .seen_in_frame = m_frame});
    m_wants_first_in = id;
    request_frames();
    return false;
}

bool Ui::is_blocked() const {
    return !m_modals.empty() && (m_modal_scope.empty() || m_modal_scope.back() != m_modals.back().id);
}

void Ui::end_modals() {
    while (!m_modals.empty() && m_modals.back().seen_in_frame != m_frame) {
        const Modal closed = m_modals.back();
        m_modals.pop_back();
        if (m_tree.find(closed.gave_focus) != nullptr) {
            focus_node(closed.gave_focus, m_focus_visible);
        }
        request_frames();
    }
}

void Ui::scroll_into_view(const Rect& rect) {
    ImGuiWindow* const window = GImGui->CurrentWindow;
    const float margin = m_theme.space.lg;
    m_scroll.restore({});
    const Rect padded = rect.inset(-margin);
    ImGui::ScrollToRect(window, ImRect(padded.x, padded.y, padded.right(), padded.bottom()),
                        ImGuiScrollFlags_KeepVisibleEdgeY | ImGuiScrollFlags_KeepVisibleEdgeX);
    request_frames();
}

}  // namespace portail::ui
