#include "shared/ui/widgets/overlay.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <cstdio>

#include "shared/ui/paint.h"
#include "shared/ui/widgets/scope.h"

namespace portail::ui {
namespace {

// Who opens something with a double press means to open it, not to open and close it.
constexpr float longest_double_press = 300;  // ms
constexpr int opened_slot = 7;

}  // namespace

void overlay(Ui& ui, NodeId parent, Role role, std::string_view key, std::string_view label,
             FunctionRef<void(NodeId id)> body) {
    const Rect screen{0, 0, ui.screen().width, ui.screen().height};
    const NodeScope outer(ui, parent);
    const NodeId id = ui.id_for(role, key);
    char name[32];
    std::snprintf(name, sizeof name, "##overlay%u", id);
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({screen.width, screen.height});
    const bool was_open = ui.enter_modal(id);
    if (!was_open) {
        ImGui::SetNextWindowFocus();
    }
    ImGui::Begin(name, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBringToFrontOnFocus);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    ui.record(id, role, label, screen, State::Modal);
    {
        const NodeScope scope(ui, id);
        ui.push_flow(screen, 0);
        body(id);
        ui.pop_flow();
    }
    ImGui::End();
    ui.leave_modal();
}

bool overlay_backdrop(Ui& ui, NodeId overlay_id, Color color, const Rect& content) {
    const Rect screen{0, 0, ui.screen().width, ui.screen().height};
    fill_rect(screen, color);
    // Whoever cannot point has Escape; the backdrop is no control.
    const bool is_topmost = !ui.is_blocked();
    float& opened_at = ui.remembered(overlay_id, opened_slot);
    const auto now = static_cast<float>(ui.now_ms());
    if (ImGui::IsWindowAppearing()) opened_at = now;
    const bool is_new = now - opened_at < longest_double_press;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const bool was_clicked = ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !content.contains({mouse.x, mouse.y});
    return is_topmost && was_clicked && !is_new && ui.tree().find(overlay_id) != nullptr;
}

}  // namespace portail::ui
