// The desk program's session over its HTTP client: the token that the server gives at sign-in is kept in a file for
// the next start, sent with every request, and thrown away when the session is ended. What is asked for and answered
// is otherwise left as it is, so that the program above is the same as in a browser, where a cookie does this.
#pragma once

#include "native/http_client_native.h"
#include "native/session_file.h"

namespace portail {

class SessionHttpClient final : public platform::HttpClient {
public:
    /// `http` outlives this.
    SessionHttpClient(NativeHttpClient& http, SessionFile file);

    platform::RequestId send(platform::HttpRequest request,
                             std::function<void(platform::HttpResponse)> answered) override;
    void cancel(platform::RequestId request) override { m_http.cancel(request); }
    void open_stream(const std::string& path, StreamEvents events) override {
        m_http.open_stream(path, std::move(events));
    }
    void close_stream() override { m_http.close_stream(); }

private:
    void keep(const std::string& token);

    NativeHttpClient& m_http;
    SessionFile m_file;
};

}  // namespace portail
