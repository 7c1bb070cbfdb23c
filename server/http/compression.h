// Which encoding an answer travels in (RFC 9110, section 12.5.3), and compressing what is made on the spot. The levels
// are chosen for the latter: brotli 4 and gzip 5 cost about as much as sending the bytes that they save.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace portail::http {

enum class Encoding : std::uint8_t { Identity, Gzip, Brotli };

/// Smaller answers gain nothing.
inline constexpr std::size_t smallest_compressed_answer = 1024;

/// Brotli before gzip, unless the client weighs gzip higher; one that it refuses with ";q=0" is not taken.
[[nodiscard]] Encoding choose_encoding(std::string_view accept_encoding);
/// The name in Content-Encoding; empty for Identity.
[[nodiscard]] std::string_view to_string(Encoding encoding);
/// Nothing where compressing fails.
[[nodiscard]] std::optional<std::string> compress(std::string_view text, Encoding encoding);

}  // namespace portail::http
