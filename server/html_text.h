// Text within HTML.
#pragma once

#include <string>
#include <string_view>

namespace portail::server {

/// With what means something to HTML written as entities: fit for an element's text and for an attribute in quotes.
[[nodiscard]] std::string escaped_html(std::string_view text);

}  // namespace portail::server
