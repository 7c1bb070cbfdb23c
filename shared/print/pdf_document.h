// A PDF (version 1.4, ISO 32000-1) of what Portail prints: filled areas, lines, QR codes, text as stencils, pictures with
// transparency, and text that is not seen but found. It embeds no font file and no date, and the same calls make the same bytes.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/picture.h"
#include "shared/print/pdf_content.h"

namespace portail::print {

struct PageOptions {
    PaperSize size;
    std::optional<Area> trimmed{};  ///< what is left after cutting
    double bleed = 0;               ///< beyond it, millimetres
};

class PdfDocument {
public:
    /// `language` is BCP 47.
    PdfDocument(std::string_view title, std::string_view language) : m_title(title), m_language(language) {}
    PdfDocument(const PdfDocument&) = delete;
    PdfDocument& operator=(const PdfDocument&) = delete;

    /// Valid as long as the document, as is what add_part gives.
    PdfContent& add_page(const PageOptions& options);
    /// Something to be painted in several places by PdfContent::part(part_object(…)).
    PdfContent& add_part(PaperSize size);
    [[nodiscard]] PdfObject part_object(const PdfContent& part) const;
    [[nodiscard]] PdfObject add_stencil(const Stencil& stencil);
    /// Not empty.
    [[nodiscard]] PdfObject add_picture(const Picture& picture);

    /// The file.
    [[nodiscard]] std::string bytes() const;

private:
    struct Page {
        PageOptions options;
        PdfContent content;
    };
    struct Part {
        int number;
        PdfContent content;
    };

    int next_number();
    void add_image(int number, std::string dictionary, std::string_view data);
    [[nodiscard]] std::string resources() const;

    std::string m_title;
    std::string m_language;
    HiddenLetters m_letters;
    std::deque<Page> m_pages;
    std::deque<Part> m_parts;
    std::vector<std::string> m_objects;  ///< those that are finished, by number; the others are empty
    std::vector<int> m_shown;            ///< the numbers of what content may paint
};

}  // namespace portail::print
