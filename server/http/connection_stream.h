// A Connection as cpp-httplib wants to see one: it reads the request (the head is already in the connection's input
// when the library asks) and collects the answer, so that a small one leaves in a single packet.
#pragma once

#include <httplib.h>

#include <string>

#include "server/http/connection.h"
#include "server/http/limits.h"

namespace portail::http {

class ConnectionStream final : public httplib::Stream {
public:
    /// `body_deadline` is for everything that is read through the stream.
    ConnectionStream(Connection& connection, const Limits& limits, Deadline body_deadline)
        : m_connection(connection), m_limits(limits), m_body_deadline(body_deadline) {}

    /// Sends what has been collected; false when the peer did not take it.
    [[nodiscard]] bool flush();

    bool is_readable() const override { return !m_connection.input().empty(); }
    bool wait_readable() const override { return m_connection.wait_until_readable(m_body_deadline); }
    bool wait_writable() const override { return !m_broken; }
    ssize_t read(char* to, std::size_t room) override;
    ssize_t write(const char* bytes, std::size_t count) override;
    void get_remote_ip_and_port(std::string& address, int& port) const override;
    void get_local_ip_and_port(std::string& address, int& port) const override;
    int socket() const override { return m_connection.socket(); }
    time_t duration() const override { return 0; }

private:
    Connection& m_connection;
    const Limits& m_limits;
    Deadline m_body_deadline;
    std::string m_output;
    bool m_broken = false;
};

}  // namespace portail::http
