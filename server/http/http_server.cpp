#include "server/http/http_server.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>

#include "server/http/connection_stream.h"

namespace portail::http {
namespace {

using Time = std::chrono::steady_clock;

constexpr int listen_backlog = 1024;
/// How long a worker waits for the next request before the connection goes to rest: a client in full flow sends it
/// at once, and resting costs two system calls.
constexpr std::chrono::milliseconds flow_pause{20};
constexpr std::chrono::milliseconds farewell{1'000};

thread_local RequestFacts* present_facts = nullptr;

/// Only so that a second server cannot share the port, as cpp-httplib's SO_REUSEPORT would let it.
void reuse_address(int socket) {
    const int on = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
}

std::string last_of_list(std::string_view list) {
    const std::size_t comma = list.rfind(',');
    std::string_view last = comma == std::string_view::npos ? list : list.substr(comma + 1);
    while (!last.empty() && last.front() == ' ')
        last.remove_prefix(1);
    while (!last.empty() && last.back() == ' ')
        last.remove_suffix(1);
    return std::string{last.substr(0, 64)};
}

}  // namespace

HttpServer::HttpServer(HttpServerOptions options) : m_options(std::move(options)) {
    assert(m_options.refused && m_options.finish);
    set_post_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
        m_options.finish(request, response);
        facts().close_after = response.get_header_value("Connection") == "close";
    });
    set_tcp_nodelay(true);
    set_keep_alive_max_count(m_options.limits.requests_on_a_connection);
    set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(m_options.limits.idle_time).count());
    set_payload_max_length(m_options.limits.body_bytes);
    set_socket_options(reuse_address);
    m_idle = std::make_unique<IdleConnections>(m_options.limits.idle_time, [this](std::shared_ptr<Connection> awake) {
        WorkerPool* const workers = m_workers;
        if (workers != nullptr) {
            workers->enqueue([this, connection = std::move(awake)] { converse(connection); });
        }
    });
    new_task_queue = [this] {
        auto* const workers =
            new WorkerPool(m_options.limits.workers, m_options.limits.connections, [this] { m_idle->stop(); });
        m_workers = workers;
        return workers;
    };
}

HttpServer::~HttpServer() {
    stop_serving();
}

Result<int> HttpServer::bind(const std::string& host, int port) {
    const int bound = port == 0 ? bind_to_any_port(host) : (bind_to_port(host, port) ? port : -1);
    if (bound <= 0) {
        Error error = conflict("error.port_taken", "port");
        error.values = {{"host", host}, {"port", std::to_string(port)}};
        error.detail = host + ":" + std::to_string(port) + ": " + std::strerror(errno);
        return error;
    }
    ::listen(svr_sock_, listen_backlog);  // the library asks for 5, which loses connections in a burst
    return bound;
}

void HttpServer::serve() {
    listen_after_bind();
    m_workers = nullptr;
}

void HttpServer::stop_serving() {
    if (m_stopping.exchange(true)) return;
    m_stop.raise();
    // Not Server::stop(), which does nothing before serve() has begun: this ends an accept() that comes later, too.
    if (svr_sock_ != INVALID_SOCKET) ::shutdown(svr_sock_, SHUT_RDWR);
}

RequestFacts& HttpServer::facts() {
    assert(present_facts != nullptr);
    return *present_facts;
}

bool HttpServer::process_and_close_socket(int socket) {
    const auto connection =
        std::make_shared<Connection>(socket, m_options.tls.get(), m_stop, m_options.limits.grace_time);
    if (!admit(*connection)) return false;
    if (connection->shake_hands(Time::now() + m_options.limits.head_time) != Transfer::Done) return false;
    converse(connection);
    return true;
}

void HttpServer::converse(const std::shared_ptr<Connection>& connection) {
    while (true) {
        if (m_stopping) return;
        const WorkerPool* const workers = m_workers;
        const auto pause = workers != nullptr && workers->has_work_waiting() ? std::chrono::milliseconds{} : flow_pause;
        if (!connection->wait_until_readable(Time::now() + pause)) {
            m_idle->add(connection);
            return;
        }
        if (answer_one(connection) == Next::End) return;
    }
}

