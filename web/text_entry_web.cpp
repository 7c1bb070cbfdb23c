// On the web the twin's real <input> lies over the frame and is edited by the browser; its values arrive as actions.
// What is drawn here is seen only while that input is hidden: under a dialog.
#include "shared/ui/text_entry.h"

#include "shared/base/text.h"
#include "shared/ui/paint.h"

namespace portail::ui {

TextEntryResult edit_text(Ui& ui, const TextEntry& entry, std::string& value) {
    const Theme& theme = ui.theme();
    const bool is_empty = value.empty();
    const bool is_hidden = entry.kind == InputKind::Password && !entry.is_revealed;
    std::string dots;
    for (std::size_t count = is_hidden ? character_count(value) : 0; count > 0; --count) {
        dots += "•";
    }
    const std::string_view shown = is_empty    ? entry.placeholder
                                   : is_hidden ? std::string_view(dots)
                                               : std::string_view(value);
    const Color color = is_empty ? theme.colors.text_muted : theme.colors.text;
    if (entry.kind == InputKind::Multiline) {
        paint_text(ui, theme.type.body, {entry.box.x, entry.box.y}, color, shown, entry.box.width);
    } else {
        paint_line(ui, theme.type.body, entry.box, color, shown);
    }
    return {};
}

}  // namespace portail::ui
