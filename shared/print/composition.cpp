#include "shared/print/composition.h"

#include <algorithm>

namespace portail::print {
namespace {

// Of the em: Inter's own, within which Latin letters stay.
constexpr double usual_ascent = 0.97;
constexpr double usual_descent = 0.24;
constexpr double millimetres_per_inch = 25.4;

/// Finer than an office printer; large letters show no steps at half of it.
double dots_per_inch(const TextStyle& style) {
    constexpr double large = 6;  // millimetres
    return style.size < large ? 600 : 300;
}

constexpr int light = 200;  // of 255: what is lighter in every channel is hardly seen on paper

bool is_light(std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
    return std::min({red, green, blue}) > light;
}

bool is_lost_on_paper(const Picture& logo) {
    constexpr double enough = 0.05;
    double all = 0;
    double seen = 0;
    for (std::size_t at = 0; at < logo.rgba.size(); at += 4) {
        const double alpha = logo.rgba[at + 3];
        all += alpha;
        seen += is_light(logo.rgba[at], logo.rgba[at + 1], logo.rgba[at + 2]) ? 0 : alpha;
    }
    return seen < enough * all;
}

/// The accent, unless a light logo would be lost on it as well.
std::uint32_t ground_of(std::uint32_t accent) {
    const auto channel = [&](unsigned shift) { return static_cast<std::uint8_t>(accent >> shift & 0xFFU); };
    return is_light(channel(16), channel(8), channel(0)) ? ink : accent;
}

double pixel_size(const TextStyle& style) {
    return millimetres_per_inch / dots_per_inch(style);
}

}  // namespace

double TextBlock::height() const {
    double sum = 0;
    for (const Line& line : lines)
        sum += line.ascent + line.descent;
    return sum;
}

TextBlock make_block(TextRasteriser& rasteriser, std::string_view text, const TextRoom& room) {
    const FittedText fitted = fit_text(rasteriser, text, room);
    TextBlock block{.style = fitted.style, .lines = {}};
    const double pixel = pixel_size(fitted.style);
    for (const std::string& line : fitted.lines) {
        Stencil stencil = rasteriser.draw(line, fitted.style, dots_per_inch(fitted.style));
        const double above = stencil.is_empty() ? 0 : -stencil.top * pixel;
        const double below = stencil.is_empty() ? 0 : (stencil.top + stencil.height) * pixel;
        block.lines.push_back({.text = line,
                               .width = rasteriser.width(line, fitted.style),
                               .ascent = std::max(above, usual_ascent * fitted.style.size),
                               .descent = std::max(below, usual_descent * fitted.style.size),
                               .stencil = std::move(stencil)});
    }
    return block;
}

void place_block(Composition& composition, const TextBlock& block, Point top_left, double width, LineAlign align,
                 std::uint32_t color) {
    const double pixel = pixel_size(block.style);
    double y = top_left.y;
    for (const TextBlock::Line& line : block.lines) {
        const double indent = align == LineAlign::Center ? (width - line.width) / 2 : 0;
        const Point baseline{top_left.x + indent, y + line.ascent};
        const Stencil& stencil = line.stencil;
        composition.lines.push_back({.text = line.text,
                                     .style = block.style,
                                     .color = color,
                                     .baseline = baseline,
                                     .width = line.width,
                                     .stencil = stencil,
                                     .area = {baseline.x + stencil.left * pixel, baseline.y + stencil.top * pixel,
                                              stencil.width * pixel, stencil.height * pixel}});
        y += line.ascent + line.descent;
    }
}

void place_code(Composition& composition, const QrCode& code, const Area& square) {
    composition.quiet_zone = square;
    composition.code = square.inset(square.width * quiet_zone_modules / (code.size() + 2 * quiet_zone_modules));
}

void place_logo(Composition& composition, const Picture& logo, const Area& area) {
    constexpr double margin = 0.1;  // of the area, on each side of the logo
    composition.logo = area;
    if (!is_lost_on_paper(logo)) return;
    composition.logo_ground = area;
    composition.logo = {area.x + margin * area.width, area.y + margin * area.height, (1 - 2 * margin) * area.width,
                        (1 - 2 * margin) * area.height};
}

PaperSize fitted_into(const Picture& picture, PaperSize room) {
    if (picture.is_empty()) return {};
    const double scale = std::min(room.width / picture.width, room.height / picture.height);
    return {picture.width * scale, picture.height * scale};
}

void paint(PdfDocument& document, PdfContent& content, const Composition& composition, const Picture& logo,
           const QrCode& code, std::uint32_t accent) {
    if (!composition.bar.is_empty()) content.fill(composition.bar, accent);
    if (!composition.logo_ground.is_empty()) content.fill(composition.logo_ground, ground_of(accent));
    if (!composition.logo.is_empty()) content.picture(document.add_picture(logo), composition.logo);
    content.fill_cells(code.modules(), code.size(), composition.code, black);
    for (const PlacedLine& line : composition.lines) {
        if (!line.stencil.is_empty()) content.stencil(document.add_stencil(line.stencil), line.area, line.color);
        content.hidden_text(line.text, line.baseline, line.style.size, line.width);
    }
}

}  // namespace portail::print
