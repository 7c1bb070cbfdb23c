// Names for rows, made by whoever creates the row. An Id is the lower-case text form of an RFC 9562 UUID:
// version 7 (ordered by time of creation) as a rule, version 4 where the time of creation must not show.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/clock.h"
#include "shared/base/random.h"

namespace portail {

using Id = std::string;

[[nodiscard]] Id make_id(Milliseconds now, RandomSource& random);  ///< UUIDv7
[[nodiscard]] Id make_unrelated_id(RandomSource& random);          ///< UUIDv4
[[nodiscard]] bool is_id(std::string_view text);                   ///< 8-4-4-4-12 lower-case hexadecimal digits

/// A secret code of `length` characters from an alphabet of 32 without 0, 1, I and O (5 bits each).
[[nodiscard]] std::string make_code(std::size_t length, RandomSource& random);
/// True when the text could have come from make_code (letters may be lower case).
[[nodiscard]] bool is_code(std::string_view text, std::size_t length);
/// What make_code would have written: upper case, without spaces and hyphens.
[[nodiscard]] std::string normalise_code(std::string_view text);

}  // namespace portail
