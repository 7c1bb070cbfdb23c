// The headers that every answer carries, and where a request may come from. docs/security.md gives the reasons.
#pragma once

#include <httplib.h>

#include <string>
#include <string_view>

namespace portail::server {

struct Site {
    bool is_secure = false;     ///< reached over HTTPS, ours or a reverse proxy's
    std::string public_origin;  ///< "https://garage.example"; empty: whatever the Host header says
};

/// `style_source` is one more source of styles than our own files, or empty.
[[nodiscard]] std::string content_security_policy(std::string_view style_source);

/// Where an answer has a content security policy of its own, that stays.
void set_security_headers(const Site& site, httplib::Response& response);

/// False for a request that changes something and was sent by another site's page (cross-site request forgery): told
/// by Sec-Fetch-Site, and for browsers without it by Origin. A request that names neither comes from no browser of
/// today; it passes only where it carries no cookie.
[[nodiscard]] bool comes_from_our_own_pages(const Site& site, const httplib::Request& request);

}  // namespace portail::server
