// What the product answers: dialogs, banners, progress, skeletons and empty states.
#pragma once

#include <string_view>

#include "shared/ui/icons.h"
#include "shared/ui/ui.h"
#include "shared/ui/widgets/button.h"

namespace portail::ui {

struct DialogOptions {
    std::string_view key;
    std::string_view title;
    bool has_close = true;
    float width = 480;  ///< a sheet at the bottom of a phone takes the whole width
};
/// Shown while `is_open`; everything under it is blocked. Escape, the close button and Back set `is_open` to false.
/// The focus goes in, stays in, and returns to where it was.
void dialog(Ui& ui, const DialogOptions& options, bool& is_open, Body body);

struct BannerOptions {
    std::string_view key;
    std::string_view text;
    std::string_view title;
    Tone tone = Tone::Info;
    std::string_view action_label;
    bool is_assertive = false;  ///< interrupts a screen reader: for errors that need an answer
};
/// A message in the flow of the page, announced when it appears. True when its action was pressed.
bool banner(Ui& ui, const BannerOptions& options);

struct ProgressOptions {
    std::string_view key;
    std::string_view label;
    float share = -1;  ///< 0 to 1; negative: it is not known how long
};
void progress(Ui& ui, const ProgressOptions& options);

struct SkeletonOptions {
    int rows = 3;
    std::string_view key;
};
/// Grey bars in the shape of a list while it loads; says "loading" to screen readers.
void skeleton(Ui& ui, const SkeletonOptions& options = {});

struct EmptyStateOptions {
    std::string_view key;
    Icon icon = Icon::None;
    std::string_view title;
    std::string_view text;  ///< what to do next
    std::string_view action_label;
    ButtonStyle action_style = ButtonStyle::Primary;
    int level = 2;  ///< of its title as a heading: 1 where it is all that the page says
};
/// True when its action was pressed.
bool empty_state(Ui& ui, const EmptyStateOptions& options);

}  // namespace portail::ui
