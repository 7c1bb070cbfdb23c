// A server whose every answer the test gives by hand.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "shared/platform/http_client.h"
#include "shared/sync/protocol.h"

namespace portail::test {

class ScriptedHttp final : public platform::HttpClient {
public:
    platform::RequestId send(platform::HttpRequest request,
                             std::function<void(platform::HttpResponse)> answered) override {
        m_requests.push_back({++m_last, std::move(request), std::move(answered)});
        return m_last;
    }
    void cancel(platform::RequestId request) override {
        std::erase_if(m_requests, [&](const Waiting& waiting) { return waiting.id == request; });
    }
    void open_stream(const std::string& path, StreamEvents events) override {
        if (path != "/api/events") throw std::runtime_error("an odd stream: " + path);
        ++streams_opened;
        m_stream = std::move(events);
    }
    void close_stream() override { m_stream.reset(); }

    [[nodiscard]] bool has_request() const { return !m_requests.empty(); }
    [[nodiscard]] bool has_stream() const { return m_stream.has_value(); }
    /// The one that waits for its answer.
    [[nodiscard]] const platform::HttpRequest& request() const {
        if (m_requests.size() != 1) {
            throw std::runtime_error("requests waiting: " + std::to_string(m_requests.size()));
        }
        return m_requests.front().request;
    }
    [[nodiscard]] bool is_push() const { return has_request() && request().path == "/api/sync/push"; }
    [[nodiscard]] bool is_pull() const { return has_request() && request().path.starts_with("/api/sync/pull?"); }
    [[nodiscard]] PushRequest pushed() const {
        if (!is_push()) throw std::runtime_error("not a push: " + request().path);
        auto read = parse_push_request(*parse_json(request().body));
        if (!read) throw std::runtime_error(read.error().describe());
        return *read;
    }

    void answer(int status, std::string body = {}, std::map<std::string, std::string> headers = {}) {
        const auto answered = std::move(m_requests.front().answered);
        static_cast<void>(request());
        m_requests.pop_front();
        answered({status, std::move(body), std::move(headers)});
    }
    void answer_json(int status, const Json& body) { answer(status, to_text(body)); }
    void answer_error(int status, const Error& error) { answer_json(status, Json{{"error", to_json(error)}}); }

    // The stream's side of the server.
    void open() { events().opened(); }
    void event(const std::string& name) { events().received(name, "1"); }
    void hang_up() { std::exchange(m_stream, std::nullopt).value().closed(); }
    int streams_opened = 0;

private:
    struct Waiting {
        platform::RequestId id;
        platform::HttpRequest request;
        std::function<void(platform::HttpResponse)> answered;
    };
    StreamEvents events() {
        if (!m_stream) throw std::runtime_error("no stream is open");
        return *m_stream;
    }

    std::deque<Waiting> m_requests;
    platform::RequestId m_last = 0;
    std::optional<StreamEvents> m_stream;
};

}  // namespace portail::test
