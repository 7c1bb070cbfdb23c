#include "server/http/connection.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>

namespace portail::http {
namespace {

constexpr std::size_t piece_bytes = 16 * 1024;  // as large as a TLS record

int milliseconds_until(Deadline deadline) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 3'600'000));
}

}  // namespace

StopSignal::StopSignal() : m_descriptor(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    assert(m_descriptor >= 0);
}

StopSignal::~StopSignal() {
    ::close(m_descriptor);
}

void StopSignal::raise() {
    const std::uint64_t one = 1;
    // An eventfd only refuses a write when its counter is full, and then it is readable all the same.
    [[maybe_unused]] const auto written = ::write(m_descriptor, &one, sizeof one);
}

bool StopSignal::raised() const {
    pollfd watched{m_descriptor, POLLIN, 0};
    return ::poll(&watched, 1, 0) > 0;
}

Connection::Connection(int socket, SSL_CTX* tls, const StopSignal& stop, std::chrono::milliseconds grace)
    : m_socket(socket), m_stop(stop), m_grace(grace) {
    ::fcntl(m_socket, F_SETFL, ::fcntl(m_socket, F_GETFL) | O_NONBLOCK);
    if (tls != nullptr) {
        m_tls.reset(SSL_new(tls));
        SSL_set_fd(m_tls.get(), m_socket);
        SSL_set_accept_state(m_tls.get());
    }
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (::getpeername(m_socket, reinterpret_cast<sockaddr*>(&address), &length) != 0) return;
    if (address.ss_family == AF_INET) {
        const auto& peer = reinterpret_cast<const sockaddr_in&>(address);
        ::inet_ntop(AF_INET, &peer.sin_addr, text.data(), text.size());
        m_peer_port = ntohs(peer.sin_port);
        m_from_this_machine = (ntohl(peer.sin_addr.s_addr) >> 24) == 127;
    } else if (address.ss_family == AF_INET6) {
        const auto& peer = reinterpret_cast<const sockaddr_in6&>(address);
        ::inet_ntop(AF_INET6, &peer.sin6_addr, text.data(), text.size());
        m_peer_port = ntohs(peer.sin6_port);
        m_from_this_machine = IN6_IS_ADDR_LOOPBACK(&peer.sin6_addr);
    }
    m_peer_address = text.data();
}

Connection::~Connection() {
    if (m_tls) SSL_shutdown(m_tls.get());  // says good-bye if that needs no waiting
    m_tls.reset();
    ERR_clear_error();
    ::close(m_socket);
    if (m_on_close) m_on_close();
}

Transfer Connection::shake_hands(Deadline deadline) {
    if (!m_tls) return Transfer::Done;
    while (true) {
        ERR_clear_error();
        const int result = SSL_do_handshake(m_tls.get());
        if (result == 1) return Transfer::Done;
        const int reason = SSL_get_error(m_tls.get(), result);
        if (reason != SSL_ERROR_WANT_READ && reason != SSL_ERROR_WANT_WRITE) return Transfer::Closed;
        const Transfer waited = wait(reason == SSL_ERROR_WANT_READ ? Need::Read : Need::Write, deadline, m_grace);
        if (waited != Transfer::Done) return waited;
    }
}

Transfer Connection::read_more(Deadline deadline) {
    std::array<char, piece_bytes> piece;
    while (true) {
        Need need = Need::Read;
        bool closed = false;
        const std::ptrdiff_t count = receive(piece.data(), piece.size(), need, closed);
        if (count > 0) {
            m_input.append(piece.data(), static_cast<std::size_t>(count));
            return Transfer::Done;
        }
        if (closed) return Transfer::Closed;
        const Transfer waited = wait(need, deadline, m_grace);
        if (waited != Transfer::Done) return waited;
    }
}

Transfer Connection::write(std::string_view bytes, std::chrono::milliseconds patience) {
    while (!bytes.empty()) {
        Need need = Need::Write;
        bool closed = false;
        const std::ptrdiff_t count = send(bytes, need, closed);
        if (count > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(count));
            continue;
        }
        if (closed) return Transfer::Closed;
        const Transfer waited = wait(need, std::chrono::steady_clock::now() + patience, m_grace);
        if (waited != Transfer::Done) return waited;
    }
    return Transfer::Done;
}

