// What a User-Agent header (RFC 9110, section 10.1.5) says of a device, in the words that its owner knows.
#pragma once

#include <string>
#include <string_view>

namespace portail::server {

/// "iPhone, Safari", "Windows, Firefox", "Android"; empty where nothing is recognised. These are names, the same in
/// every language.
[[nodiscard]] std::string device_name(std::string_view user_agent);

}  // namespace portail::server
