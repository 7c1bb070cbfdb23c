#include "shared/ui/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace portail::ui {

namespace {

constexpr double text_contrast = 4.5;  // WCAG 2.2, 1.4.3
constexpr double mark_contrast = 3.0;  // WCAG 2.2, 1.4.11

Palette base_palette(ColorScheme scheme) {
    if (scheme == ColorScheme::Light) {
        return {
            .page = rgb(0xF4F5F8),
            .surface = rgb(0xFFFFFF),
            .surface_hover = rgb(0xF1F3F7),
            .surface_pressed = rgb(0xE5E9F0),
            .border = rgb(0xE1E4EB),
            .field = rgb(0xFFFFFF),
            .field_border = rgb(0x868E9C),
            .selection = {},
            .text = rgb(0x171B24),
            .text_muted = rgb(0x555E6E),
            .text_disabled = rgb(0x7D8696),
            .focus = rgb(0x171B24),
            .backdrop = rgb(0x0B0E14).with_alpha(120),
            .shadow = rgb(0x1A2233).with_alpha(26),
            .neutral = {rgb(0xEBEEF3), rgb(0x454D5B), rgb(0x596273), rgb(0xFFFFFF)},
            .accent = {},
            .info = {rgb(0xE4EFFB), rgb(0x14568F), rgb(0x1B6AB0), rgb(0xFFFFFF)},
            .success = {rgb(0xE0F3E8), rgb(0x14643A), rgb(0x1A7A47), rgb(0xFFFFFF)},
            .warning = {rgb(0xFDF0D9), rgb(0x7C4A00), rgb(0xA15F00), rgb(0xFFFFFF)},
            .danger = {rgb(0xFCE7E6), rgb(0xA21C1C), rgb(0xC02B2B), rgb(0xFFFFFF)},
        };
    }
    return {
        .page = rgb(0x0E1116),
        .surface = rgb(0x181C23),
        .surface_hover = rgb(0x20252E),
        .surface_pressed = rgb(0x2A303B),
        .border = rgb(0x2B313C),
        .field = rgb(0x12161C),
        .field_border = rgb(0x717B8C),
        .selection = {},
        .text = rgb(0xEDF0F5),
        .text_muted = rgb(0xA6AFBD),
        .text_disabled = rgb(0x7A8494),
        .focus = rgb(0xF5F7FA),
        .backdrop = rgb(0x000000).with_alpha(150),
        .shadow = rgb(0x000000).with_alpha(60),
        .neutral = {rgb(0x272D37), rgb(0xC3CAD6), rgb(0x97A1B1), rgb(0x0E1116)},
        .accent = {},
        .info = {rgb(0x15293D), rgb(0x8FC4F5), rgb(0x63ABEB), rgb(0x0A141E)},
        .success = {rgb(0x132C20), rgb(0x7FD6A6), rgb(0x4FBF85), rgb(0x08150E)},
        .warning = {rgb(0x33260F), rgb(0xF0C070), rgb(0xDFA23B), rgb(0x1A1205)},
        .danger = {rgb(0x3A1B1C), rgb(0xF5A3A0), rgb(0xEB7A76), rgb(0x1E0909)},
    };
}

/// The business's colour, moved as little as needed to be legible in all the places that use it.
ToneColors accent_colors(const Palette& base, const ThemeOptions& options) {
    ToneColors accent;
    const bool is_dark = options.scheme == ColorScheme::Dark;
    accent.solid = with_contrast(options.accent, base.page, is_dark ? text_contrast : mark_contrast);
    accent.on_solid = rgb(0xFFFFFF);
    if (is_dark || contrast(accent.on_solid, accent.solid) < text_contrast) {
        // Dark text on a light accent reads better than a darkened accent looks like the business's own.
        accent.on_solid = with_contrast(mix(accent.solid, rgb(0x000000), 0.85), accent.solid, text_contrast);
    }
    // A tint of it, as strong as the quiet text on it allows.
    double tint = is_dark ? 0.20 : 0.10;
    do {
        accent.soft = mix(base.surface, accent.solid, tint);
        tint -= 0.01;
    } while (tint > 0 && contrast(base.text_muted, accent.soft) < text_contrast);
    accent.text = accent.solid;
    for (const Color ground : {base.page, base.surface, base.surface_hover, base.surface_pressed, accent.soft}) {
        accent.text = with_contrast(accent.text, ground, text_contrast);
    }
    return accent;
}

/// A tint of the accent, as strong as the letters on it allow.
Color selection_color(const Palette& colors) {
    double tint = 0.35;
    Color selection = mix(colors.field, colors.accent.solid, tint);
    while (tint > 0 && contrast(colors.text, selection) < text_contrast) {
        tint -= 0.01;
        selection = mix(colors.field, colors.accent.solid, tint);
    }
    return selection;
}

/// Every ground is the system's canvas or its highlight, and no meaning is left to a tint.
Palette imposed_palette(const ImposedColors& imposed) {
    const ToneColors plain{imposed.canvas, imposed.text, imposed.text, imposed.canvas};
    return {
        .page = imposed.canvas,
        .surface = imposed.canvas,
        .surface_hover = imposed.canvas,
        .surface_pressed = imposed.canvas,
        .border = imposed.text,
        .field = imposed.field,
        .field_border = imposed.edge,
        .selection = imposed.field,  // the letters on it keep their colour: the highlight would hide them
        .text = imposed.text,
        .text_muted = imposed.text,
        .text_disabled = imposed.disabled,
        .focus = imposed.highlight,
        .backdrop = imposed.canvas.with_alpha(200),
        .shadow = imposed.text.with_alpha(0),
        .neutral = plain,
        .accent = {imposed.canvas, imposed.link, imposed.highlight, imposed.on_highlight},
        .info = plain,
        .success = plain,
        .warning = plain,
        .danger = plain,
    };
}

}  // namespace

