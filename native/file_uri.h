// Paths as "file:" addresses and back (RFC 8089), and text as a part of an address (RFC 3986, section 2).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace portail {

[[nodiscard]] std::string percent_encoded(std::string_view text, std::string_view kept = "");
[[nodiscard]] std::string to_file_uri(const std::filesystem::path& path);
/// Nothing for an address of another kind or machine.
[[nodiscard]] std::optional<std::filesystem::path> from_file_uri(std::string_view uri);

}  // namespace portail
