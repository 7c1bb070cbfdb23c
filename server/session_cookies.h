// Where a request carries its session: the desk program in "Authorization: Bearer", browsers in a cookie. A browser may
// hold two, one of a customer and one of staff, so that the shop's tablet can open a customer's link without signing
// its staff out; "?as=staff" and "?as=customer" say which is meant, and without it the customer's comes first.
#pragma once

#include <httplib.h>

#include <optional>
#include <string>

#include "server/security_headers.h"
#include "shared/base/clock.h"
#include "shared/domain/principal.h"

namespace portail::server {

[[nodiscard]] std::optional<std::string> session_token(const Site& site, const httplib::Request& request);
/// Tells a browser from the desk program: only browsers say where a request comes from.
[[nodiscard]] bool is_browser(const httplib::Request& request);

/// The value of Set-Cookie; a life of 0 removes the cookie.
[[nodiscard]] std::string session_cookie(const Site& site, Role role, const std::string& token, Milliseconds life);

}  // namespace portail::server
