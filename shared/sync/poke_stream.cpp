#include "shared/sync/poke_stream.h"

#include <utility>

namespace portail {

PokeStream::PokeStream(platform::HttpClient& http, platform::Timers& timers, RandomSource& random,
                       const SyncTimings& timings, Events events)
    : m_http(http),
      m_timers(timers),
      m_random(random),
      m_timings(timings),
      m_events(std::move(events)),
      m_backoff(timings.first_retry, timings.longest_retry) {}

void PokeStream::start() {
    if (m_is_running) return;
    m_is_running = true;
    connect();
}

void PokeStream::stop() {
    if (!m_is_running) return;
    m_is_running = false;
    m_is_open = false;
    m_timers.cancel(std::exchange(m_silence_timer, 0));
    m_timers.cancel(std::exchange(m_retry_timer, 0));
    m_http.close_stream();
}

void PokeStream::retry_now() {
    if (m_retry_timer == 0) return;
    m_timers.cancel(std::exchange(m_retry_timer, 0));
    connect();
}

void PokeStream::connect() {
    // A connection that is never answered is silence too.
    listen_for_silence();
    m_http.open_stream("/api/events", {[this] {
                                           m_is_open = true;
                                           listen_for_silence();
                                           m_events.opened();
                                       },
                                       [this](const std::string& event, const std::string& /*id*/) { received(event); },
                                       [this] { ended(); }});
}

void PokeStream::received(const std::string& event) {
    // Only now, not when it opened: a server that accepts and hangs up must not be asked all the time.
    m_backoff.reset();
    listen_for_silence();
    if (event == "poke") m_events.poked();
}

void PokeStream::ended() {
    const bool was_open = std::exchange(m_is_open, false);
    m_timers.cancel(std::exchange(m_silence_timer, 0));
    m_retry_timer = m_timers.call_after(m_backoff.next(m_random), [this] {
        m_retry_timer = 0;
        connect();
    });
    m_events.closed(was_open);
}

void PokeStream::listen_for_silence() {
    m_timers.cancel(m_silence_timer);
    m_silence_timer = m_timers.call_after(m_timings.silence, [this] {
        m_silence_timer = 0;
        const bool was_open = std::exchange(m_is_open, false);
        connect();
        if (was_open) m_events.closed(true);
    });
}

}  // namespace portail
