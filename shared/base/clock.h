// Time as Portail stores and sends it: milliseconds since 1970-01-01T00:00:00Z, without leap seconds (Unix time).
// Whoever needs the present takes a Clock, so that tests and the simulation decide what time it is.
#pragma once

#include <atomic>
#include <cstdint>

namespace portail {

using Milliseconds = std::int64_t;

inline constexpr Milliseconds second_ms = 1000;
inline constexpr Milliseconds minute_ms = 60 * second_ms;
inline constexpr Milliseconds hour_ms = 60 * minute_ms;
inline constexpr Milliseconds day_ms = 24 * hour_ms;

class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Milliseconds now() const = 0;  ///< UTC milliseconds
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Milliseconds now() const override;
};

/// A clock that stands still until it is told otherwise; it may be set while other threads read it.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Milliseconds start) : m_now(start) {}
    [[nodiscard]] Milliseconds now() const override { return m_now; }
    void advance(Milliseconds by) { m_now += by; }
    void set(Milliseconds now) { m_now = now; }

private:
    std::atomic<Milliseconds> m_now;
};

}  // namespace portail
