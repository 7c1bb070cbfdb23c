// The command palette (Ctrl+K): one field that finds customers and actions, with the keyboard alone or with a finger.
// What was used last stands first. It also hears the program's shortcuts and shows the list of them ("?"). To assistive
// technology it is a combobox with a listbox (WAI-ARIA Authoring Practices 1.2, "Editable Combobox With List
// Autocomplete").
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "shared/ui/app_action.h"
#include "shared/ui/screen.h"

namespace portail::ui {

inline constexpr std::string_view palette_chord = "Ctrl+K";

void open_command_palette(AppContext& context);
void open_shortcut_list(AppContext& context);

/// Drawn over every screen of a program.
class CommandPalette final : public ScreenOverlay {
public:
    explicit CommandPalette(const PaletteContents& contents) : m_contents(contents) {}
    void draw(Ui& ui, AppContext& context) override;

private:
    struct Line {
        std::string key;
        std::string title;
        std::string detail;
        std::string chord;
        Icon icon = Icon::None;
        const AppAction* action = nullptr;
        Place place;  ///< where there is no action
    };

    void hear_shortcuts(Ui& ui, AppContext& context);
    void draw_palette(Ui& ui, AppContext& context);
    void draw_field(Ui& ui, AppContext& context, NodeId listbox);
    void draw_lines(Ui& ui);
    [[nodiscard]] static NodeId listbox_id(Ui& ui);
    [[nodiscard]] static float line_height(const Theme& theme, const Line& line);
    bool draw_line(Ui& ui, const Line& line, bool is_active);
    void draw_shortcuts(Ui& ui, AppContext& context) const;

    void refresh(AppContext& context);
    void add_recent(AppContext& context);
    void add_matches(AppContext& context);
    [[nodiscard]] Line line_of(const AppContext& context, const AppAction& action) const;
    [[nodiscard]] static Line line_of(FoundEntry entry);
    void run(AppContext& context, const Line& line);
    [[nodiscard]] bool has_single_keys(const AppContext& context) const;

    PaletteContents m_contents;
    DataWatch m_watch;
    std::string m_text;
    std::vector<Line> m_lines;
    std::size_t m_active = 0;
    std::optional<std::size_t> m_chosen;
    bool m_is_open = false;
    std::optional<Error> m_problem;
};

}  // namespace portail::ui
