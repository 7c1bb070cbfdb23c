#include "server/security_headers.h"

#include <array>
#include <utility>

namespace portail::server {
namespace {

// 'wasm-unsafe-eval' allows compiling WebAssembly and nothing else; blob: images are camera frames and QR codes. Of inline
// styles only the one is allowed that a program's page begins with, by its hash.
constexpr std::string_view policy_before_styles =
    "default-src 'none'; "
    "script-src 'self' 'wasm-unsafe-eval'; "
    "worker-src 'self'; "
    "connect-src 'self'; "
    "img-src 'self' data: blob:; "
    "media-src 'self' blob:; "
    "style-src 'self'";
constexpr std::string_view policy_after_styles =
    "; font-src 'self'; "
    "manifest-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'";

constexpr std::array<std::pair<const char*, const char*>, 7> fixed_headers{{
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"X-Permitted-Cross-Domain-Policies", "none"},
    {"Permissions-Policy", "camera=(self), clipboard-write=(self), geolocation=(), microphone=(), payment=(), usb=()"},
}};

constexpr const char* strict_transport = "max-age=63072000; includeSubDomains";

std::string origin_asked_for(const Site& site, const httplib::Request& request) {
    if (!site.public_origin.empty()) return site.public_origin;
    return (site.is_secure ? "https://" : "http://") + request.get_header_value("Host");
}

}  // namespace

std::string content_security_policy(std::string_view style_source) {
    std::string policy{policy_before_styles};
    if (!style_source.empty()) policy.append(" ").append(style_source);
    return policy.append(policy_after_styles);
}

void set_security_headers(const Site& site, httplib::Response& response) {
    if (!response.has_header("Content-Security-Policy")) {
        response.set_header("Content-Security-Policy", content_security_policy({}));
    }
    for (const auto& [name, value] : fixed_headers)
        response.set_header(name, value);
    if (site.is_secure) response.set_header("Strict-Transport-Security", strict_transport);
    if (!response.has_header("Cache-Control")) response.set_header("Cache-Control", "no-store");
}

bool comes_from_our_own_pages(const Site& site, const httplib::Request& request) {
    const std::string fetch_site = request.get_header_value("Sec-Fetch-Site");
    if (!fetch_site.empty()) return fetch_site == "same-origin";
    const std::string origin = request.get_header_value("Origin");
    if (!origin.empty()) {
        // Behind a proxy that nobody told us of, the page's scheme may be HTTPS and ours is not.
        return origin == origin_asked_for(site, request) ||
               (site.public_origin.empty() && origin == "https://" + request.get_header_value("Host"));
    }
    return !request.has_header("Cookie");
}

}  // namespace portail::server
