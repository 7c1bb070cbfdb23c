// Where people reach the server, for links in print and on screens.
#pragma once

#include <string>

#include "shared/base/result.h"

namespace portail::server {

/// "https://garage.example", without a slash at its end. ErrorCode::Invalid for anything that is not an origin.
[[nodiscard]] Result<std::string> normalise_origin(const std::string& url);

[[nodiscard]] inline std::string portal_url(const std::string& origin, const std::string& code) {
    return origin + "/c/" + code;
}

}  // namespace portail::server
