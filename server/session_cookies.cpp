#include "server/session_cookies.h"

#include <string_view>

namespace portail::server {
namespace {

constexpr std::size_t token_length = 64;

/// "__Host-" makes a browser refuse the cookie from a neighbouring domain, and needs HTTPS.
std::string cookie_name(const Site& site, bool is_staff) {
    return std::string{site.is_secure ? "__Host-" : ""} + (is_staff ? "portail-staff" : "portail");
}

std::optional<std::string> cookie(const httplib::Request& request, std::string_view name) {
    const std::string header = request.get_header_value("Cookie");
    std::string_view rest = header;
    while (!rest.empty()) {
        const std::size_t end = rest.find(';');
        std::string_view pair = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        while (!pair.empty() && pair.front() == ' ')
            pair.remove_prefix(1);
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
            return std::string{pair.substr(name.size() + 1)};
        }
    }
    return std::nullopt;
}

std::optional<std::string> any_token(const Site& site, const httplib::Request& request) {
    constexpr std::string_view scheme = "Bearer ";
    const std::string authorization = request.get_header_value("Authorization");
    if (authorization.starts_with(scheme)) return authorization.substr(scheme.size());
    const std::string as = request.get_param_value("as");
    const std::optional<std::string> customer = cookie(request, cookie_name(site, false));
    if (as == "customer" || (as != "staff" && customer)) return customer;
    return cookie(request, cookie_name(site, true));
}

}  // namespace

std::optional<std::string> session_token(const Site& site, const httplib::Request& request) {
    std::optional<std::string> token = any_token(site, request);
    if (token && token->size() != token_length) return std::nullopt;
    return token;
}

bool is_browser(const httplib::Request& request) {
    return request.has_header("Origin") || request.has_header("Sec-Fetch-Site");
}

std::string session_cookie(const Site& site, Role role, const std::string& token, Milliseconds life) {
    std::string text = cookie_name(site, role != Role::Customer) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
    text += "; Max-Age=" + std::to_string(life / second_ms);
    if (site.is_secure) text += "; Secure";
    return text;
}

}  // namespace portail::server
