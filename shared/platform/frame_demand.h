// Which frames a loop owes: some at once, after something happened, and one at a later time, for what changes by itself
// (a caret, a tooltip). Nobody takes the later one back: a frame that is drawn before it settles it, and whoever still
// waits asks again while it is drawn. Times are milliseconds of the loop's own monotonic clock.
#pragma once

#include <algorithm>
#include <optional>

#include "shared/base/clock.h"

namespace portail::platform {

class FrameDemand {
public:
    /// At least `count` more frames, now.
    void request(int count) { m_wanted = std::max(m_wanted, count); }
    /// One frame at `due`; of several the earliest counts.
    void request_at(Milliseconds due) { m_due = std::min(due, m_due.value_or(due)); }

    [[nodiscard]] bool is_wanted() const { return m_wanted > 0; }
    [[nodiscard]] std::optional<Milliseconds> next_due() const { return m_due; }
    /// Wants the frame whose time has come. True if there was one.
    bool come_due(Milliseconds now) {
        if (!m_due || *m_due > now) return false;
        m_due.reset();
        request(1);
        return true;
    }
    /// Before a frame is drawn; what it asks for itself counts for those after it.
    void begin_frame() {
        m_wanted = std::max(m_wanted - 1, 0);
        m_due.reset();
    }

private:
    int m_wanted = 0;
    std::optional<Milliseconds> m_due;
};

/// The earlier of two times that may not be set.
[[nodiscard]] inline std::optional<Milliseconds> earlier(std::optional<Milliseconds> a, std::optional<Milliseconds> b) {
    return a && b ? std::min(*a, *b) : a ? a : b;
}

}  // namespace portail::platform
