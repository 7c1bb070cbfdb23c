// The timers of a loop, ordered by when they are due. The loop asks when it must wake up and runs what is due then.
// Times are milliseconds of the loop's own monotonic clock.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "shared/platform/timers.h"

namespace portail::platform {

class TimerQueue {
public:
    Timers::TimerId add(Milliseconds due, std::function<void()> callback) {
        const Timers::TimerId id = ++m_last_id;
        m_timers.emplace(std::pair(due, id), std::move(callback));
        return id;
    }
    void cancel(Timers::TimerId id) {
        std::erase_if(m_timers, [&](const auto& timer) { return timer.first.second == id; });
    }
    [[nodiscard]] std::optional<Milliseconds> next_due() const {
        return m_timers.empty() ? std::nullopt : std::optional(m_timers.begin()->first.first);
    }
    /// Runs what is due, the oldest first; what that adds waits for the next call. True if anything ran.
    bool run_due(Milliseconds now) {
        const Timers::TimerId newest = m_last_id;
        bool has_run = false;
        for (auto timer = m_timers.begin(); timer != m_timers.end() && timer->first.first <= now;) {
            if (timer->first.second > newest) {
                ++timer;
                continue;
            }
            const std::function<void()> callback = std::move(timer->second);
            m_timers.erase(timer);
            callback();
            has_run = true;
            timer = m_timers.begin();  // the callback may have cancelled others
        }
        return has_run;
    }

private:
    std::map<std::pair<Milliseconds, Timers::TimerId>, std::function<void()>> m_timers;
    Timers::TimerId m_last_id = 0;
};

}  // namespace portail::platform
