// A small HTTP server in a thread of its own, for tests of what talks to one.
#pragma once

#include <httplib.h>

#include <functional>
#include <string>
#include <thread>
#include <utility>

namespace portail::test {

template <class Server>
class RunningServer {
public:
    template <class... Arguments>
    explicit RunningServer(const std::function<void(httplib::Server&)>& add_routes, Arguments&&... arguments)
        : m_server(std::forward<Arguments>(arguments)...) {
        add_routes(m_server);
        m_port = m_server.bind_to_any_port("127.0.0.1");
        m_thread = std::thread{[this] { m_server.listen_after_bind(); }};
        m_server.wait_until_ready();
    }
    ~RunningServer() {
        m_server.stop();
        m_thread.join();
    }
    [[nodiscard]] std::string address(const std::string& scheme = "http") const {
        return scheme + "://127.0.0.1:" + std::to_string(m_port);
    }

private:
    Server m_server;
    int m_port = 0;
    std::thread m_thread;
};

}  // namespace portail::test
