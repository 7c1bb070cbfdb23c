// What a handler is given and what it returns. A handler is a function of both; who may call it, and how its answer or
// its error becomes HTTP, is decided in one place (routes.cpp).
#pragma once

#include <httplib.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/http/http_server.h"
#include "server/sessions.h"
#include "server/static_files.h"
#include "shared/base/json.h"

namespace portail::server {

class Application;

struct Call {
    Application& application;
    const httplib::Request& request;
    http::RequestFacts& facts;
    const Session* session = nullptr;  ///< there for routes that ask for one

    /// The body as JSON: an object.
    [[nodiscard]] Result<Json> body() const;
};

struct Reply {
    int status = 200;
    std::string body;
    std::string content_type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers;
    const StaticFile* file = nullptr;  ///< in place of the body
    bool is_event_stream = false;      ///< the connection is handed over

    [[nodiscard]] static Reply json(const Json& json, int status = 200);
};

using Handler = Result<Reply> (*)(const Call& call);

}  // namespace portail::server
