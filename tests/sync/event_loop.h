// The event loop of a test: tasks run when the test says so, timers when it moves the clock.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <utility>

#include "shared/base/clock.h"
#include "shared/platform/timers.h"

namespace portail::test {

class EventLoop final : public platform::Timers {
public:
    explicit EventLoop(Milliseconds start) : m_clock(start) {}

    [[nodiscard]] ManualClock& clock() { return m_clock; }

    void post(std::function<void()> task) { m_tasks.push_back(std::move(task)); }
    /// Runs what is posted, and what that posts.
    void run() {
        while (!m_tasks.empty()) {
            const std::function<void()> task = std::move(m_tasks.front());
            m_tasks.pop_front();
            task();
        }
    }
    /// As the end of the program does.
    void drop_tasks() {
        m_tasks.clear();
        m_timers.clear();
    }

    TimerId call_after(Milliseconds delay, std::function<void()> callback) override {
        const TimerId id = ++m_last_timer;
        m_timers.emplace(std::pair{m_elapsed + delay, id}, std::move(callback));
        return id;
    }
    void cancel(TimerId timer) override {
        std::erase_if(m_timers, [&](const auto& entry) { return entry.first.second == timer; });
    }
    /// Moves the time on, with everything that becomes due on the way.
    void advance(Milliseconds by) {
        const Milliseconds until = m_elapsed + by;
        run();
        while (!m_timers.empty() && m_timers.begin()->first.first <= until) {
            auto due = m_timers.extract(m_timers.begin());
            m_clock.advance(due.key().first - m_elapsed);
            m_elapsed = due.key().first;
            due.mapped()();
            run();
        }
        m_clock.advance(until - m_elapsed);
        m_elapsed = until;
    }
    /// How long until the next timer; -1 where there is none.
    [[nodiscard]] Milliseconds next_timer_in() const {
        return m_timers.empty() ? -1 : m_timers.begin()->first.first - m_elapsed;
    }

private:
    ManualClock m_clock;
    Milliseconds m_elapsed = 0;  // not the clock's time, which a test may set
    TimerId m_last_timer = 0;
    std::deque<std::function<void()>> m_tasks;
    std::map<std::pair<Milliseconds, TimerId>, std::function<void()>> m_timers;
};

}  // namespace portail::test
