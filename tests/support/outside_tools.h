// Programs that share nothing with ours and read what ours wrote: zbar for QR codes, poppler and qpdf for PDFs.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace portail::test {

/// What a command writes, without the last end of line; its complaints are left out.
[[nodiscard]] std::string output_of(const std::string& command);
/// The texts of all QR codes in a picture.
[[nodiscard]] std::vector<std::string> qr_codes_in(const std::filesystem::path& picture);
/// A part of the first page of a PDF, beside it; millimetres from the top left corner.
struct PagePart {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};
[[nodiscard]] std::filesystem::path draw_part(const std::filesystem::path& pdf, int dots_per_inch,
                                              const PagePart& part);
/// The pages of a PDF as grey pictures, beside it.
[[nodiscard]] std::vector<std::filesystem::path> draw_pages(const std::filesystem::path& pdf, int dots_per_inch);

}  // namespace portail::test
