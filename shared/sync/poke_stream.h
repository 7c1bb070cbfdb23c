// The server's pokes: a stream of events that is kept open. It reconnects when it ends, with a back-off, and at once
// when nothing has been heard for a minute (the server's heartbeat comes every 25 s). Rule 11 of docs/sync_protocol.md.
#pragma once

#include <functional>

#include "shared/platform/http_client.h"
#include "shared/platform/timers.h"
#include "shared/sync/backoff.h"
#include "shared/sync/sync_timings.h"

namespace portail {

class PokeStream {
public:
    struct Events {
        std::function<void()> opened;  ///< pokes may have been missed until now
        std::function<void()> poked;
        std::function<void(bool was_open)> closed;  ///< not open: it was refused, or never answered
    };

    /// The services outlive the stream.
    PokeStream(platform::HttpClient& http, platform::Timers& timers, RandomSource& random, const SyncTimings& timings,
               Events events);
    PokeStream(const PokeStream&) = delete;
    PokeStream& operator=(const PokeStream&) = delete;
    ~PokeStream() { stop(); }

    void start();
    void stop();
    /// Does not wait any longer for the next try.
    void retry_now();
    [[nodiscard]] bool is_open() const { return m_is_open; }

private:
    void connect();
    void received(const std::string& event);
    void ended();
    void listen_for_silence();

    platform::HttpClient& m_http;
    platform::Timers& m_timers;
    RandomSource& m_random;
    const SyncTimings m_timings;
    Events m_events;
    Backoff m_backoff;
    bool m_is_running = false;
    bool m_is_open = false;
    platform::Timers::TimerId m_silence_timer = 0;
    platform::Timers::TimerId m_retry_timer = 0;
};

}  // namespace portail
