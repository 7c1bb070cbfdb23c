// Requests of the desk program, through libcurl: one thread does all input and output, so that a slow server, a slow
// name look-up or a cancelled request never holds up the interface or the end of the program. TLS certificates are
// always verified, redirects are never followed. An answer that does not come from our server (a captive portal's
// page, a proxy's error) counts as none.
#pragma once

#include <memory>
#include <string>

#include "shared/platform/app_loop.h"
#include "shared/platform/http_client.h"

namespace portail {

struct HttpClientOptions {
    std::string server;            ///< "https://host" or "https://host:port", without a path
    std::string certificate_file;  ///< PEM; trusted instead of the system's authorities where not empty
};

class NativeHttpClient final : public platform::HttpClient {
public:
    NativeHttpClient(platform::AppLoop& loop, const HttpClientOptions& options);
    ~NativeHttpClient() override;
    NativeHttpClient(const NativeHttpClient&) = delete;
    NativeHttpClient& operator=(const NativeHttpClient&) = delete;

    platform::RequestId send(platform::HttpRequest request,
                             std::function<void(platform::HttpResponse)> answered) override;
    void cancel(platform::RequestId request) override;
    void open_stream(const std::string& path, StreamEvents events) override;
    void close_stream() override;

    /// Sent as "Authorization: Bearer …" with every request from now on; empty for none.
    void set_bearer_token(std::string token) { m_bearer_token = std::move(token); }

private:
    class Transport;  ///< the thread and what it owns
    struct Pending;   ///< who waits for what; touched on the loop's thread alone

    std::string m_bearer_token;
    std::shared_ptr<Pending> m_pending;
    std::unique_ptr<Transport> m_transport;
};

}  // namespace portail
