// What holds for every screen, checked on a frame as it was drawn. What was painted is read from Dear ImGui's draw lists:
// every letter with its colour and with the ground that lies under it, composed from everything painted before. So a
// test sees what a person sees, whatever a widget claims.
#pragma once

#include <vector>

#include "shared/ui/color.h"
#include "shared/ui/geometry.h"
#include "tests/support/ui_driver.h"

namespace portail::ui {

struct PaintedLetter {
    Point center;
    Color color;
    Color ground;
};
/// Those that can be seen.
[[nodiscard]] std::vector<PaintedLetter> painted_letters(const UiDriver& driver);

/// Fails where a letter stands on a ground that contrast_pairs() does not list for its colour, or too little apart.
void check_contrast(const UiDriver& driver);
/// Fails where a letter is painted outside every node that says something.
void check_texts_have_nodes(const UiDriver& driver);
/// Fails where one thing to read or to press lies over another beside it, or beyond what can be scrolled to.
void check_layout(const UiDriver& driver);
/// Fails where Tab goes back up, or to the left in a line: the order of the keyboard is the one that is seen.
void check_order(const UiDriver& driver);

}  // namespace portail::ui
