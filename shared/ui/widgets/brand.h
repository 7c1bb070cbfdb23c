// The business, shown: its logo, or the first letter of its name on its colour, alone or with the name beside it.
#pragma once

#include <string_view>

#include "shared/ui/ui.h"

namespace portail::ui {

/// Drawn only: whoever draws it says the name.
void paint_brand_mark(const Ui& ui, const Rect& rect);
/// The same of another business or in another theme.
void paint_brand_mark(const Ui& ui, const Theme& theme, const Brand& brand, const Rect& rect);

struct BrandOptions {
    std::string_view key = "brand";
};
/// Mark and name in a line, the name on two lines where it must: the top of a rail.
void brand_line(Ui& ui, const BrandOptions& options);
/// Mark over name, centred: where nobody has signed in yet. Nothing while the business is not known.
void brand_header(Ui& ui, const BrandOptions& options);

}  // namespace portail::ui
