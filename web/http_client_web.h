// HTTP by the browser's fetch and EventSource (web/js/http.js); the session is the browser's cookie.
#pragma once

#include <memory>
#include <string>

#include "shared/platform/http_client.h"

namespace portail {

/// `audience` says whose session is meant where a browser has two: "customer" or "staff". One client a page.
[[nodiscard]] std::unique_ptr<platform::HttpClient> make_http_client_web(std::string audience);

}  // namespace portail
