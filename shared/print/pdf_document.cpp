#include "shared/print/pdf_document.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

#include "shared/base/text.h"

namespace portail::print {
namespace {

// The first objects of every document; what is added comes after them.
enum Fixed : int {
    Catalog = 1,
    Pages,
    Information,
    HiddenFont,
    ToUnicode,
    EmptyLetter,
    Resources,
    last_fixed = Resources
};

std::string reference(int number) {
    return std::to_string(number) + " 0 R";
}

std::string box(double left, double bottom, double right, double top) {
    return "[" + pdf_number(left) + " " + pdf_number(bottom) + " " + pdf_number(right) + " " + pdf_number(top) + "]";
}

std::string box_of(const Area& area, double page_height) {
    return box(points(area.x), points(page_height - area.bottom()), points(area.right()), points(page_height - area.y));
}

std::string stream(const std::string& dictionary, std::string_view data) {
    std::string text = "<<" + dictionary + "/Length " + std::to_string(data.size()) + ">>\nstream\n";
    return text.append(data) + "\nendstream";
}

/// ISO 32000-1, section 7.4.5: text and logos are mostly long runs, and it needs no library.
std::string run_length_encoded(std::string_view data) {
    constexpr std::size_t longest = 128;
    std::string encoded;
    const auto run_at = [&](std::size_t at) {
        std::size_t end = at;
        while (end < data.size() && end - at < longest && data[end] == data[at])
            ++end;
        return end - at;
    };
    for (std::size_t at = 0; at < data.size();) {
        if (const std::size_t run = run_at(at); run > 1) {
            encoded += static_cast<char>(257 - run);
            encoded += data[at];
            at += run;
            continue;
        }
        const std::size_t begin = at;
        while (at < data.size() && at - begin < longest && run_at(at) < 3)
            ++at;
        encoded += static_cast<char>(at - begin - 1);
        encoded.append(data.substr(begin, at - begin));
    }
    return encoded += static_cast<char>(128);
}

std::string utf16(char32_t code) {
    const auto unit = [](char32_t value) {
        return std::string{static_cast<char>(value >> 8U & 0xFFU), static_cast<char>(value & 0xFFU)};
    };
    if (code < 0x10000) return unit(code);
    return unit(0xD800 + ((code - 0x10000) >> 10U)) + unit(0xDC00 + ((code - 0x10000) & 0x3FFU));
}

std::string text_string(std::string_view utf8) {
    std::string bytes = utf16(0xFEFF);
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t code = next_code_point(utf8, at);
        if (code != malformed_code_point) bytes += utf16(code);
    }
    return pdf_hexadecimal(bytes);
}

/// What each code means, for search and the clipboard (ISO 32000-1, section 9.10.3).
std::string unicode_map(const HiddenLetters& letters) {
    constexpr std::size_t most_in_block = 100;
    std::vector<std::string> lines(letters.codes().size());
    for (const auto& [letter, code] : letters.codes()) {
        lines[code - 1U] =
            pdf_hexadecimal(std::string(1, static_cast<char>(code))) + " " + pdf_hexadecimal(utf16(letter)) + "\n";
    }
    std::string map =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n";
    for (std::size_t begin = 0; begin < lines.size(); begin += most_in_block) {
        const std::size_t end = std::min(lines.size(), begin + most_in_block);
        map += std::to_string(end - begin) + " beginbfchar\n";
        for (std::size_t index = begin; index < end; ++index)
            map += lines[index];
        map += "endbfchar\n";
    }
    return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend";
}

/// A font whose letters are all empty and half an em wide (type 3: it is described right here).
std::string hidden_font(std::size_t letters) {
    std::string names;
    std::string widths;
    for (std::size_t index = 0; index < letters; ++index) {
        names += "/e";
        widths += "500 ";
    }
    return "<</Type/Font/Subtype/Type3/FontBBox[0 -250 500 1000]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<</e " +
           reference(EmptyLetter) + ">>/Encoding<</Type/Encoding/Differences[1 " + names + "]>>/FirstChar 1/LastChar " +
           std::to_string(letters) + "/Widths[" + widths + "]/Resources<<>>/ToUnicode " + reference(ToUnicode) + ">>";
}

}  // namespace

int PdfDocument::next_number() {
    if (m_objects.empty()) m_objects.resize(last_fixed);
    m_objects.emplace_back();
    return static_cast<int>(m_objects.size());
}

PdfContent& PdfDocument::add_page(const PageOptions& options) {
    m_pages.push_back({options, PdfContent{options.size, m_letters}});
    return m_pages.back().content;
}

PdfContent& PdfDocument::add_part(PaperSize size) {
    m_parts.push_back({next_number(), PdfContent{size, m_letters}});
    m_shown.push_back(m_parts.back().number);
    return m_parts.back().content;
}

PdfObject PdfDocument::part_object(const PdfContent& part) const {
    for (const Part& known : m_parts) {
        if (&known.content == &part) return {known.number};
    }
    assert(false);
    return {};
}

