// How Portail looks: colours by meaning, sizes of type, spacing, corners and touch targets, for light and dark. All
// lengths are CSS pixels and already multiplied by the person's text size. Every pair of colours that is used as text
// or as a mark on a ground is listed, so that a test can hold it against WCAG 2.2 AA.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "shared/ui/color.h"

namespace portail::ui {

enum class ColorScheme : std::uint8_t { Light, Dark };

/// What a colour says; used by banners, badges and messages.
enum class Tone : std::uint8_t { Neutral, Accent, Info, Success, Warning, Danger };

struct ToneColors {
    Color soft;      ///< a quiet ground
    Color text;      ///< text and icons on `soft`, on a surface and on the page
    Color solid;     ///< a loud ground, marks and edges
    Color on_solid;  ///< text on `solid`
};

struct Palette {
    Color page;           ///< behind everything
    Color surface;        ///< cards, bars, dialogs
    Color surface_hover;  ///< a row or quiet button under the pointer
    Color surface_pressed;
    Color border;        ///< hairlines that only decorate
    Color field;         ///< ground of an input
    Color field_border;  ///< the edge that makes an input visible
    Color selection;     ///< under letters that are selected in an input
    Color text;
    Color text_muted;
    Color text_disabled;  ///< exempt from contrast by WCAG (inactive component), still 3:1 here
    Color focus;          ///< the focus ring
    Color backdrop;       ///< over the page, under a dialog
    Color shadow;
    ToneColors neutral;
    ToneColors accent;
    ToneColors info;
    ToneColors success;
    ToneColors warning;
    ToneColors danger;

    [[nodiscard]] const ToneColors& tone(Tone tone) const;
};

enum class Weight : std::uint8_t { Regular, SemiBold };

/// Sizes as CSS gives them: `size` is the em, `line_height` the distance of two baselines.
struct TypeStyle {
    float size = 16;
    float line_height = 24;
    Weight weight = Weight::Regular;
};

struct TypeScale {
    TypeStyle display;  ///< one per page at most
    TypeStyle heading1;
    TypeStyle heading2;
    TypeStyle heading3;
    TypeStyle body;
    TypeStyle body_strong;
    TypeStyle label;  ///< above fields, on buttons
    TypeStyle caption;
};

struct Spacing {
    float xs = 4;
    float sm = 8;
    float md = 12;
    float lg = 16;
    float xl = 24;
    float xxl = 32;
};

/// What the system imposes on every program, for who needs it to read at all.
struct ImposedColors {
    Color canvas, text, link, disabled, highlight, on_highlight, edge, field;

    friend bool operator==(const ImposedColors&, const ImposedColors&) = default;
};

struct ThemeOptions {
    ColorScheme scheme = ColorScheme::Light;
    Color accent = rgb(0x2456D6);  ///< the business's own colour, whatever it is
    float text_scale = 1;          ///< 1 to 2
    bool reduced_motion = false;
    std::optional<ImposedColors> imposed{};  ///< they win over scheme and accent
};

struct Theme {
    ThemeOptions options;
    Palette colors;
    TypeScale type;
    Spacing space;
    float radius = 12;        ///< cards, dialogs
    float radius_small = 8;   ///< buttons, fields
    float touch_target = 44;  ///< the least height and width of what can be pressed
    float field_height = 48;
    float stroke = 1;

    [[nodiscard]] static Theme make(const ThemeOptions& options);
};

/// One use of a colour on a ground, and the contrast that it must have: 4.5 for text, 3 for marks and edges.
struct ContrastPair {
    std::string_view use;
    Color foreground;
    Color ground;
    double least;
};

/// Every pair that the widgets draw.
[[nodiscard]] std::vector<ContrastPair> contrast_pairs(const Theme& theme);

}  // namespace portail::ui
