#include "shared/print/pdf_content.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <vector>

#include "shared/base/text.h"

namespace portail::print {
namespace {

constexpr double hidden_letter_width = 0.5;  // of the em, as the font in pdf_document.cpp says

/// "12.5 0 30 re\n"
std::string operation(std::initializer_list<double> operands, std::string_view name) {
    std::string text;
    for (const double operand : operands)
        text += pdf_number(operand) + " ";
    return text.append(name) + "\n";
}

bool is_right_to_left(char32_t code) {
    return (code >= 0x0590 && code <= 0x08FF) || (code >= 0xFB1D && code <= 0xFDFF) ||
           (code >= 0xFE70 && code <= 0xFEFF);
}

bool is_left_to_right_letter(char32_t code) {
    return (code >= U'A' && code <= U'Z') || (code >= U'a' && code <= U'z') || (code >= 0x00C0 && code <= 0x058F);
}

}  // namespace

std::string pdf_number(double value) {
    const long long thousandths = std::llround(value * 1000);
    const long long magnitude = std::llabs(thousandths);
    std::string text = (thousandths < 0 ? "-" : "") + std::to_string(magnitude / 1000);
    if (magnitude % 1000 == 0) return text;
    std::string decimals = std::to_string(1000 + magnitude % 1000).substr(1);
    decimals.erase(decimals.find_last_not_of('0') + 1);
    return text + "." + decimals;
}

std::string pdf_hexadecimal(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text = "<";
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        text += digits[value >> 4U];
        text += digits[value & 15U];
    }
    return text + ">";
}

std::string HiddenLetters::encode(std::string_view utf8) {
    constexpr std::size_t most = 255;
    std::vector<char32_t> letters;
    for (std::size_t at = 0; at < utf8.size();)
        letters.push_back(next_code_point(utf8, at));
    // Viewers read from left to right and turn what is written from right to left around.
    if (std::any_of(letters.begin(), letters.end(), is_right_to_left) &&
        std::none_of(letters.begin(), letters.end(), is_left_to_right_letter)) {
        std::reverse(letters.begin(), letters.end());
    }
    std::string codes;
    for (const char32_t letter : letters) {
        if (letter == malformed_code_point) continue;
        if (!m_codes.contains(letter) && m_codes.size() >= most) continue;
        const auto next = static_cast<std::uint8_t>(m_codes.size() + 1);
        codes += static_cast<char>(m_codes.emplace(letter, next).first->second);
    }
    return codes;
}

void PdfContent::use_color(std::uint32_t color, bool is_stroke) {
    const auto share = [&](unsigned shift) { return static_cast<double>(color >> shift & 0xFFU) / 255; };
    // A grey is printed with black ink alone: nothing to misalign at the edges of letters and modules.
    if (share(16) == share(8) && share(8) == share(0)) {
        m_operators += operation({share(0)}, is_stroke ? "G" : "g");
    } else {
        m_operators += operation({share(16), share(8), share(0)}, is_stroke ? "RG" : "rg");
    }
}

void PdfContent::fill(const Area& area, std::uint32_t color) {
    use_color(color, false);
    m_operators += operation(
        {points(area.x), points(m_size.height - area.bottom()), points(area.width), points(area.height)}, "re");
    m_operators += "f\n";
}

void PdfContent::line(Point from, Point to, double width, std::uint32_t color) {
    use_color(color, true);
    m_operators += operation({points(width)}, "w");
    m_operators += operation({points(from.x), points(m_size.height - from.y)}, "m");
    m_operators += operation({points(to.x), points(m_size.height - to.y)}, "l");
    m_operators += "S\n";
}

void PdfContent::fill_cells(std::span<const bool> cells, int side, const Area& area, std::uint32_t color) {
    use_color(color, false);
    m_operators += "q\n";
    m_operators += operation({1, 0, 0, 1, points(area.x), points(m_size.height - area.y)}, "cm");
    const auto row_length = static_cast<std::size_t>(side);
    // Whole thousandths: multiples are then exact, and neighbours meet.
    const auto cell = [&](double length) { return std::floor(points(length) / side * 1000) / 1000; };
    const double width = cell(area.width);
    const double height = cell(area.height);
    for (std::size_t row = 0; row < row_length; ++row) {
        for (std::size_t column = 0; column < row_length; ++column) {
            if (!cells[row * row_length + column]) continue;
            const std::size_t first = column;
            while (column + 1 < row_length && cells[row * row_length + column + 1])
                ++column;
            m_operators += operation({static_cast<double>(first) * width, -static_cast<double>(row + 1) * height,
                                      static_cast<double>(column + 1 - first) * width, height},
                                     "re");
        }
    }
    m_operators += "f\nQ\n";
}

void PdfContent::draw_object(PdfObject object, const Area& area) {
    m_operators += "q\n";
    m_operators += operation(
        {points(area.width), 0, 0, points(area.height), points(area.x), points(m_size.height - area.bottom())}, "cm");
    m_operators += "/X" + std::to_string(object.number) + " Do\nQ\n";
}

void PdfContent::stencil(PdfObject stencil, const Area& area, std::uint32_t color) {
    use_color(color, false);
    draw_object(stencil, area);
}

void PdfContent::picture(PdfObject picture, const Area& area) {
    draw_object(picture, area);
}

void PdfContent::hidden_text(std::string_view line, Point baseline, double size, double width) {
    const std::string codes = m_letters.encode(line);
    if (codes.empty() || size <= 0) return;
    const double natural = static_cast<double>(codes.size()) * hidden_letter_width * size;
    m_operators += "BT\n3 Tr\n/F1 " + operation({points(size)}, "Tf") + operation({100 * width / natural}, "Tz") +
                   operation({points(baseline.x), points(m_size.height - baseline.y)}, "Td") + pdf_hexadecimal(codes) +
                   " Tj\nET\n";
}

void PdfContent::part(PdfObject part, Point top_left) {
    // A part is painted upwards from its bottom left corner: its height is in its own matrix (see pdf_document.cpp).
    m_operators += "q\n" + operation({1, 0, 0, 1, points(top_left.x), points(m_size.height - top_left.y)}, "cm") +
                   "/X" + std::to_string(part.number) + " Do\nQ\n";
}

}  // namespace portail::print
