#include "server/http/idle_connections.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <vector>

namespace portail::http {

IdleConnections::IdleConnections(std::chrono::milliseconds patience, Awakened awakened)
    : m_patience(patience), m_awakened(std::move(awakened)), m_epoll(::epoll_create1(EPOLL_CLOEXEC)) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = m_stop.descriptor();
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_stop.descriptor(), &event);
    m_thread = std::thread{[this] { watch(); }};
}

IdleConnections::~IdleConnections() {
    stop();
    ::close(m_epoll);
}

void IdleConnections::add(std::shared_ptr<Connection> connection) {
    const std::lock_guard lock{m_mutex};
    if (m_stopped) return;
    const int socket = connection->socket();
    m_resting[socket] = {std::move(connection), std::chrono::steady_clock::now() + m_patience};
    epoll_event event{};
    event.events = EPOLLIN | EPOLLRDHUP;
    event.data.fd = socket;
    if (::epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket, &event) != 0) m_resting.erase(socket);
}

void IdleConnections::stop() {
    {
        const std::lock_guard lock{m_mutex};
        m_stopped = true;
    }
    m_stop.raise();
    if (m_thread.joinable()) m_thread.join();
    const std::lock_guard lock{m_mutex};
    m_resting.clear();
}

std::shared_ptr<Connection> IdleConnections::take(int socket) {
    const std::lock_guard lock{m_mutex};
    const auto found = m_resting.find(socket);
    if (found == m_resting.end()) return nullptr;
    std::shared_ptr<Connection> connection = std::move(found->second.connection);
    m_resting.erase(found);
    ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, socket, nullptr);
    return connection;
}

void IdleConnections::close_expired() {
    const Deadline now = std::chrono::steady_clock::now();
    std::vector<std::shared_ptr<Connection>> expired;  // closed outside the lock: it calls back
    const std::lock_guard lock{m_mutex};
    for (auto resting = m_resting.begin(); resting != m_resting.end();) {
        if (resting->second.deadline > now) {
            ++resting;
            continue;
        }
        ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, resting->first, nullptr);
        expired.push_back(std::move(resting->second.connection));
        resting = m_resting.erase(resting);
    }
}

void IdleConnections::watch() {
    const auto step = std::clamp<std::int64_t>(m_patience.count() / 4, 10, 2000);
    std::array<epoll_event, 64> events;
    while (true) {
        const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), static_cast<int>(step));
        for (int index = 0; index < count; ++index) {
            const int socket = events[static_cast<std::size_t>(index)].data.fd;
            if (socket == m_stop.descriptor()) return;
            if (std::shared_ptr<Connection> connection = take(socket)) m_awakened(std::move(connection));
        }
        close_expired();
    }
}

}  // namespace portail::http
