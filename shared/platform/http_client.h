// Requests to our own server, without blocking: every answer arrives on the thread of the interface, never before the
// call that asked for it has returned. A request that got no answer (no network, time-out, a captive portal's page)
// has status 0. Destroying the client, or cancelling, drops answers that have not been delivered.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "shared/base/clock.h"

namespace portail::platform {

struct HttpRequest {
    std::string method = "GET";
    std::string path;  ///< from the server's root, with query
    std::string body;  ///< JSON where not empty
    Milliseconds timeout = 30 * second_ms;
};

struct HttpResponse {
    int status = 0;
    std::string body;
    std::map<std::string, std::string> headers;  ///< names in lower case
};

using RequestId = std::uint64_t;

class HttpClient {
public:
    virtual ~HttpClient() = default;
    virtual RequestId send(HttpRequest request, std::function<void(HttpResponse)> answered) = 0;
    virtual void cancel(RequestId request) = 0;

    struct StreamEvents {
        std::function<void()> opened;
        std::function<void(const std::string& event, const std::string& id)> received;  ///< heartbeats included
        std::function<void()> closed;  ///< by either side, or by an error; the caller decides when to try again
    };
    /// Server-sent events (WHATWG HTML, section 9.2). At most one stream is open; opening another closes the first
    /// without calling its `closed`.
    virtual void open_stream(const std::string& path, StreamEvents events) = 0;
    virtual void close_stream() = 0;
};

}  // namespace portail::platform
