// The frame of a screen: page, bars, landmarks, columns, rows, cards and the space between things. Bodies are
// callables that are run at once, so that a screen reads like its own description:
//
//   ui::page(ui, {.key = "home"}, [&] {
//       ui::app_bar(ui, {.title = business});
//       ui::main_area(ui, {}, [&] {
//           ui::heading(ui, {.text = greeting});
//           ui::card(ui, {.key = "next"}, [&] { ui::text(ui, {.text = when}); });
//       });
//   });
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "shared/ui/icons.h"
#include "shared/ui/ui.h"

namespace portail::ui {

struct PageOptions {
    std::string_view key = "page";
    bool is_passing = false;  ///< shown while something opens; the focus does not begin anew for it
};
/// The whole screen, without scrolling; bars and areas divide it among themselves. Where there are bars it begins with a
/// link past them; when another page takes its place the focus goes to that one's first heading.
void page(Ui& ui, const PageOptions& options, Body body);

struct AppBarOptions {
    std::string_view title;
    std::string_view subtitle;
    bool has_back = false;   ///< an arrow named "back"
    bool has_brand = false;  ///< the business's mark before the title
    std::string_view key = "app_bar";
};
/// The banner at the top. True when "back" was pressed. `actions` are laid out at the right end.
bool app_bar(Ui& ui, const AppBarOptions& options, Body actions = {});

struct NavigationItem {
    std::string_view key;
    std::string_view label;
    std::string_view href;  ///< the page's address, so that it can be opened in another tab and copied
    Icon icon = Icon::None;
    bool is_current = false;
    int count = 0;  ///< a badge; 0 shows none
};
struct NavigationOptions {
    std::string_view label;  ///< names the landmark
    std::string_view key = "navigation";
    bool has_brand = false;  ///< mark and name of the business at the top of a rail
};
/// A bar at the bottom of a phone, a rail at the left of a desk; call it before the areas beside it.
/// The index of the item that was pressed.
std::optional<std::size_t> navigation(Ui& ui, const NavigationOptions& options, std::span<const NavigationItem> items);

struct MainOptions {
    float max_width = 720;  ///< of the column of contents, which is centred; 0: all there is
    std::string_view key = "main";
    std::string_view subject;  ///< what it shows: when that changes it starts at its top
};
/// The main landmark: it scrolls and fills what the bars leave.
void main_area(Ui& ui, const MainOptions& options, Body body);

struct MasterDetailOptions {
    std::string_view key = "main";
    bool is_detail_open = false;  ///< on a phone: which of the two is shown
    float master_width = 380;
    std::string_view detail_label;
    std::string_view master_subject;  ///< what each of them shows: when that changes it starts at its top
    std::string_view detail_subject;
};
/// Both side by side where there is room, each scrolling by itself; on a phone one of them.
void master_detail(Ui& ui, const MasterDetailOptions& options, Body master, Body detail);
/// Of the detail's own heading: on a phone it is the page's.
[[nodiscard]] int detail_heading_level(const Ui& ui);

struct ScrollAreaOptions {
    std::string_view key;
    std::string_view label;  ///< a named region, if given
    float height = 0;        ///< 0 fills what is left of the parent
};
void scroll_area(Ui& ui, const ScrollAreaOptions& options, Body body);

struct CardOptions {
    std::string_view key;
    std::string_view label;     ///< names the group for a screen reader
    Tone tone = Tone::Neutral;  ///< a coloured ground for anything but Neutral
    float padding = -1;         ///< −1: the theme's
};
void card(Ui& ui, const CardOptions& options, Body body);

struct RowOptions {
    Align align = Align::Start;
    float gap = -1;  ///< −1: the theme's small space
    std::string_view key;
};
/// Widgets beside each other, wrapped where the width ends.
void row(Ui& ui, const RowOptions& options, Body body);

struct ColumnsOptions {
    int count = 2;
    float min_width = 260;  ///< fewer columns rather than narrower ones
    float gap = -1;
    std::string_view key;
};
/// Calls `column(index)` for 0 … count − 1, laid out in as many columns as fit, row by row.
void columns(Ui& ui, const ColumnsOptions& options, FunctionRef<void(int index)> column);

struct GroupOptions {
    std::string_view key;
    std::string_view label;
    Role role = Role::Group;  ///< Form, Search, Complementary, …
    float gap = -1;
};
/// A named part of the screen that looks like nothing.
void group(Ui& ui, const GroupOptions& options, Body body);

void divider(Ui& ui);
/// Extra space, in multiples of the theme's `md`.
void spacer(Ui& ui, float times = 1);

}  // namespace portail::ui
