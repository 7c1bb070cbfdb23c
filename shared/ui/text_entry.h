// The seam between a text field and what edits its text. CMake picks the file: natively ImGui::InputText
// (native/text_entry_native.cpp), on the web nothing is edited here, for the twin lays a real <input> over the frame
// and its values arrive as actions (web/text_entry_web.cpp only draws what is under it).
#pragma once

#include <string>
#include <string_view>

#include "shared/ui/ui.h"

namespace portail::ui {

struct TextEntry {
    NodeId id = no_node;
    Rect box;  ///< inside the frame's padding
    InputKind kind = InputKind::Text;
    std::string_view placeholder;
    int max_length = 0;  ///< characters
    bool is_enabled = true;
    bool is_read_only = false;
    bool is_revealed = false;  ///< a password shown in clear
};
struct TextEntryResult {
    bool is_changed = false;
    bool is_submitted = false;
};
/// Draws and edits `value` in place.
TextEntryResult edit_text(Ui& ui, const TextEntry& entry, std::string& value);

}  // namespace portail::ui
