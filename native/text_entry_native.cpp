#include <imgui.h>
#include <imgui_internal.h>

#include "shared/base/text.h"
#include "shared/ui/paint.h"
#include "shared/ui/text_entry.h"

namespace portail::ui {

namespace {

struct Buffer {
    std::string* text;
    int max_length;
};

int on_input(ImGuiInputTextCallbackData* data) {
    auto& buffer = *static_cast<Buffer*>(data->UserData);
    if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
        buffer.text->resize(static_cast<std::size_t>(data->BufTextLen));
        data->Buf = buffer.text->data();
    } else if (data->EventFlag == ImGuiInputTextFlags_CallbackCharFilter && buffer.max_length > 0) {
        return character_count(*buffer.text) >= static_cast<std::size_t>(buffer.max_length) ? 1 : 0;
    }
    return 0;
}

ImGuiInputTextFlags flags_for(const TextEntry& entry) {
    ImGuiInputTextFlags flags = ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_CallbackCharFilter;
    if (entry.kind == InputKind::Password && !entry.is_revealed) {
        flags |= ImGuiInputTextFlags_Password;
    }
    if (!entry.is_enabled) {
        flags |= ImGuiInputTextFlags_ReadOnly;
    }
    if (entry.kind != InputKind::Multiline) {
        flags |= ImGuiInputTextFlags_EnterReturnsTrue;
    }
    return flags;
}

}  // namespace

TextEntryResult edit_text(Ui& ui, const TextEntry& entry, std::string& value) {
    constexpr int had_focus_slot = 10;
    const Theme& theme = ui.theme();
    const bool is_multiline = entry.kind == InputKind::Multiline;
    const TypeStyle& style = theme.type.body;
    const float text_height = ui.fonts().imgui_size(style);
    const float top = is_multiline ? entry.box.y : entry.box.center().y - text_height / 2;
    const std::string before = value;

    ImGui::PushFont(ui.fonts().face(style.weight), text_height);
    ImGui::PushOverrideID(Ui::imgui_id(entry.id));
    ImGui::SetCursorScreenPos({entry.box.x, top});
    ImGui::SetNextItemWidth(entry.box.width);

    float& had_focus = ui.remembered(entry.id, had_focus_slot);
    const bool has_focus = ui.focused() == entry.id && entry.is_enabled;
    if (has_focus && had_focus == 0) {
        ImGui::SetKeyboardFocusHere();
    }
    // While it is edited ImGui works on a copy of its own; what the program or a screen reader has set counts.
    ImGuiInputTextState* const state = ImGui::GetInputTextState(ImGui::GetID("##value"));
    if (state != nullptr && std::string_view(state->TextA.Data, static_cast<std::size_t>(state->TextLen)) != value) {
        state->ReloadUserBufAndMoveToEnd();
    }
    Buffer buffer{&value, entry.max_length};
    const ImGuiInputTextFlags flags = flags_for(entry);
    const std::string hint(entry.placeholder);
    const bool is_entered = ImGui::InputTextEx(
        "##value", is_multiline ? nullptr : hint.c_str(), value.data(), static_cast<int>(value.capacity() + 1),
        {entry.box.width, is_multiline ? entry.box.height : text_height},
        flags | (is_multiline ? static_cast<int>(ImGuiInputTextFlags_Multiline) : 0), on_input, &buffer);
    const bool is_active = ImGui::IsItemActive();
    if (ImGui::IsItemActivated() && !has_focus) {
        ui.focus_node(entry.id, false);
    } else if (ImGui::IsItemDeactivated() && ui.focused() == entry.id && !is_entered) {
        ui.focus_node(no_node, false);
    } else if (is_active && had_focus > 0 && !has_focus) {
        ImGui::ClearActiveID();
    }
    had_focus = ui.focused() == entry.id ? 1 : 0;
    if (is_active) {
        ui.request_frame_in(400);  // the caret blinks
    }
    ImGui::PopID();
    ImGui::PopFont();
    return {.is_changed = value != before, .is_submitted = is_entered && !is_multiline};
}

}  // namespace portail::ui
