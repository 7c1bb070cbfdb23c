#include "server/http/event_streams.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace portail::http {
namespace {

using Time = std::chrono::steady_clock;

constexpr std::string_view heartbeat_event = "event: heartbeat\ndata:\n\n";
/// A stream whose peer takes nothing is closed; it will come back and pull.
constexpr std::size_t unsent_limit = 4 * 1024;

// The empty "data:" matters: an event without any data field is not dispatched by a browser.
std::string poke_event(std::int64_t version) {
    return "id: " + std::to_string(version) + "\nevent: poke\ndata:\n\n";
}

}  // namespace

EventStreams::EventStreams(EventStreamOptions options, std::string shared_scope)
    : m_options(options),
      m_shared_scope(std::move(shared_scope)),
      m_epoll(::epoll_create1(EPOLL_CLOEXEC)),
      m_wake(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = m_wake;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wake, &event);
    m_thread = std::thread{[this] { work(); }};
}

EventStreams::~EventStreams() {
    stop();
    ::close(m_wake);
    ::close(m_epoll);
}

bool EventStreams::reserve() {
    std::size_t count = m_count;
    while (count < m_options.most_streams) {
        if (m_count.compare_exchange_weak(count, count + 1)) return true;
    }
    return false;
}

void EventStreams::give_back() {
    --m_count;
}

void EventStreams::add(std::shared_ptr<Connection> connection, std::vector<std::string> scopes, std::string owner) {
    bool is_late = false;
    {
        const std::lock_guard lock{m_mutex};
        is_late = m_stopping;
        if (!is_late) m_arrivals.push_back({std::move(connection), std::move(scopes), std::move(owner)});
    }
    if (is_late) {
        give_back();  // and the connection closes here, while its server is still there
        return;
    }
    ::eventfd_write(m_wake, 1);
}

void EventStreams::poke(std::vector<Poke> pokes) {
    {
        const std::lock_guard lock{m_mutex};
        std::move(pokes.begin(), pokes.end(), std::back_inserter(m_pokes));
    }
    ::eventfd_write(m_wake, 1);
}

void EventStreams::end_streams(std::string owner) {
    {
        const std::lock_guard lock{m_mutex};
        m_ended_owners.push_back(std::move(owner));
    }
    ::eventfd_write(m_wake, 1);
}

void EventStreams::stop() {
    {
        const std::lock_guard lock{m_mutex};
        m_stopping = true;
    }
    ::eventfd_write(m_wake, 1);
    if (m_thread.joinable()) m_thread.join();
}

void EventStreams::work() {
    std::array<epoll_event, 128> events;
    while (true) {
        const int count =
            ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), milliseconds_to_next_timer());
        for (int index = 0; index < count; ++index) {
            const epoll_event& event = events[static_cast<std::size_t>(index)];
            const int socket = event.data.fd;
            if (socket == m_wake) {
                eventfd_t ignored = 0;
                ::eventfd_read(m_wake, &ignored);
                continue;
            }
            const auto found = m_streams.find(socket);
            if (found == m_streams.end()) continue;
            const bool gone = (event.events & (EPOLLHUP | EPOLLERR | EPOLLRDHUP)) != 0;
            if (gone || !found->second.connection->discard_input()) {
                m_broken.push_back(socket);
            } else if ((event.events & EPOLLOUT) != 0) {
                send_unsent(socket);
            }
        }
        {
            const std::lock_guard lock{m_mutex};
            if (m_stopping) break;
        }
        take_arrivals();
        take_pokes();
        serve_timers();
        for (const int socket : std::exchange(m_broken, {}))
            close(socket);
    }
    while (!m_streams.empty())
        close(m_streams.begin()->first);
    take_arrivals();
    while (!m_streams.empty())
        close(m_streams.begin()->first);
}