void PdfDocument::add_image(int number, std::string dictionary, std::string_view data) {
    m_objects[static_cast<std::size_t>(number) - 1] =
        stream("/Type/XObject/Subtype/Image/Filter/RunLengthDecode" + std::move(dictionary), run_length_encoded(data));
}

PdfObject PdfDocument::add_stencil(const Stencil& stencil) {
    const int number = next_number();
    const std::string_view bits{reinterpret_cast<const char*>(stencil.bits.data()), stencil.bits.size()};
    add_image(number,
              "/Width " + std::to_string(stencil.width) + "/Height " + std::to_string(stencil.height) +
                  "/ImageMask true/BitsPerComponent 1/Decode[1 0]",
              bits);
    m_shown.push_back(number);
    return {number};
}

PdfObject PdfDocument::add_picture(const Picture& picture) {
    const std::string size =
        "/Width " + std::to_string(picture.width) + "/Height " + std::to_string(picture.height) + "/BitsPerComponent 8";
    std::string colors;
    std::string alphas;
    for (std::size_t at = 0; at < picture.rgba.size(); at += 4) {
        const std::uint8_t alpha = picture.rgba[at + 3];
        // Viewers smooth colours and transparency apart: what is not there is white, or edges would have a dark line.
        for (std::size_t channel = 0; channel < 3; ++channel)
            colors += static_cast<char>(alpha == 0 ? 255 : picture.rgba[at + channel]);
        alphas += static_cast<char>(alpha);
    }
    const int mask = next_number();
    add_image(mask, size + "/ColorSpace/DeviceGray", alphas);
    const int number = next_number();
    add_image(number, size + "/ColorSpace/DeviceRGB/Interpolate true/SMask " + reference(mask), colors);
    m_shown.push_back(number);
    return {number};
}

std::string PdfDocument::resources() const {
    std::string objects;
    for (const int number : m_shown)
        objects += "/X" + std::to_string(number) + " " + reference(number);
    std::string text = "<</XObject<<" + objects + ">>";
    if (!m_letters.codes().empty()) text += "/Font<</F1 " + reference(HiddenFont) + ">>";
    return text + ">>";
}

std::string PdfDocument::bytes() const {
    std::vector<std::string> objects = m_objects;
    if (objects.empty()) objects.resize(last_fixed);
    const auto set = [&](int number, std::string text) {
        objects[static_cast<std::size_t>(number) - 1] = std::move(text);
    };
    for (const Part& part : m_parts) {
        const PaperSize size = part.content.size();
        set(part.number,
            stream("/Type/XObject/Subtype/Form/BBox" + box(0, 0, points(size.width), points(size.height)) +
                       "/Matrix[1 0 0 1 0 " + pdf_number(-points(size.height)) + "]/Resources " + reference(Resources),
                   part.content.operators()));
    }
    std::string kids;
    for (const Page& page : m_pages) {
        objects.push_back(stream("", page.content.operators()));
        const PageOptions& options = page.options;
        const double height = options.size.height;
        std::string boxes = "/MediaBox" + box_of({0, 0, options.size.width, height}, height);
        if (options.trimmed) {
            boxes += "/TrimBox" + box_of(*options.trimmed, height);
            boxes += "/BleedBox" + box_of(options.trimmed->inset(-options.bleed), height);
        }
        objects.push_back("<</Type/Page/Parent " + reference(Pages) + boxes + "/Resources " + reference(Resources) +
                          "/Contents " + reference(static_cast<int>(objects.size())) + ">>");
        kids += reference(static_cast<int>(objects.size())) + " ";
    }
    set(Catalog, "<</Type/Catalog/Pages " + reference(Pages) + "/Lang " + text_string(m_language) +
                     "/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None>>>>");
    set(Pages, "<</Type/Pages/Count " + std::to_string(m_pages.size()) + "/Kids[" + kids + "]>>");
    set(Information, "<</Title " + text_string(m_title) + "/Producer " + text_string("Portail") + ">>");
    set(HiddenFont, hidden_font(m_letters.codes().size()));
    set(ToUnicode, stream("", unicode_map(m_letters)));
    set(EmptyLetter, stream("", "500 0 d0"));
    set(Resources, resources());

    // The comment of bytes beyond ASCII tells file transfers that this is no text.
    std::string file = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n";
    std::string table = "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
    for (std::size_t index = 0; index < objects.size(); ++index) {
        const std::string offset = std::to_string(file.size());
        table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
        file += std::to_string(index + 1) + " 0 obj\n" + objects[index] + "\nendobj\n";
    }
    const std::size_t table_begins = file.size();
    return file + table + "trailer\n<</Size " + std::to_string(objects.size() + 1) + "/Root " + reference(Catalog) +
           "/Info " + reference(Information) + ">>\nstartxref\n" + std::to_string(table_begins) + "\n%%EOF\n";
}

}  // namespace portail::print
