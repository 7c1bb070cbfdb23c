// How long random secrets (portal codes, session tokens) are stored: as their SHA-256 (FIPS 180-4) in lower-case
// hexadecimal digits. They hold 80 bits and more, so they need neither salt nor stretching; passwords do, and have Argon2.
#pragma once

#include <string>
#include <string_view>

namespace portail::server {

[[nodiscard]] std::string secret_hash(std::string_view secret);

}  // namespace portail::server