void EventStreams::take_arrivals() {
    std::vector<Arrival> arrivals;
    std::vector<std::string> ended;
    {
        const std::lock_guard lock{m_mutex};
        arrivals.swap(m_arrivals);
        ended.swap(m_ended_owners);
    }
    for (Arrival& arrival : arrivals) {
        const int socket = arrival.connection->socket();
        for (const std::string& scope : arrival.scopes)
            m_sockets_by_scope[scope].push_back(socket);
        const Deadline now = Time::now();
        Stream& stream = m_streams[socket];
        stream = {std::move(arrival.connection),
                  std::move(arrival.scopes),
                  std::move(arrival.owner),
                  {},
                  now + m_options.heartbeat,
                  now,
                  0};
        epoll_event event{};
        event.events = EPOLLIN | EPOLLRDHUP;
        event.data.fd = socket;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket, &event);
        write(socket, stream, heartbeat_event);  // so that the client knows that the stream stands
    }
    if (ended.empty()) return;
    for (const auto& [socket, stream] : m_streams) {
        if (std::find(ended.begin(), ended.end(), stream.owner) != ended.end()) m_broken.push_back(socket);
    }
}

void EventStreams::take_pokes() {
    std::vector<Poke> pokes;
    {
        const std::lock_guard lock{m_mutex};
        pokes.swap(m_pokes);
    }
    if (pokes.empty()) return;
    std::unordered_map<int, std::int64_t> at_once;
    for (const Poke& poke : pokes) {
        const auto sockets = m_sockets_by_scope.find(poke.scope);
        if (sockets == m_sockets_by_scope.end()) continue;
        for (const int socket : sockets->second) {
            if (poke.scope != m_shared_scope) {
                std::int64_t& version = at_once[socket];
                version = std::max(version, poke.version);
                continue;
            }
            Stream& stream = m_streams.at(socket);
            if (stream.shared_version == 0) {
                const auto jitter = static_cast<std::uint64_t>(m_options.shared_poke_jitter.count());
                const std::chrono::milliseconds delay{m_random.below(jitter + 1)};
                stream.next_shared_poke = std::max(stream.next_shared_poke, Time::now()) + delay;
            }
            stream.shared_version = std::max(stream.shared_version, poke.version);
        }
    }
    for (const auto& [socket, version] : at_once) {
        Stream& stream = m_streams.at(socket);
        stream.shared_version = 0;  // a pull brings everything, the shared rows too
        write(socket, stream, poke_event(version));
    }
}

void EventStreams::serve_timers() {
    const Deadline now = Time::now();
    for (auto& [socket, stream] : m_streams) {
        if (stream.shared_version != 0 && stream.next_shared_poke <= now) {
            write(socket, stream, poke_event(stream.shared_version));
            stream.shared_version = 0;
            stream.next_shared_poke = now + m_options.shared_poke_interval;
        }
        if (stream.next_heartbeat <= now) write(socket, stream, heartbeat_event);
    }
}

int EventStreams::milliseconds_to_next_timer() const {
    Deadline next = Time::now() + m_options.heartbeat;
    for (const auto& [socket, stream] : m_streams) {
        next = std::min(next, stream.next_heartbeat);
        if (stream.shared_version != 0) next = std::min(next, stream.next_shared_poke);
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(next - Time::now()).count();
    return static_cast<int>(std::max<std::int64_t>(left, 0));
}

void EventStreams::write(int socket, Stream& stream, std::string_view text) {
    stream.next_heartbeat = Time::now() + m_options.heartbeat;
    const bool was_empty = stream.unsent.empty();
    stream.unsent += text;
    if (was_empty) send_unsent(socket);
    if (stream.unsent.size() > unsent_limit) m_broken.push_back(socket);
}

void EventStreams::send_unsent(int socket) {
    Stream& stream = m_streams.at(socket);
    const std::ptrdiff_t written = stream.connection->write_some(stream.unsent);
    if (written < 0) {
        m_broken.push_back(socket);
        return;
    }
    stream.unsent.erase(0, static_cast<std::size_t>(written));
    epoll_event event{};
    event.events = EPOLLIN | EPOLLRDHUP | (stream.unsent.empty() ? 0U : EPOLLOUT);
    event.data.fd = socket;
    ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, socket, &event);
}

void EventStreams::close(int socket) {
    const auto found = m_streams.find(socket);
    if (found == m_streams.end()) return;
    for (const std::string& scope : found->second.scopes) {
        std::vector<int>& sockets = m_sockets_by_scope[scope];
        std::erase(sockets, socket);
        if (sockets.empty()) m_sockets_by_scope.erase(scope);
    }
    ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, socket, nullptr);
    m_streams.erase(found);
    --m_count;
}

}  // namespace portail::http