const ToneColors& Palette::tone(Tone tone) const {
    const std::array<const ToneColors*, 6> tones = {&neutral, &accent, &info, &success, &warning, &danger};
    return *tones[static_cast<std::size_t>(tone)];
}

Theme Theme::make(const ThemeOptions& options) {
    Theme theme;
    theme.options = options;
    theme.options.text_scale = std::clamp(options.text_scale, 1.0F, 2.0F);
    theme.colors = base_palette(options.scheme);
    theme.colors.accent = accent_colors(theme.colors, options);
    theme.colors.selection = selection_color(theme.colors);
    if (options.imposed) theme.colors = imposed_palette(*options.imposed);

    const float scale = theme.options.text_scale;
    const auto type = [&](float size, float line_height, Weight weight) {
        return TypeStyle{std::round(size * scale * 2) / 2, std::round(line_height * scale), weight};
    };
    theme.type = {
        .display = type(32, 38, Weight::SemiBold),
        .heading1 = type(26, 32, Weight::SemiBold),
        .heading2 = type(19, 26, Weight::SemiBold),
        .heading3 = type(16, 22, Weight::SemiBold),
        .body = type(16, 24, Weight::Regular),
        .body_strong = type(16, 24, Weight::SemiBold),
        .label = type(15, 20, Weight::SemiBold),
        .caption = type(13.5F, 18, Weight::Regular),
    };
    // Space grows more slowly than text: at 200 % a phone would otherwise show nothing but margins.
    const float space = 1 + (scale - 1) * 0.35F;
    const Spacing base;
    theme.space = {base.xs * space, base.sm * space, base.md * space,
                   base.lg * space, base.xl * space, base.xxl * space};
    theme.touch_target = 44 * (1 + (scale - 1) * 0.6F);
    theme.field_height = 48 * (1 + (scale - 1) * 0.6F);
    return theme;
}