std::optional<std::size_t> HttpServer::read_head(Connection& connection, std::optional<Refusal>& refusal) {
    const Limits& limits = m_options.limits;
    const Deadline deadline = Time::now() + limits.head_time;
    std::size_t looked_at = 0;
    while (true) {
        const std::string_view input = connection.input();
        if (const auto end = end_of_head(input, looked_at)) {
            if (*end <= limits.head_bytes) return end;
            refusal = Refusal{431, "head too large"};
            return std::nullopt;
        }
        if (input.size() > limits.head_bytes) {
            refusal = Refusal{431, "head too large"};
            return std::nullopt;
        }
        looked_at = input.size();
        const Transfer transfer = connection.read_more(deadline);
        if (transfer == Transfer::Done) continue;
        if (transfer == Transfer::TimedOut && !input.empty()) refusal = Refusal{408, "request too slow"};
        return std::nullopt;
    }
}

HttpServer::Next HttpServer::answer_one(const std::shared_ptr<Connection>& connection) {
    std::optional<Refusal> refusal;
    const std::optional<std::size_t> head_size = read_head(*connection, refusal);
    if (refusal) {
        refuse(*connection, *refusal);
        return Next::End;
    }
    if (!head_size) return Next::End;

    const auto checked = check_head(connection->input().substr(0, *head_size), m_options.limits);
    if (const auto* const refused = std::get_if<Refusal>(&checked)) {
        refuse(*connection, *refused);
        return Next::End;
    }
    const RequestHead& head = std::get<RequestHead>(checked);

    RequestFacts facts = facts_of(*connection, head);
    present_facts = &facts;
    ConnectionStream stream{*connection, m_options.limits, Time::now() + m_options.limits.body_time};
    bool closed = false;
    const bool answered = process_request(stream, connection->peer_address(), connection->peer_port(), {}, 0,
                                          m_stopping, closed, [&](httplib::Request& request) {
                                              request.headers.erase("Accept-Encoding");
                                              request.remote_addr = facts.client_address;
                                          });
    present_facts = nullptr;
    const bool sent = stream.flush() && answered;
    if (facts.hand_over) {
        facts.hand_over(sent ? connection : nullptr);
        return Next::End;
    }
    if (sent && !closed && !facts.close_after) return Next::Request;
    if (sent) connection->close_gently(farewell);
    return Next::End;
}

void HttpServer::refuse(Connection& connection, const Refusal& refusal) {
    httplib::Response response;
    response.status = refusal.status;
    m_options.refused(refusal, response);
    std::string answer =
        "HTTP/1.1 " + std::to_string(refusal.status) + " " + httplib::status_message(refusal.status) + "\r\n";
    for (const auto& [name, value] : response.headers)
        answer += name + ": " + value + "\r\n";
    answer +=
        "Content-Length: " + std::to_string(response.body.size()) + "\r\nConnection: close\r\n\r\n" + response.body;
    if (connection.write(answer, m_options.limits.write_time) == Transfer::Done) connection.close_gently(farewell);
}

RequestFacts HttpServer::facts_of(const Connection& connection, const RequestHead& head) const {
    RequestFacts facts;
    facts.accept_encoding = head.accept_encoding;
    facts.client_address = connection.peer_address();
    facts.from_this_machine = connection.from_this_machine() && head.forwarded_for.empty();
    if (!head.forwarded_for.empty() && is_trusted_proxy(connection.peer_address())) {
        facts.client_address = last_of_list(head.forwarded_for);
    }
    return facts;
}

bool HttpServer::admit(Connection& connection) {
    const std::string address = connection.peer_address();
    const bool neighbour = connection.from_this_machine() || is_trusted_proxy(address);
    const std::size_t most =
        neighbour ? m_options.limits.connections_of_a_neighbour : m_options.limits.connections_of_an_address;
    {
        const std::lock_guard lock{m_addresses_mutex};
        std::size_t& count = m_connections_by_address[address];
        if (count >= most) return false;
        ++count;
    }
    ++m_connections;
    connection.on_close([this, address] {
        --m_connections;
        const std::lock_guard lock{m_addresses_mutex};
        const auto found = m_connections_by_address.find(address);
        if (--found->second == 0) m_connections_by_address.erase(found);
    });
    return m_connections <= m_options.limits.connections;
}

bool HttpServer::is_trusted_proxy(const std::string& address) const {
    const auto& proxies = m_options.trusted_proxies;
    return std::find(proxies.begin(), proxies.end(), address) != proxies.end();
}

}  // namespace portail::http
