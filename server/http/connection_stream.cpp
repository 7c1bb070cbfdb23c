#include "server/http/connection_stream.h"

#include <algorithm>
#include <cstring>

namespace portail::http {
namespace {

constexpr std::size_t collected_bytes = 64 * 1024;

}  // namespace

bool ConnectionStream::flush() {
    if (!m_broken && !m_output.empty()) {
        m_broken = m_connection.write(m_output, m_limits.write_time) != Transfer::Done;
    }
    m_output.clear();
    return !m_broken;
}

ssize_t ConnectionStream::read(char* to, std::size_t room) {
    // Whoever waits for the rest of a request must first hear what has been said ("100 Continue").
    if (m_connection.input().empty()) {
        if (!flush()) return -1;
        const Transfer transfer = m_connection.read_more(m_body_deadline);
        if (transfer == Transfer::Closed) return 0;
        if (transfer != Transfer::Done) return -1;
    }
    const std::string_view input = m_connection.input();
    const std::size_t count = std::min(room, input.size());
    std::memcpy(to, input.data(), count);
    m_connection.use_input(count);
    return static_cast<ssize_t>(count);
}

ssize_t ConnectionStream::write(const char* bytes, std::size_t count) {
    m_output.append(bytes, count);
    if (m_output.size() >= collected_bytes && !flush()) return -1;
    return m_broken ? -1 : static_cast<ssize_t>(count);
}

void ConnectionStream::get_remote_ip_and_port(std::string& address, int& port) const {
    address = m_connection.peer_address();
    port = m_connection.peer_port();
}

void ConnectionStream::get_local_ip_and_port(std::string& address, int& port) const {
    address.clear();
    port = 0;
}

}  // namespace portail::http
