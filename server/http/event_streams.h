// The open streams of server-sent events (WHATWG HTML, section 9.2), all written by one thread. A stream carries no
// data: a poke says "pull", with the version as its id, and a heartbeat says that the line is alive. Pokes for what
// everybody holds are kept back so that a stream gets at most one of them in two seconds, each with its own jitter, or
// every booking would wake every client of the shop at the same moment.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "server/http/connection.h"
#include "shared/base/random.h"

namespace portail::http {

struct EventStreamOptions {
    std::size_t most_streams = 2000;
    std::chrono::milliseconds heartbeat{25'000};
    std::chrono::milliseconds shared_poke_interval{2'000};
    std::chrono::milliseconds shared_poke_jitter{250};
};

struct Poke {
    std::string scope;
    std::int64_t version = 0;
};

class EventStreams {
public:
    /// `shared_scope` is the one whose pokes are kept back.
    EventStreams(EventStreamOptions options, std::string shared_scope);
    ~EventStreams();
    EventStreams(const EventStreams&) = delete;
    EventStreams& operator=(const EventStreams&) = delete;

    /// Takes a place for a stream that is about to be added; false when there is none. Whoever has a place adds a
    /// stream or gives it back.
    [[nodiscard]] bool reserve();
    void give_back();

    /// `connection` has sent the head of its answer. `owner` names the session, for end_streams(). After stop() it is
    /// closed at once.
    void add(std::shared_ptr<Connection> connection, std::vector<std::string> scopes, std::string owner);
    /// Does not block; from any thread.
    void poke(std::vector<Poke> pokes);
    /// Closes the streams of a session that has ended.
    void end_streams(std::string owner);
    void stop();

    [[nodiscard]] std::size_t count() const { return m_count; }

private:
    struct Stream {
        std::shared_ptr<Connection> connection;
        std::vector<std::string> scopes;
        std::string owner;
        std::string unsent;
        Deadline next_heartbeat;
        Deadline next_shared_poke;        ///< not before this
        std::int64_t shared_version = 0;  ///< 0 where no shared poke waits
    };
    struct Arrival {
        std::shared_ptr<Connection> connection;
        std::vector<std::string> scopes;
        std::string owner;
    };

    void work();
    void take_arrivals();
    void take_pokes();
    void serve_timers();
    [[nodiscard]] int milliseconds_to_next_timer() const;
    void write(int socket, Stream& stream, std::string_view text);
    void send_unsent(int socket);
    void close(int socket);

    const EventStreamOptions m_options;
    const std::string m_shared_scope;
    int m_epoll;
    int m_wake;
    std::atomic<std::size_t> m_count{0};

    std::mutex m_mutex;  // guards what the other threads hand over
    std::vector<Arrival> m_arrivals;
    std::vector<Poke> m_pokes;
    std::vector<std::string> m_ended_owners;
    bool m_stopping = false;

    // The thread's own.
    std::unordered_map<int, Stream> m_streams;  ///< by socket
    std::unordered_map<std::string, std::vector<int>> m_sockets_by_scope;
    std::vector<int> m_broken;
    SystemRandom m_random;
    std::thread m_thread;
};

}  // namespace portail::http
