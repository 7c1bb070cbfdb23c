#include "shared/ui/theme.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace portail::ui {

TEST_CASE("contrast is WCAG's: 21 between black and white, 1 with itself, and known pairs between") {
    CHECK(contrast(rgb(0x000000), rgb(0xFFFFFF)) == Catch::Approx(21.0));
    CHECK(contrast(rgb(0x336699), rgb(0x336699)) == Catch::Approx(1.0));
    // #767676 is known as the lightest grey that passes AA on white.
    CHECK(contrast(rgb(0x767676), rgb(0xFFFFFF)) == Catch::Approx(4.54).epsilon(0.002));
    CHECK(contrast(rgb(0x777777), rgb(0xFFFFFF)) < 4.5);
}

TEST_CASE("a colour is read from its CSS form and nothing else") {
    CHECK(parse_color("#1f5FD6") == rgb(0x1F5FD6));
    CHECK(to_css(rgb(0x1F5FD6)) == "#1f5fd6");
    CHECK(to_css(rgb(0x1F5FD6).with_alpha(128)) == "#1f5fd680");
    for (const char* wrong : {"", "1f5fd6", "#1f5fd", "#1f5fd67", "#1f5fdg", "red"}) {
        CHECK_FALSE(parse_color(wrong).has_value());
    }
}

TEST_CASE("every pair of colours in use has the contrast that WCAG 2.2 AA asks for, whatever the business's accent") {
    const ColorScheme scheme = GENERATE(ColorScheme::Light, ColorScheme::Dark);
    // Primaries, pastels, near-black, near-white, and what lies between.
    const std::uint32_t accent =
        GENERATE(0x2456D6, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF7F00, 0x7F00FF, 0x00FFFF, 0xFFC0CB, 0x000000,
                 0xFFFFFF, 0x808080, 0x004225, 0x8B4513, 0xF5F5DC, 0x1A1A2E);
    const Theme theme = Theme::make({.scheme = scheme, .accent = rgb(accent)});
    for (const ContrastPair& pair : contrast_pairs(theme)) {
        INFO(pair.use << " with accent " << to_css(rgb(accent)) << (scheme == ColorScheme::Dark ? " in the dark" : "")
                      << ": " << to_css(pair.foreground) << " on " << to_css(pair.ground));
        CHECK(contrast(pair.foreground, pair.ground) >= pair.least);
    }
}

TEST_CASE("ten thousand accents of any kind are all legible") {
    unsigned seed = 20261121;
    INFO("seed " << seed);
    const ColorScheme scheme = GENERATE(ColorScheme::Light, ColorScheme::Dark);
    for (int number = 0; number < 10'000; ++number) {
        seed = seed * 1664525U + 1013904223U;
        const Color accent = rgb(seed >> 8U);
        const Theme theme = Theme::make({.scheme = scheme, .accent = accent});
        for (const ContrastPair& pair : contrast_pairs(theme)) {
            if (contrast(pair.foreground, pair.ground) >= pair.least) continue;
            FAIL(pair.use << " with accent " << to_css(accent) << ": " << to_css(pair.foreground) << " on "
                          << to_css(pair.ground));
        }
    }
}

TEST_CASE("an accent that is legible already is left as the business chose it") {
    const Color accent = rgb(0x2456D6);
    CHECK(Theme::make({.accent = accent}).colors.accent.solid == accent);
}

TEST_CASE("touch targets are at least 44 px, and grow with the text") {
    CHECK(Theme::make({}).touch_target >= 44);
    CHECK(Theme::make({}).field_height >= 44);
    const Theme large = Theme::make({.text_scale = 2});
    CHECK(large.type.body.size == 32);
    CHECK(large.touch_target > large.type.label.line_height);
    CHECK(Theme::make({.text_scale = 9}).type.body.size == 32);
}

}  // namespace portail::ui
