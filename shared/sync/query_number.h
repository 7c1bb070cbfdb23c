// A whole number from the query of a request, within bounds. Not a number, or beyond them: an `invalid` error that names
// the parameter.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>

#include "shared/base/result.h"

namespace portail {

[[nodiscard]] inline Result<std::int64_t> parse_query_number(const std::string& name, const std::string& text,
                                                             std::int64_t smallest, std::int64_t largest) {
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{} || end != text.data() + text.size()) return invalid(name, "error.not_a_number");
    if (number < smallest || number > largest) {
        return invalid(name, "error.out_of_range",
                       {{"smallest", std::to_string(smallest)}, {"largest", std::to_string(largest)}});
    }
    return number;
}

}  // namespace portail
