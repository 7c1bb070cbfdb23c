#include "shared/ui/ui.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <utility>

#include "shared/ui/paint.h"

namespace portail::ui {

Ui::Ui(UiHost host) : m_host(std::move(host)) {
    m_fonts.load();
    if (m_host.system_text != nullptr) m_fonts.use_system_text(*m_host.system_text);
    set_theme({});
}

void Ui::set_theme(const ThemeOptions& options) {
    m_theme = Theme::make(options);
    apply_to_imgui(m_theme);
    m_twin.set_theme(m_theme);
    request_frames();
}

void Ui::set_words(Words words) {
    m_words = std::move(words);
    request_frames();
}

void Ui::set_brand(Brand brand) {
    m_brand = std::move(brand);
    request_frames();
}

void Ui::set_mirror(std::function<void(std::string_view)> mirror) {
    m_host.mirror = std::move(mirror);
    mirror_everything();
}

void Ui::begin_frame(const FrameInput& input) {
    // What was in sight may be under the soft keyboard now.
    if (input.size.height < m_screen.height) m_focus_moved = true;
    m_screen = input.size;
    m_now_ms = input.now_ms;
    ++m_frame;
    m_fonts.set_pixel_ratio(ImGui::GetIO().DisplayFramebufferScale.x);
    m_actions = std::exchange(m_queued, {});
    m_auto_keys.clear();
    m_open = {root_node};
    m_flows.clear();
    m_flows.push_back({.area = {0, 0, m_screen.width, m_screen.height}});
    m_tree.begin_frame({0, 0, m_screen.width, m_screen.height});
    m_files.begin_frame();
    if (m_textures.begin_frame()) request_frames(1);
    m_scroll.begin_frame();
    m_drafts.begin_frame();
    take_focus_actions();
    take_shortcut_actions();
    handle_keys();
    if (m_touch.update(m_now_ms, m_theme.options.reduced_motion)) {
        request_frames(1);
    }
    if (m_touch.cancels_press() || ImGui::GetIO().MouseWheel != 0) {
        m_scroll.restore({});  // from now on the person says where things stand
    }
}

void Ui::note_unfit(std::string_view text, float room, float needed) const {
    m_noting_unfit.push_back({open_id(), std::string{text}, room, needed});
}

void Ui::end_frame() {
    m_unfit.swap(m_noting_unfit);
    m_noting_unfit.clear();
    assert(m_open.size() == 1 && m_flows.size() == 1 && m_modal_scope.empty());
    m_pull_refresh.draw(*this, m_touch, m_modals.empty());
    m_toasts.draw(*this);
    m_files.end_frame();
    draw_announcement();
    m_tree.end_frame();
    end_modals();
    follow_view();
    replace_lost_focus();
    resolve_wanted_focus();
    if (has_twin()) {
        const std::string patches = m_twin.encode(m_tree, m_focused, m_focus_visible);
        if (!patches.empty()) {
            m_host.mirror(patches);
        }
    }
}

void Ui::queue(Action action) {
    if (action.kind == ActionKind::SetValue) {
        m_twin.note_value_from_dom(action.node, action.value);
    }
    m_queued.push_back(std::move(action));
    request_frames();
}

void Ui::mirror_everything() {
    m_twin.forget();
    request_frames();
}

FormFactor Ui::form_factor() const {
    constexpr float phone_ends = 640;
    constexpr float tablet_ends = 1000;
    const float width = m_screen.width / m_theme.options.text_scale;
    return width < phone_ends ? FormFactor::Phone : width < tablet_ends ? FormFactor::Tablet : FormFactor::Desk;
}

bool Ui::take_escape() {
    return std::exchange(m_escape, false);
}

void Ui::announce(std::string text) {
    constexpr std::int64_t moment_ms = 400;  // while one types, each key would otherwise be told
    m_next_announcement = std::move(text);
    m_announce_at_ms = m_now_ms + moment_ms;
    request_frame_in(moment_ms);
}

void Ui::draw_announcement() {
    if (!m_next_announcement.empty()) {
        if (m_now_ms < m_announce_at_ms) {
            request_frame_in(m_announce_at_ms - m_now_ms);
        } else {
            // The same words again are news only if they differ.
            if (m_next_announcement == m_announcement) m_next_announcement += "\u00a0";
            m_announcement = std::exchange(m_next_announcement, {});
        }
    }
    record(id_for(Role::Status, "announcement"), Role::Status, m_announcement, {0, 0, 0, 0}).is_labelled_by_text = true;
}

// --- nodes -------------------------------------------------------------------------------------------------------

NodeId Ui::id_for(Role role, std::string_view key) {
    if (!key.empty()) {
        return m_tree.id_of(m_open.back(), key);
    }
    const std::uint64_t counter = static_cast<std::uint64_t>(m_open.back()) << 8U | static_cast<std::uint64_t>(role);
    std::string name(role_name(role));
    name += '#';
    name += std::to_string(m_auto_keys[counter]++);
    return m_tree.id_of(m_open.back(), name);
}

Node& Ui::record(NodeId id, Role role, std::string_view name, const Rect& rect, State state) {
    if (id == m_focused && m_focus_moved) {
        m_focus_moved = false;
        scroll_into_view(rect);
    } else if (take_action(id, ActionKind::ScrollIntoView)) {
        scroll_into_view(rect);
    }
    Node node;
    node.id = id;
    node.parent = m_open.back();
    node.role = role;
    node.key = m_tree.key(id);
    node.name = name;
    node.rect = rect;
    node.state = state;
    if (m_next_position > 0 && (role == Role::ListItem || role == Role::Row)) {
        node.position = std::exchange(m_next_position, 0);
        node.set_size = std::exchange(m_next_set_size, 0);
    }
    const ImRect& clip = GImGui->CurrentWindow->ClipRect;
    node.clip = {clip.Min.x, clip.Min.y, clip.GetWidth(), clip.GetHeight()};
    return m_tree.add(std::move(node));
}

Node& Ui::node(NodeId id) {
    Node* const found = m_tree.building(id);
    assert(found != nullptr);
    return *found;
}

NodeId Ui::open_ancestor(Role role) {
    const auto found = std::find_if(m_open.rbegin(), m_open.rend(), [&](NodeId id) { return node(id).role == role; });
    return found == m_open.rend() ? no_node : *found;
}

// --- control -----------------------------------------------------------------------------------------------------

unsigned int Ui::imgui_id(NodeId id) {
    constexpr ImGuiID seed = 0x506F7274;
    return ImHashData(&id, sizeof id, seed);
}

Ui::Interaction Ui::interact(NodeId id, const Rect& rect, bool is_enabled) {
    Interaction result;
    const ImRect box(rect.x, rect.y, rect.right(), rect.bottom());
    const ImGuiID control = imgui_id(id);
    const bool can_act = is_enabled && !is_blocked();
    if (ImGui::ItemAdd(box, control, nullptr, ImGuiItemFlags_NoNav) && can_act) {
        const bool is_clicked = ImGui::ButtonBehavior(box, control, &result.is_hovered, &result.is_held);
        if (is_clicked && !m_touch.cancels_press()) {
            result.is_pressed = true;
            focus_node(id, false);
        }
        if (ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen) {
            result.is_hovered = false;
            result.is_held = result.is_held && !m_touch.cancels_press();
        } else if (result.is_hovered) {
            ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        }
    }
    if (take_action(id, ActionKind::Press) && can_act) {
        result.is_pressed = true;
    }
    if (result.is_pressed) {
        request_frames();
    }
    result.is_focused = m_focus_visible && m_focused == id;
    return result;
}

void Ui::draw_focus_ring(const Rect& rect, float radius) {
    constexpr float width = 2;
    constexpr float distance = 2;
    stroke_rect(rect.inset(-distance), m_theme.colors.focus, radius + distance, width);
}

std::optional<std::string> Ui::take_value(NodeId id) {
    std::optional<std::string> value;
    std::erase_if(m_actions, [&](Action& action) {
        if (action.node != id || action.kind != ActionKind::SetValue) {
            return false;
        }
        value = std::move(action.value);
        return true;
    });
    m_has_entered = m_has_entered || value.has_value();
    return is_blocked() ? std::nullopt : value;
}

std::optional<std::string> Ui::take_key(NodeId id) {
    std::optional<std::string> key;
    std::erase_if(m_actions, [&](Action& action) {
        if (action.node != id || action.kind != ActionKind::Key) {
            return false;
        }
        key = std::move(action.value);
        return true;
    });
    return is_blocked() ? std::nullopt : key;
}

float Ui::take_scroll(NodeId id) {
    float pixels = 0;
    std::erase_if(m_actions, [&](const Action& action) {
        if (action.node != id || action.kind != ActionKind::Scroll) {
            return false;
        }
        pixels += std::strtof(action.value.c_str(), nullptr);
        return true;
    });
    return pixels;
}

bool Ui::take_action(NodeId id, ActionKind kind) {
    return std::erase_if(m_actions, [&](const Action& action) { return action.node == id && action.kind == kind; }) > 0;
}

float& Ui::remembered(NodeId id, int slot, float initial) {
    return m_remembered.try_emplace(static_cast<std::uint64_t>(id) << 16U | static_cast<std::uint64_t>(slot), initial)
        .first->second;
}

void Ui::remember_layout(NodeId id, int slot, float value) {
    float& old = remembered(id, slot, -1);
    if (std::abs(old - value) > 0.25F) {
        old = value;
        request_frames(1);
    }
}

}  // namespace portail::ui
