// Small things done to text in UTF-8: checking it, trimming it, and folding it for searching
// (case and accents disappear for Latin letters, so that "Müller" is found by "muller").
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace portail {

[[nodiscard]] bool is_utf8(std::string_view text);                 ///< well-formed by RFC 3629, no NUL
[[nodiscard]] std::size_t character_count(std::string_view utf8);  ///< code points
/// Reads the code point at `position` (below the end) and moves past it, or past what is none.
[[nodiscard]] char32_t next_code_point(std::string_view utf8, std::size_t& position);
inline constexpr char32_t malformed_code_point = 0xffffffff;
[[nodiscard]] std::string trimmed(std::string_view text);  ///< without white space at either end
[[nodiscard]] std::string folded(std::string_view utf8);   ///< for comparison only, never shown
/// True when each word of `needle` begins a word of, or stands within, `folded_haystack`.
[[nodiscard]] bool matches_folded(std::string_view folded_haystack, std::string_view needle);

}  // namespace portail
