// The few pages that the server writes itself, in the language that the browser prefers: where there is nothing, and
// where the browser programs are missing. They ask for one stylesheet and run no script.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/i18n/language.h"

namespace portail::server {

enum class WebPage : std::uint8_t { NotFound, ProgramsMissing };

inline constexpr std::string_view stylesheet_path = "/server-page.css";
[[nodiscard]] std::string stylesheet();

/// `accept_language` as the browser sends it.
[[nodiscard]] Language preferred_language(std::string_view accept_language);
[[nodiscard]] std::string render(WebPage page, Language language);

}  // namespace portail::server
