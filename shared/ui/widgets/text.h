// Headings, running text, badges and other things that are only read.
#pragma once

#include <string_view>

#include "shared/ui/icons.h"
#include "shared/ui/ui.h"

namespace portail::ui {

struct HeadingOptions {
    std::string_view text;
    int level = 1;  ///< 1 to 4; one level 1 a page
    std::string_view key;
};
void heading(Ui& ui, const HeadingOptions& options);

enum class TextStyle : std::uint8_t { Normal, Strong, Muted, Caption, Display };

struct TextOptions {
    std::string_view text;
    TextStyle style = TextStyle::Normal;
    Tone tone = Tone::Neutral;
    Align align = Align::Start;
    Icon icon = Icon::None;     ///< before the first line
    bool is_truncated = false;  ///< one line with … instead of wrapping
    std::string_view key;
};
void text(Ui& ui, const TextOptions& options);

struct FactOptions {
    std::string_view label;  ///< "Téléphone"
    std::string_view value;
    Icon icon = Icon::None;
    std::string_view key;
};
/// A label with its value below it.
void fact(Ui& ui, const FactOptions& options);

struct BadgeOptions {
    std::string_view label;  ///< the state in words; colour alone says nothing
    Tone tone = Tone::Neutral;
    Icon icon = Icon::None;
    std::string_view key;
};
void badge(Ui& ui, const BadgeOptions& options);

}  // namespace portail::ui
