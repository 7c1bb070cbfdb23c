// THE table of the HTTP interface: method, path, who may ask, and who answers. Everything that holds for all routes
// (sessions, cross-site requests, compression, errors, logs, counts) happens here, around the handler.
#pragma once

#include <cstdint>
#include <span>

#include "server/api.h"

namespace portail::server {

enum class Method : std::uint8_t { Get, Post, Delete };

enum class Access : std::uint8_t {
    Anyone,
    Machine,  ///< only from this machine, and not through a proxy
    SignedIn,
    Staff,
};

struct Route {
    Method method;
    const char* path;  ///< as cpp-httplib takes it: exact, or a regular expression
    Access access;
    Handler handler;
};

[[nodiscard]] std::span<const Route> route_table();

/// Before the server begins to listen. Both live as long as the server.
void install_routes(Application& application, http::HttpServer& server);

}  // namespace portail::server