std::ptrdiff_t Connection::write_some(std::string_view bytes) {
    std::ptrdiff_t written = 0;
    while (!bytes.empty()) {
        Need need = Need::Write;
        bool closed = false;
        const std::ptrdiff_t count = send(bytes, need, closed);
        if (closed) return -1;
        if (count <= 0) break;
        written += count;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return written;
}

bool Connection::discard_input() {
    m_input.clear();
    m_used = 0;
    std::array<char, piece_bytes> piece;
    while (true) {
        Need need = Need::Read;
        bool closed = false;
        if (receive(piece.data(), piece.size(), need, closed) <= 0) return !closed;
    }
}

bool Connection::wait_until_readable(Deadline deadline) {
    if (!input().empty() || (m_tls && SSL_pending(m_tls.get()) > 0)) return true;
    return wait(Need::Read, deadline, {}) == Transfer::Done;
}

void Connection::close_gently(std::chrono::milliseconds patience) {
    if (m_tls) SSL_shutdown(m_tls.get());
    ::shutdown(m_socket, SHUT_WR);
    const Deadline deadline = std::chrono::steady_clock::now() + patience;
    std::array<char, piece_bytes> piece;
    std::size_t allowance = 4 * 1024 * 1024;
    while (allowance > 0) {
        const ssize_t count = ::recv(m_socket, piece.data(), piece.size(), 0);
        if (count > 0) {
            allowance -= std::min(allowance, static_cast<std::size_t>(count));
        } else if (count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)) {
            return;
        } else if (wait(Need::Read, deadline, {}) != Transfer::Done) {
            return;
        }
    }
}

void Connection::use_input(std::size_t bytes) {
    assert(m_used + bytes <= m_input.size());
    m_used += bytes;
    if (m_used == m_input.size()) {
        m_input.clear();
        m_used = 0;
        if (m_input.capacity() > 4 * piece_bytes) m_input.shrink_to_fit();
    }
}

Transfer Connection::wait(Need need, Deadline deadline, std::chrono::milliseconds grace) {
    while (true) {
        const bool knows_of_stop = m_last_deadline != Deadline::max();
        std::array<pollfd, 2> watched{{
            {m_socket, static_cast<short>(need == Need::Read ? POLLIN : POLLOUT), 0},
            {m_stop.descriptor(), POLLIN, 0},
        }};
        const int patience = milliseconds_until(std::min(deadline, m_last_deadline));
        const int ready = ::poll(watched.data(), knows_of_stop ? 1 : 2, patience);
        if (ready < 0 && errno == EINTR) continue;
        if (ready < 0) return Transfer::Closed;
        if (watched[0].revents != 0) return Transfer::Done;
        if (ready == 0) return Transfer::TimedOut;
        m_last_deadline = std::chrono::steady_clock::now() + grace;
    }
}

std::ptrdiff_t Connection::receive(char* to, std::size_t room, Need& need, bool& closed) {
    if (!m_tls) {
        const ssize_t count = ::recv(m_socket, to, room, 0);
        closed = count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
        return count;
    }
    ERR_clear_error();
    const int count = SSL_read(m_tls.get(), to, static_cast<int>(room));
    if (count > 0) return count;
    const int reason = SSL_get_error(m_tls.get(), count);
    need = reason == SSL_ERROR_WANT_WRITE ? Need::Write : Need::Read;
    closed = reason != SSL_ERROR_WANT_READ && reason != SSL_ERROR_WANT_WRITE;
    return 0;
}

std::ptrdiff_t Connection::send(std::string_view bytes, Need& need, bool& closed) {
    if (!m_tls) {
        const ssize_t count = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        closed = count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR;
        return count;
    }
    ERR_clear_error();
    const int count = SSL_write(m_tls.get(), bytes.data(), static_cast<int>(std::min(bytes.size(), piece_bytes)));
    if (count > 0) return count;
    const int reason = SSL_get_error(m_tls.get(), count);
    need = reason == SSL_ERROR_WANT_READ ? Need::Read : Need::Write;
    closed = reason != SSL_ERROR_WANT_READ && reason != SSL_ERROR_WANT_WRITE;
    return 0;
}

}  // namespace portail::http
