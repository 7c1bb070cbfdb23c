// Timers of the event loop. A callback runs on the thread of the interface, never inside the call that set it.
#pragma once

#include <cstdint>
#include <functional>

#include "shared/base/clock.h"

namespace portail::platform {

class Timers {
public:
    using TimerId = std::uint64_t;  ///< never 0
    virtual ~Timers() = default;
    /// Calls once, `delay` milliseconds from now or later.
    virtual TimerId call_after(Milliseconds delay, std::function<void()> callback) = 0;
    /// Cancelling what has run already, or 0, does nothing.
    virtual void cancel(TimerId timer) = 0;
};

}  // namespace portail::platform
