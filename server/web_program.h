// The two browser programs as somebody meets them from outside: their addresses, what they are called, and what a phone
// needs to put one of them on its home screen.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/i18n/translator.h"

namespace portail::server {

enum class WebProgram : std::uint8_t { Portal, Admin };

/// What a stranger may know. An empty name stands for a server that has no business yet.
struct Business {
    std::string name;
    std::string phone;         ///< as people write it; may be empty
    std::string accent_color;  ///< see shared/domain/organisation.h
};

struct ProgramAddresses {
    std::string_view folder;  ///< in the site, with everything below
    std::string_view page;
    std::string_view service_worker;
    std::string_view manifest;
    std::string_view start;
    std::string_view scope;    ///< of the installed program
    const char* worker_scope;  ///< all its pages
};
[[nodiscard]] const ProgramAddresses& addresses_of(WebProgram program);

[[nodiscard]] std::string name_of(const Translator& words, const Business& business);
/// Under an icon: as many whole words as a home screen shows.
[[nodiscard]] std::string short_name_of(const Translator& words, WebProgram program, const Business& business);
[[nodiscard]] std::string description_of(const Translator& words, const Business& business);

/// A web app manifest (W3C, Web Application Manifest). It holds no code of a portal link: browsers hand manifests to the
/// services that make the installed program, so the portal starts at "/c/me", with the session that is there.
[[nodiscard]] std::string app_manifest(WebProgram program, Language language, const Business& business);

}  // namespace portail::server
