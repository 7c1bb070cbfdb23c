// cpp-httplib's server with connections of our own in front. The library parses, routes and answers; what it leaves to
// its user is done here: every head passes the gate before the library sees it, every wait has an end, a connection
// that rests holds no thread, one address gets only so many connections, TLS, and a stop that waits for what has begun
// and for nothing else. An answer that goes on for ever (server-sent events) hands its connection over.
#pragma once

#include <httplib.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/http/connection.h"
#include "server/http/idle_connections.h"
#include "server/http/limits.h"
#include "server/http/request_gate.h"
#include "server/http/worker_pool.h"

namespace portail::http {

/// What is known about the request that this thread works on, besides what cpp-httplib tells.
struct RequestFacts {
    std::string client_address;      ///< behind a trusted proxy: the one that the proxy names
    bool from_this_machine = false;  ///< the peer is local and speaks for nobody else
    std::string accept_encoding;     ///< taken out of the request: answers are compressed by us
    /// Set by a handler: takes the connection once the head of its answer is sent, or null when it could not be sent.
    std::function<void(std::shared_ptr<Connection>)> hand_over;
    bool close_after = false;  ///< the answer says "Connection: close"
};

struct HttpServerOptions {
    Limits limits;
    TlsContext tls;                            ///< null for plain HTTP
    std::vector<std::string> trusted_proxies;  ///< addresses whose X-Forwarded-For is believed
    /// Fills the answer to a request that the gate has refused.
    std::function<void(const Refusal&, httplib::Response&)> refused;
    /// Sees every other answer before it is sent.
    std::function<void(const httplib::Request&, httplib::Response&)> finish;
};

class HttpServer final : public httplib::Server {
public:
    explicit HttpServer(HttpServerOptions options);
    ~HttpServer() override;

    /// The port that was bound; `port` 0 takes a free one. ErrorCode::Conflict when it is taken.
    [[nodiscard]] Result<int> bind(const std::string& host, int port);
    /// Serves until stop_serving(), and returns when every request that had begun is answered.
    void serve();
    /// From any thread, and more than once.
    void stop_serving();

    /// Only within a handler.
    [[nodiscard]] static RequestFacts& facts();

    [[nodiscard]] bool uses_tls() const { return m_options.tls != nullptr; }
    [[nodiscard]] std::size_t open_connections() const { return m_connections; }

private:
    bool process_and_close_socket(int socket) override;
    /// Answers one request after the other, until the connection rests or ends.
    void converse(const std::shared_ptr<Connection>& connection);
    enum class Next { Request, End };
    [[nodiscard]] Next answer_one(const std::shared_ptr<Connection>& connection);
    [[nodiscard]] std::optional<std::size_t> read_head(Connection& connection, std::optional<Refusal>& refusal);
    void refuse(Connection& connection, const Refusal& refusal);
    [[nodiscard]] RequestFacts facts_of(const Connection& connection, const RequestHead& head) const;

    /// Counts the connection; false when there are too many, of all or of this address.
    [[nodiscard]] bool admit(Connection& connection);
    [[nodiscard]] bool is_trusted_proxy(const std::string& address) const;

    HttpServerOptions m_options;
    StopSignal m_stop;
    std::atomic<bool> m_stopping{false};
    std::atomic<WorkerPool*> m_workers{nullptr};
    std::unique_ptr<IdleConnections> m_idle;

    std::atomic<std::size_t> m_connections{0};
    std::mutex m_addresses_mutex;
    std::unordered_map<std::string, std::size_t> m_connections_by_address;
};

}  // namespace portail::http
