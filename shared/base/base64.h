// Bytes as text: Base64 with padding (RFC 4648, section 4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace portail {

[[nodiscard]] std::string to_base64(std::string_view bytes);
/// Nothing unless `text` is exactly what to_base64 writes: padded, without white space, unused bits zero.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);
/// How long the text of this many bytes is.
[[nodiscard]] constexpr std::size_t base64_length(std::size_t bytes) {
    return (bytes + 2) / 3 * 4;
}

}  // namespace portail
