// Chords that work wherever nobody is typing. In a browser the page hears the keys and says which was pressed; elsewhere
// Dear ImGui does.
#include <imgui.h>

#include <algorithm>

#include "shared/ui/ui.h"

namespace portail::ui {

namespace {

constexpr std::string_view with_control = "Ctrl+";

ImGuiKey key_of(std::string_view name) {
    if (name.size() == 1 && name[0] >= 'A' && name[0] <= 'Z') {
        return static_cast<ImGuiKey>(ImGuiKey_A + (name[0] - 'A'));
    }
    if (name.size() == 2 && name[0] == 'F' && name[1] >= '1' && name[1] <= '9') {
        return static_cast<ImGuiKey>(ImGuiKey_F1 + (name[1] - '1'));
    }
    return ImGuiKey_None;
}

bool is_pressed(std::string_view chord) {
    const ImGuiIO& io = ImGui::GetIO();
    if (chord == "?") {  // where it is on the keyboard differs
        return std::find(io.InputQueueCharacters.begin(), io.InputQueueCharacters.end(), ImWchar{'?'}) !=
               io.InputQueueCharacters.end();
    }
    const bool needs_control = chord.starts_with(with_control);
    const ImGuiKey key = key_of(needs_control ? chord.substr(with_control.size()) : chord);
    return key != ImGuiKey_None && io.KeyCtrl == needs_control && !io.KeyAlt && !io.KeyShift &&
           ImGui::IsKeyPressed(key, false);
}

}  // namespace

void Ui::set_shortcuts(std::vector<std::string> chords) {
    if (chords != m_shortcuts) {
        m_shortcuts = std::move(chords);
        m_twin.set_shortcuts(m_shortcuts);
    }
}

std::optional<std::string> Ui::take_shortcut() {
    return std::exchange(m_shortcut, std::nullopt);
}

void Ui::take_shortcut_actions() {
    m_shortcut.reset();
    std::erase_if(m_actions, [&](Action& action) {
        if (action.kind != ActionKind::Shortcut) {
            return false;
        }
        m_shortcut = std::move(action.value);
        return true;
    });
}

void Ui::handle_shortcut_keys() {
    const Node* const node = m_tree.find(m_focused);
    const bool is_typing = node != nullptr && node->role == Role::TextField;
    for (const std::string& chord : m_shortcuts) {
        if ((!is_typing || chord.starts_with(with_control)) && is_pressed(chord)) {
            m_shortcut = chord;
        }
    }
}

}  // namespace portail::ui
