#include "web/http_client_web.h"

#include <emscripten.h>

#include <map>
#include <string_view>
#include <utility>

// clang-format off
EM_JS(void, http_send, (int id, const char* method, const char* path, const char* body, double timeout), {
    Module.portail.http.send(id, UTF8ToString(method), UTF8ToString(path), UTF8ToString(body), timeout);
});
EM_JS(void, http_cancel, (int id), { Module.portail.http.cancel(id); });
EM_JS(void, http_open_stream, (const char* path), { Module.portail.http.openStream(UTF8ToString(path)); });
EM_JS(void, http_close_stream, (), { Module.portail.http.closeStream(); });
// clang-format on

namespace portail {
namespace {

class WebHttpClient;
WebHttpClient* the_client = nullptr;

enum class StreamEvent { Opened, Received, Closed };

std::map<std::string, std::string> parse_headers(std::string_view lines) {
    std::map<std::string, std::string> headers;
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(line.size() + (line.size() < lines.size() ? 1 : 0));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        headers.emplace(line.substr(0, colon), line.substr(colon + 1));
    }
    return headers;
}

class WebHttpClient final : public platform::HttpClient {
public:
    explicit WebHttpClient(std::string audience) : m_audience(std::move(audience)) { the_client = this; }
    ~WebHttpClient() override {
        for (const auto& [id, answered] : m_waiting) http_cancel(id);
        http_close_stream();
        the_client = nullptr;
    }

    platform::RequestId send(platform::HttpRequest request,
                             std::function<void(platform::HttpResponse)> answered) override {
        const int id = ++m_last_id;
        m_waiting.emplace(id, std::move(answered));
        http_send(id, request.method.c_str(), addressed(request.path).c_str(), request.body.c_str(),
                  static_cast<double>(request.timeout));
        return static_cast<platform::RequestId>(id);
    }

    void cancel(platform::RequestId request) override {
        if (m_waiting.erase(static_cast<int>(request)) > 0) http_cancel(static_cast<int>(request));
    }

    void open_stream(const std::string& path, StreamEvents events) override {
        m_stream = std::move(events);
        http_open_stream(addressed(path).c_str());
    }

    void close_stream() override {
        m_stream = {};
        http_close_stream();
    }

    void answer(int id, platform::HttpResponse response) {
        auto waiting = m_waiting.extract(id);
        if (!waiting.empty()) waiting.mapped()(std::move(response));
    }

    void stream_event(StreamEvent kind, const std::string& event, const std::string& id) {
        // The callback may close or replace the stream that it belongs to.
        const StreamEvents stream = m_stream;
        switch (kind) {
            case StreamEvent::Opened:
                if (stream.opened) stream.opened();
                return;
            case StreamEvent::Received:
                if (stream.received) stream.received(event, id);
                return;
            case StreamEvent::Closed:
                m_stream = {};
                if (stream.closed) stream.closed();
                return;
        }
    }

private:
    [[nodiscard]] std::string addressed(const std::string& path) const {
        return path + (path.find('?') == std::string::npos ? "?as=" : "&as=") + m_audience;
    }

    std::string m_audience;
    int m_last_id = 0;
    std::map<int, std::function<void(platform::HttpResponse)>> m_waiting;
    StreamEvents m_stream;
};

}  // namespace

std::unique_ptr<platform::HttpClient> make_http_client_web(std::string audience) {
    return std::make_unique<WebHttpClient>(std::move(audience));
}

extern "C" {

EMSCRIPTEN_KEEPALIVE void portail_http_answered(int id, int status, const char* body, int size, const char* headers) {
    if (the_client == nullptr) return;
    the_client->answer(id, {status, std::string{body, static_cast<std::size_t>(size)}, parse_headers(headers)});
}

EMSCRIPTEN_KEEPALIVE void portail_stream_event(int kind, const char* event, const char* id) {
    if (the_client != nullptr) the_client->stream_event(static_cast<StreamEvent>(kind), event, id);
}

}  // extern "C"

}  // namespace portail
