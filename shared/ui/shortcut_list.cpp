// The list of all shortcuts, part of the command palette (declared in command_palette.h).
#include "shared/platform/app_loop.h"
#include "shared/ui/command_palette.h"
#include "shared/ui/place_dialog.h"

namespace portail::ui {
namespace {

const std::string shortcuts_dialog = "shortcuts";
constexpr const char* single_keys_name = "single-key-shortcuts";

}  // namespace

void open_shortcut_list(AppContext& context) {
    open_place_dialog(context, shortcuts_dialog);
}

bool CommandPalette::has_single_keys(const AppContext& context) const {
    return context.host.stored(single_keys_name) != "off";
}

void CommandPalette::draw_shortcuts(Ui& ui, AppContext& context) const {
    const Translator& words = context.words;
    const auto line = [&](std::string_view key, const std::string& label, const std::string& chord) {
        list_item(ui, {.key = key, .title = label, .trailing = chord, .is_pressable = false});
    };
    const std::string title = words.text("shortcuts.title");
    place_dialog(ui, context, shortcuts_dialog, {.key = shortcuts_dialog, .title = title}, [&] {
        list(ui, {.key = "all", .label = title}, [&] {
            line("palette", words.text("palette.title"), shown_chord(context.host, palette_chord));
            for (const AppAction& action : m_contents.actions) {
                if (action.shortcut.empty()) continue;
                line(action.key, words.text(action.text_key), shown_chord(context.host, action.shortcut));
            }
            if (has_single_keys(context)) line("shortcuts", title, "?");
            const bool is_apple = context.host.preferences().has_command_key && platform::has_page();
            line("back", words.text("common.back"), is_apple ? "\u2318[" : "Alt+\u2190");
            line("forward", words.text("shortcuts.forward"), is_apple ? "\u2318]" : "Alt+\u2192");
            line("close", words.text("common.close"), words.text("shortcuts.escape"));
        });
        // WCAG 2.2, 2.1.4: who speaks to the machine says single letters without meaning a command.
        bool is_on = has_single_keys(context);
        if (checkbox(ui, {.key = "single", .label = words.text("shortcuts.single")}, is_on)) {
            context.host.store(single_keys_name, is_on ? "on" : "off");
        }
    });
}

}  // namespace portail::ui
