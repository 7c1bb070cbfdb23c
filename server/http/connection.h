// One accepted TCP connection, plain or under TLS, closed with the object. The socket never blocks: whoever waits says
// until when, and is woken early when the server stops. What has been read and not used stays in `input()`, so that a
// request sent right behind another one is not lost.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "server/http/tls_context.h"

namespace portail::http {

using Deadline = std::chrono::steady_clock::time_point;

enum class Transfer {
    Done,
    Closed,  ///< by the peer, or broken
    TimedOut,
};

/// Readable from the moment when the server is told to stop, so that every wait may watch it.
class StopSignal {
public:
    StopSignal();
    ~StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    void raise();
    [[nodiscard]] bool raised() const;
    [[nodiscard]] int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
};

class Connection {
public:
    /// Owns `socket`. `tls` may be null; the context must outlive the connection, as `stop` must. Once the server stops,
    /// no wait lasts longer than `grace` from then.
    Connection(int socket, SSL_CTX* tls, const StopSignal& stop, std::chrono::milliseconds grace);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Does nothing without TLS.
    [[nodiscard]] Transfer shake_hands(Deadline deadline);
    /// Appends at least one byte to input().
    [[nodiscard]] Transfer read_more(Deadline deadline);
    /// `patience` is for each piece that the peer takes.
    [[nodiscard]] Transfer write(std::string_view bytes, std::chrono::milliseconds patience);
    /// Writes what the peer takes at once and returns how much that was; less than 0 when the connection is broken.
    [[nodiscard]] std::ptrdiff_t write_some(std::string_view bytes);
    /// Throws away what the peer has sent; false when it has closed the connection.
    [[nodiscard]] bool discard_input();
    /// A stop ends this wait at once.
    [[nodiscard]] bool wait_until_readable(Deadline deadline);
    /// Says that no more will be written, then takes what the peer still sends, for a while: closing at once would
    /// reset the connection and the peer might lose the answer that it has not read.
    void close_gently(std::chrono::milliseconds patience);

    [[nodiscard]] std::string_view input() const { return std::string_view{m_input}.substr(m_used); }
    void use_input(std::size_t bytes);

    [[nodiscard]] int socket() const { return m_socket; }
    [[nodiscard]] const std::string& peer_address() const { return m_peer_address; }
    [[nodiscard]] int peer_port() const { return m_peer_port; }
    [[nodiscard]] bool from_this_machine() const { return m_from_this_machine; }

    /// Called once the connection is closed (it gives its place in the count back).
    void on_close(std::function<void()> callback) { m_on_close = std::move(callback); }

private:
    enum class Need { Read, Write };
    [[nodiscard]] Transfer wait(Need need, Deadline deadline, std::chrono::milliseconds grace);
    /// One attempt: how many bytes, or 0 with the reason in the other two.
    std::ptrdiff_t receive(char* to, std::size_t room, Need& need, bool& closed);
    std::ptrdiff_t send(std::string_view bytes, Need& need, bool& closed);

    int m_socket;
    TlsSession m_tls;
    const StopSignal& m_stop;
    const std::chrono::milliseconds m_grace;
    Deadline m_last_deadline = Deadline::max();  ///< lowered when the server stops
    std::string m_input;
    std::size_t m_used = 0;
    std::string m_peer_address;
    int m_peer_port = 0;
    bool m_from_this_machine = false;
    std::function<void()> m_on_close;
};

}  // namespace portail::http
