// Lists of rows that open something, tables, and tabs.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "shared/ui/icons.h"
#include "shared/ui/ui.h"

namespace portail::ui {

struct ListOptions {
    std::string_view key;
    std::string_view label;
    bool is_boxed = true;  ///< a card around the rows, hairlines between them
};
void list(Ui& ui, const ListOptions& options, Body items);

struct ListItemOptions {
    std::string_view key;
    std::string_view title;
    std::string_view detail;    ///< a second line, muted
    std::string_view trailing;  ///< right aligned: a time, an amount
    std::string_view badge;     ///< a state in words
    Tone badge_tone = Tone::Neutral;
    std::string_view mark;      ///< a second badge, in the line of the detail; the first is in the title's then
    Tone mark_tone = Tone::Neutral;
    std::string_view leading;   ///< a column before the title: the time of a row of an agenda
    std::string_view leading_detail;
    Icon icon = Icon::None;
    bool is_pressable = true;  ///< draws a chevron
    bool is_selected = false;  ///< the one whose detail is open
    bool is_one_line = false;  ///< what people entered, cut where it is too long; else title and detail take more lines
};
/// True when the row was pressed.
bool list_item(Ui& ui, const ListItemOptions& options);

struct VirtualListOptions {
    std::string_view key;
    std::string_view label;
    std::size_t count = 0;
    bool has_details = true;  ///< rows have a second line; all rows are of one height
};
/// A list of any length: `item(index)` must draw one list_item of one line, and is called for the visible ones only.
/// The twin tells position and size of the set. Fills the rest of a scroll area.
void virtual_list(Ui& ui, const VirtualListOptions& options, FunctionRef<void(std::size_t index)> item);

struct TableColumn {
    std::string_view label;
    float weight = 1;  ///< share of the width
    Align align = Align::Start;
};
struct TableOptions {
    std::string_view key;
    std::string_view label;
    std::size_t row_count = 0;
    bool are_rows_pressable = false;
};
struct TableCell {
    std::string_view text;
    Tone tone = Tone::Neutral;  ///< anything else is drawn as a badge
    bool is_badge = false;
};
/// `fill(row, cells)` sets the cells of one visible row, and returns the row's key. The index of the row pressed.
/// The first column is the row's header.
std::optional<std::size_t> table(Ui& ui, const TableOptions& options, std::span<const TableColumn> columns,
                                 FunctionRef<std::string_view(std::size_t row, std::span<TableCell> cells)> fill);

struct TabsOptions {
    std::string_view key;
    std::string_view label;
};
/// Draws the tabs and then `panel(active)`. True when another tab was chosen; `active` has changed then.
bool tabs(Ui& ui, const TabsOptions& options, std::span<const std::string_view> labels, std::size_t& active,
          FunctionRef<void(std::size_t active)> panel);

}  // namespace portail::ui
