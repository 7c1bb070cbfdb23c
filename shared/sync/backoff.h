// How long to wait before trying again: twice as long each time, up to a limit, and never all clients at once.
// Half of the delay is fixed, half is random ("equal jitter", M. Brooker, AWS Architecture Blog, 2015).
#pragma once

#include <algorithm>

#include "shared/base/clock.h"
#include "shared/base/random.h"

namespace portail {

class Backoff {
public:
    Backoff(Milliseconds first, Milliseconds longest) : m_first(first), m_longest(longest), m_next(first) {}

    [[nodiscard]] Milliseconds next(RandomSource& random) {
        const Milliseconds delay = m_next;
        m_next = std::min(m_next * 2, m_longest);
        return delay / 2 + static_cast<Milliseconds>(random.below(static_cast<std::uint64_t>(delay / 2 + 1)));
    }
    void reset() { m_next = m_first; }

private:
    Milliseconds m_first;
    Milliseconds m_longest;
    Milliseconds m_next;
};

}  // namespace portail
