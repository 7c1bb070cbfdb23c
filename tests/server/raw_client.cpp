#include "tests/server/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>

namespace portail::test {
namespace {

constexpr int patience_ms = 10'000;

}  // namespace

std::string RawAnswer::header(std::string_view name) const {
    std::size_t at = head.find("\r\n");
    while (at != std::string::npos) {
        const std::size_t begin = at + 2;
        const std::size_t end = head.find("\r\n", begin);
        if (end == std::string::npos) break;
        const std::string_view line = std::string_view{head}.substr(begin, end - begin);
        if (line.size() > name.size() && line[name.size()] == ':' &&
            ::strncasecmp(line.data(), name.data(), name.size()) == 0) {
            const std::size_t value = line.find_first_not_of(' ', name.size() + 1);
            return std::string{value == std::string_view::npos ? std::string_view{} : line.substr(value)};
        }
        at = end;
    }
    return {};
}

RawClient::RawClient(int port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(m_socket);
        m_socket = -1;
    }
}

RawClient::~RawClient() {
    if (m_socket >= 0) ::close(m_socket);
}

void RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

bool RawClient::read_more() {
    if (m_socket < 0) return false;
    pollfd watched{m_socket, POLLIN, 0};
    if (::poll(&watched, 1, patience_ms) <= 0) return false;
    std::array<char, 16384> piece;
    const ssize_t count = ::recv(m_socket, piece.data(), piece.size(), 0);
    if (count <= 0) return false;
    m_received.append(piece.data(), static_cast<std::size_t>(count));
    return true;
}

bool RawClient::read_until(const std::function<bool(std::string_view)>& found) {
    while (!found(m_received)) {
        if (!read_more()) return false;
    }
    return true;
}

RawAnswer RawClient::read_answer() {
    RawAnswer answer;
    if (!read_until([](std::string_view text) { return text.find("\r\n\r\n") != std::string_view::npos; })) {
        return answer;
    }
    const std::size_t head_size = m_received.find("\r\n\r\n") + 4;
    answer.head = m_received.substr(0, head_size);
    m_received.erase(0, head_size);
    std::size_t length = 0;
    const std::string length_text = answer.header("Content-Length");
    std::from_chars(length_text.data(), length_text.data() + length_text.size(), length);
    if (!read_until([&](std::string_view text) { return text.size() >= length; })) return answer;
    answer.body = m_received.substr(0, length);
    m_received.erase(0, length);
    std::from_chars(answer.head.data() + 9, answer.head.data() + 12, answer.status);
    return answer;
}

bool RawClient::is_closed_by_server() {
    while (m_socket >= 0) {
        pollfd watched{m_socket, POLLIN, 0};
        if (::poll(&watched, 1, patience_ms) <= 0) return false;
        std::array<char, 16384> piece;
        const ssize_t count = ::recv(m_socket, piece.data(), piece.size(), 0);
        if (count <= 0) return count == 0 || errno == ECONNRESET;
        m_received.append(piece.data(), static_cast<std::size_t>(count));
    }
    return true;
}

RawAnswer send_raw(int port, std::string_view bytes) {
    RawClient client{port};
    client.send(bytes);
    return client.read_answer();
}

}  // namespace portail::test
