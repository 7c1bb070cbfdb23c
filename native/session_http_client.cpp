#include "native/session_http_client.h"

#include <cstdio>
#include <string_view>

#include "shared/base/json.h"

namespace portail {
namespace {

constexpr std::string_view session_path = "/api/session";
constexpr std::size_t longest_token = 200;

}  // namespace

SessionHttpClient::SessionHttpClient(NativeHttpClient& http, SessionFile file) : m_http(http), m_file(std::move(file)) {
    m_http.set_bearer_token(m_file.load());
}

platform::RequestId SessionHttpClient::send(platform::HttpRequest request,
                                            std::function<void(platform::HttpResponse)> answered) {
    const bool is_about_session = request.path.starts_with(session_path);
    const bool is_sign_in = is_about_session && request.method == "POST";
    const bool is_sign_out = is_about_session && request.method == "DELETE";
    if (!is_sign_in && !is_sign_out) return m_http.send(std::move(request), std::move(answered));
    return m_http.send(
        std::move(request), [this, is_sign_in, answered = std::move(answered)](platform::HttpResponse response) {
            if (is_sign_in && response.status == 200) {
                const Result<Json> json = parse_json(response.body);
                const Result<std::string> token =
                    json.ok() ? JsonReader{*json}.text("token", longest_token) : Result<std::string>{json.error()};
                if (token.ok()) keep(*token);
            }
            // Ended, or known to nobody any more.
            if (!is_sign_in && (response.status == 204 || response.status == 401)) keep({});
            answered(std::move(response));
        });
}

void SessionHttpClient::keep(const std::string& token) {
    m_http.set_bearer_token(token);
    const Result<void> saved = m_file.save(token);
    // The session goes on without the file; only the next start has to sign in again.
    if (!saved.ok()) std::fprintf(stderr, "The session could not be kept: %s\n", saved.error().describe().c_str());
}

}  // namespace portail
