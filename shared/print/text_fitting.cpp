#include "shared/print/text_fitting.h"

#include <algorithm>
#include <optional>

#include "shared/base/line_breaks.h"
#include "shared/base/text.h"

namespace portail::print {
namespace {

constexpr double step = 0.95;  // from one size to the next smaller

/// Ends of the lines that `text` takes: broken where a line may end and, only if `may_cut_words`, within a word.
std::optional<std::vector<std::string>> broken(TextRasteriser& rasteriser, std::string_view text,
                                               const TextStyle& style, double width, bool may_cut_words) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const LineBreaks breaks = line_breaks_of(text);
        const auto fits = [&](std::size_t end) {
            return rasteriser.width(trimmed(text.substr(0, end)), style) <= width;
        };
        const auto last_fitting = [&](const std::vector<std::size_t>& ends) {
            const auto past = std::partition_point(ends.begin(), ends.end(), fits);
            return past == ends.begin() ? 0 : past[-1];
        };
        std::size_t end = last_fitting(breaks.lines);
        if (end == 0 && !may_cut_words) return std::nullopt;
        if (end == 0) end = std::max(last_fitting(breaks.characters), breaks.characters.front());
        lines.push_back(trimmed(text.substr(0, end)));
        text.remove_prefix(end);
    }
    return lines;
}

/// On as many lines, of lengths as even as words allow.
std::vector<std::string> balanced(TextRasteriser& rasteriser, std::string_view text, const TextStyle& style,
                                  double width, std::vector<std::string> lines) {
    constexpr double narrower = 0.96;
    while (lines.size() > 1) {
        width *= narrower;
        auto closer = broken(rasteriser, text, style, width, false);
        if (!closer || closer->size() > lines.size()) break;
        lines = std::move(*closer);
    }
    return lines;
}

std::string with_ellipsis(TextRasteriser& rasteriser, std::string_view text, const TextStyle& style, double width) {
    const std::vector<std::size_t> ends = line_breaks_of(text).characters;
    const auto cut_at = [&](std::size_t end) { return trimmed(text.substr(0, end)) + "…"; };
    const auto past = std::partition_point(
        ends.begin(), ends.end(), [&](std::size_t end) { return rasteriser.width(cut_at(end), style) <= width; });
    return cut_at(past == ends.begin() ? 0 : past[-1]);
}

}  // namespace

FittedText fit_text(TextRasteriser& rasteriser, std::string_view text, const TextRoom& room) {
    const std::string whole = trimmed(text);
    FittedText fitted{.lines = {}, .style = {room.smallest_size, room.is_semibold}};
    if (whole.empty()) return fitted;
    for (int most_lines = 1; most_lines <= room.most_lines; ++most_lines) {
        for (double size = room.largest_size; size > room.smallest_size * step; size *= step) {
            const TextStyle style{std::max(size, room.smallest_size), room.is_semibold};
            const auto lines = broken(rasteriser, whole, style, room.width, false);
            if (lines && lines->size() <= static_cast<std::size_t>(most_lines)) {
                return {balanced(rasteriser, whole, style, room.width, *lines), style};
            }
        }
    }
    fitted.lines = *broken(rasteriser, whole, fitted.style, room.width, true);
    const auto most_lines = static_cast<std::size_t>(room.most_lines);
    if (fitted.lines.size() <= most_lines) return fitted;
    fitted.lines.resize(most_lines - 1);
    std::size_t end = 0;
    for (const std::string& line : fitted.lines)
        end = whole.find(line, end) + line.size();
    const std::string rest = trimmed(std::string_view{whole}.substr(end));
    fitted.lines.push_back(with_ellipsis(rasteriser, rest, fitted.style, room.width));
    fitted.is_cut = true;
    return fitted;
}

}  // namespace portail::print
