// The simulated time. Everything that happens is an event in one queue, so that a seed decides the whole run. An event
// belongs to an owner; what a program had still to do is dropped with it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/platform/timers.h"

namespace portail::simulation {

using Owner = std::uint64_t;

class Scheduler {
public:
    using EventId = std::uint64_t;

    [[nodiscard]] Milliseconds now() const { return m_now; }
    [[nodiscard]] Owner make_owner() { return ++m_last_owner; }

    EventId schedule(Milliseconds delay, Owner owner, std::function<void()> run) {
        const EventId id = ++m_last_event;
        const Key key{m_now + delay, id};
        m_events.emplace(key, Event{owner, std::move(run)});
        m_times.emplace(id, key.first);
        return id;
    }
    void cancel(EventId id) {
        const auto time = m_times.find(id);
        if (time == m_times.end()) return;
        m_events.erase({time->second, id});
        m_times.erase(time);
    }
    void drop(Owner owner) {
        std::erase_if(m_events, [&](const auto& entry) {
            if (entry.second.owner != owner) return false;
            m_times.erase(entry.first.second);
            return true;
        });
    }
    /// Everything that falls due until then.
    void run_until(Milliseconds until) {
        while (!m_events.empty() && m_events.begin()->first.first <= until) {
            auto event = m_events.extract(m_events.begin());
            m_times.erase(event.key().second);
            m_now = event.key().first;
            event.mapped().run();
        }
        m_now = until;
    }

private:
    using Key = std::pair<Milliseconds, EventId>;
    struct Event {
        Owner owner;
        std::function<void()> run;
    };

    Milliseconds m_now = 0;
    EventId m_last_event = 0;
    Owner m_last_owner = 0;
    std::map<Key, Event> m_events;
    std::map<EventId, Milliseconds> m_times;
};

/// A clock that shows the simulated time, wrongly: it can be set.
class SkewedClock final : public Clock {
public:
    SkewedClock(const Scheduler& scheduler, Milliseconds epoch) : m_scheduler(scheduler), m_epoch(epoch) {}
    [[nodiscard]] Milliseconds now() const override { return m_epoch + m_scheduler.now() + m_skew; }
    void set_skew(Milliseconds skew) { m_skew = skew; }
    void jump(Milliseconds by) { m_skew += by; }

private:
    const Scheduler& m_scheduler;
    Milliseconds m_epoch;
    Milliseconds m_skew = 0;
};

/// The timers of one program.
class SimulatedTimers final : public platform::Timers {
public:
    SimulatedTimers(Scheduler& scheduler, Owner owner) : m_scheduler(scheduler), m_owner(owner) {}
    TimerId call_after(Milliseconds delay, std::function<void()> callback) override {
        return m_scheduler.schedule(delay, m_owner, std::move(callback));
    }
    void cancel(TimerId timer) override { m_scheduler.cancel(timer); }

private:
    Scheduler& m_scheduler;
    Owner m_owner;
};

}  // namespace portail::simulation
