// Kept-alive connections between two requests. They rest here, watched by one thread, instead of holding a worker each;
// one that has something to say is handed back, one that stays silent too long is closed.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "server/http/connection.h"

namespace portail::http {

class IdleConnections {
public:
    using Awakened = std::function<void(std::shared_ptr<Connection>)>;

    /// `awakened` is called on the watching thread and must not block.
    IdleConnections(std::chrono::milliseconds patience, Awakened awakened);
    ~IdleConnections();
    IdleConnections(const IdleConnections&) = delete;
    IdleConnections& operator=(const IdleConnections&) = delete;

    void add(std::shared_ptr<Connection> connection);
    /// Closes all of them; none is handed back after this.
    void stop();

private:
    struct Resting {
        std::shared_ptr<Connection> connection;
        Deadline deadline;
    };

    void watch();
    [[nodiscard]] std::shared_ptr<Connection> take(int socket);
    void close_expired();

    const std::chrono::milliseconds m_patience;
    const Awakened m_awakened;
    int m_epoll;
    StopSignal m_stop;
    std::mutex m_mutex;
    std::unordered_map<int, Resting> m_resting;  ///< by socket
    bool m_stopped = false;
    std::thread m_thread;
};

}  // namespace portail::http
