// When the sync client does what. Rule 11 of docs/sync_protocol.md.
#pragma once

#include "shared/base/clock.h"

namespace portail {

struct SyncTimings {
    Milliseconds request_timeout = 30 * second_ms;
    Milliseconds silence = 60 * second_ms;  ///< then the stream is taken for dead
    Milliseconds poll_with_stream = 5 * minute_ms;
    Milliseconds poll_without_stream = 30 * second_ms;
    Milliseconds first_retry = second_ms;
    Milliseconds longest_retry = minute_ms;
    Milliseconds longest_wait = 10 * minute_ms;  ///< that a Retry-After may ask for
};

}  // namespace portail
