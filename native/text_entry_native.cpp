#include <imgui.h>
#include <imgui_internal.h>

#include <cmath>
#include <cstdint>

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

// How Dear ImGui blinks the caret (InputTextEx): CursorAnim counts the seconds since the last key, or the last click.
constexpr float caret_period = 1.2F;
constexpr float caret_is_seen = 0.8F;
/// From here on the caret stays: a desk that is left alone draws nothing.
constexpr float caret_rests_at = 10 * caret_period + caret_is_seen / 2;

void let_caret_rest(ImGuiInputTextState& state) {
    const float step = ImGui::GetIO().DeltaTime;
    if (state.CursorAnim + step > caret_rests_at) state.CursorAnim = caret_rests_at - step;
}

void ask_for_next_blink(Ui& ui, const ImGuiInputTextState& state) {
    if (state.CursorAnim >= caret_rests_at) return;
    const float phase = state.CursorAnim > 0 ? std::fmod(state.CursorAnim, caret_period) : state.CursorAnim;
    const float change = (phase <= caret_is_seen ? caret_is_seen : caret_period) - phase;
    ui.request_frame_in(static_cast<std::int64_t>(std::ceil(change * 1000)) + 1);
}

}  // namespace

TextEntryResult edit_text(Ui& ui, const TextEntry& entry, std::string& value) {
    constexpr int had_focus_slot = 10;
    constexpr float frame_padding = 14;
    const Theme& theme = ui.theme();
    const bool is_multiline = entry.kind == InputKind::Multiline;
    const TypeStyle& style = theme.type.body;
    const float text_height = ui.fonts().imgui_size(style);
    // The whole frame is clicked, not the line of text alone.
    const ImVec2 padding{frame_padding, is_multiline ? theme.space.md : (entry.box.height - text_height) / 2};
    const Rect frame{entry.box.x - padding.x, is_multiline ? entry.box.y - padding.y : entry.box.y,
                     entry.box.width + 2 * padding.x,
                     is_multiline ? entry.box.height + 2 * padding.y : entry.box.height};
    const std::string before = value;

    ImGui::PushFont(ui.fonts().face(style.weight), text_height);
    ImGui::PushOverrideID(Ui::imgui_id(entry.id));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, padding);
    ImGui::SetCursorScreenPos({frame.x, frame.y});

    float& had_focus = ui.remembered(entry.id, had_focus_slot);
    const bool has_focus = ui.focused() == entry.id && entry.is_enabled;
    if (has_focus && had_focus == 0) {
        ImGui::SetKeyboardFocusHere();
    }
    // While it is edited ImGui works on a copy of its own; what the program or a screen reader has set counts.
    const ImGuiID field = ImGui::GetID("##value");
    ImGuiInputTextState* const state = ImGui::GetInputTextState(field);
    if (state != nullptr && std::string_view(state->TextA.Data, static_cast<std::size_t>(state->TextLen)) != value) {
        state->ReloadUserBufAndMoveToEnd();
    }
    if (state != nullptr) let_caret_rest(*state);
    Buffer buffer{&value, entry.max_length};
    const ImGuiInputTextFlags flags = flags_for(entry);
    const std::string hint(entry.placeholder);
    const bool is_entered = ImGui::InputTextEx(
        "##value", is_multiline ? nullptr : hint.c_str(), value.data(), static_cast<int>(value.capacity() + 1),
        {frame.width, frame.height}, flags | (is_multiline ? static_cast<int>(ImGuiInputTextFlags_Multiline) : 0),
        on_input, &buffer);
    const bool is_active = ImGui::IsItemActive();
    if (ImGui::IsItemActivated() && !has_focus) {
        ui.focus_node(entry.id, false);
    } else if (ImGui::IsItemDeactivated() && ui.focused() == entry.id && !is_entered) {
        ui.focus_node(no_node, false);
    } else if (is_active && had_focus > 0 && !has_focus) {
        ImGui::ClearActiveID();
    }
    had_focus = ui.focused() == entry.id ? 1 : 0;
    if (const ImGuiInputTextState* const edited = ImGui::GetInputTextState(field); is_active && edited != nullptr) {
        ask_for_next_blink(ui, *edited);
    }
    ImGui::PopStyleVar();
    ImGui::PopID();
    ImGui::PopFont();
    return {.is_changed = value != before, .is_submitted = is_entered && !is_multiline};
}

}  // namespace portail::ui