std::vector<ContrastPair> contrast_pairs(const Theme& theme) {
    const Palette& colors = theme.colors;
    std::vector<ContrastPair> pairs = {
        {"text on the page", colors.text, colors.page, text_contrast},
        {"text on a surface", colors.text, colors.surface, text_contrast},
        {"text on a hovered surface", colors.text, colors.surface_hover, text_contrast},
        {"text on a pressed surface", colors.text, colors.surface_pressed, text_contrast},
        {"text in a field", colors.text, colors.field, text_contrast},
        {"selected text in a field", colors.text, colors.selection, text_contrast},
        {"muted text on the page", colors.text_muted, colors.page, text_contrast},
        {"muted text on a surface", colors.text_muted, colors.surface, text_contrast},
        {"muted text on a hovered surface", colors.text_muted, colors.surface_hover, text_contrast},
        {"muted text on a pressed surface", colors.text_muted, colors.surface_pressed, text_contrast},
        {"muted text on an accented row", colors.text_muted, colors.accent.soft, text_contrast},
        {"placeholder in a field", colors.text_muted, colors.field, text_contrast},
        {"text on an accented row", colors.text, colors.accent.soft, text_contrast},
        {"disabled text on a surface", colors.text_disabled, colors.surface, mark_contrast},
        {"disabled text on the page", colors.text_disabled, colors.page, mark_contrast},
        {"the label of a disabled button", colors.text_disabled, colors.surface_pressed, mark_contrast},
        {"text in a disabled field", colors.text_disabled, colors.surface_hover, mark_contrast},
        {"edge of a field on a surface", colors.field_border, colors.surface, mark_contrast},
        {"edge of a field on the page", colors.field_border, colors.page, mark_contrast},
        {"focus ring on the page", colors.focus, colors.page, mark_contrast},
        {"focus ring on a surface", colors.focus, colors.surface, mark_contrast},
        {"focus ring on an accented row", colors.focus, colors.accent.soft, mark_contrast},
        {"edge of an invalid field", colors.danger.solid, colors.surface, mark_contrast},
        {"edge of an invalid field on the page", colors.danger.solid, colors.page, mark_contrast},
        {"accent text on the page", colors.accent.text, colors.page, text_contrast},
        {"accent text on a surface", colors.accent.text, colors.surface, text_contrast},
        {"accent text on a hovered surface", colors.accent.text, colors.surface_hover, text_contrast},
        {"accent text on a pressed surface", colors.accent.text, colors.surface_pressed, text_contrast},
        {"accent mark on the page", colors.accent.solid, colors.page, mark_contrast},
        {"accent mark on a surface", colors.accent.solid, colors.surface, mark_contrast},
    };
    constexpr std::array<std::string_view, 6> on_soft = {"neutral text on soft", "accent text on soft",
                                                         "info text on soft",    "success text on soft",
                                                         "warning text on soft", "danger text on soft"};
    constexpr std::array<std::string_view, 6> on_solid = {"text on neutral", "text on accent",  "text on info",
                                                          "text on success", "text on warning", "text on danger"};
    constexpr std::array<std::string_view, 6> on_surface = {"neutral tone on a surface", "accent tone on a surface",
                                                            "info tone on a surface",    "success tone on a surface",
                                                            "warning tone on a surface", "danger tone on a surface"};
    constexpr std::array<std::string_view, 6> on_page = {"neutral tone on the page", "accent tone on the page",
                                                         "info tone on the page",    "success tone on the page",
                                                         "warning tone on the page", "danger tone on the page"};
    for (std::size_t index = 0; index < on_soft.size(); ++index) {
        const ToneColors& tone = colors.tone(static_cast<Tone>(index));
        pairs.push_back({on_soft[index], tone.text, tone.soft, text_contrast});
        pairs.push_back({on_solid[index], tone.on_solid, tone.solid, text_contrast});
        pairs.push_back({on_surface[index], tone.text, colors.surface, text_contrast});
        pairs.push_back({on_page[index], tone.text, colors.page, text_contrast});
        pairs.push_back(
            {"a quiet button's label while it is pointed at", tone.text, colors.surface_hover, text_contrast});
        pairs.push_back({"a quiet button's label while it is held", tone.text, colors.surface_pressed, text_contrast});
        pairs.push_back({"body text on a soft ground", colors.text, tone.soft, text_contrast});
    }
    return pairs;
}

}  // namespace portail::ui
