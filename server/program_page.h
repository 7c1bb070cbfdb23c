// The page of a browser program as it leaves the server: the one file that the site holds (shell.html), filled with what
// a stranger may know of the business. So its name, its phone number and the right language are there at the first
// paint, before any script, and for those whose browser runs none.
#pragma once

#include <string>
#include <string_view>

#include "server/web_program.h"

namespace portail::server {

/// `page` with its "{{…}}" replaced; everything that comes from the business is escaped for HTML.
[[nodiscard]] std::string fill_page(std::string_view page, WebProgram program, Language language,
                                    const Business& business);

/// The source that a content security policy must allow for the page's <style> (CSP level 3, section 6.7.3.3):
/// "'sha256-…'". Empty where there is none.
[[nodiscard]] std::string style_source(std::string_view page);

}  // namespace portail::server
