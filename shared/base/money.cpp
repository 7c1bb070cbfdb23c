#include "shared/base/money.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace portail {

int minor_unit_digits(const std::string& currency) {
    constexpr std::array<std::string_view, 16> none{"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                                    "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XPF"};
    constexpr std::array<std::string_view, 7> three{"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
    if (std::find(none.begin(), none.end(), currency) != none.end()) return 0;
    if (std::find(three.begin(), three.end(), currency) != three.end()) return 3;
    return 2;
}

}  // namespace portail
