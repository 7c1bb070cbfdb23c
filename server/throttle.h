// Limits how often somebody may try, per key (an address, an account): a bucket of tries that fills again slowly. A try
// is taken before it is evaluated, so that a hundred at once are not evaluated either, and given back when it was right.
// Keys are kept hashed with a secret of the process; nothing about who tried can be read from memory or a core file.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "shared/base/clock.h"
#include "shared/base/random.h"

namespace portail::server {

/// The key for a network address: of IPv6 only the network, for every household has a whole one.
[[nodiscard]] std::string throttle_key(const std::string& address);

struct ThrottleOptions {
    int tries = 10;                       ///< in a row
    Milliseconds refill = 5 * minute_ms;  ///< for one more
    std::size_t most_keys = 20'000;       ///< beyond that the fullest buckets are forgotten first
};

class Throttle {
public:
    /// The clock outlives the throttle.
    Throttle(ThrottleOptions options, const Clock& clock, RandomSource& random);

    /// Takes a try. When there is none: how long until there is one again.
    [[nodiscard]] std::optional<Milliseconds> take(std::string_view key);
    void give_back(std::string_view key);

private:
    struct Bucket {
        double tries = 0;
        Milliseconds updated_at = 0;
    };

    [[nodiscard]] std::uint64_t hashed(std::string_view key) const;
    [[nodiscard]] Bucket& refilled(std::uint64_t key, Milliseconds now);
    void forget_full_buckets(Milliseconds now);

    const ThrottleOptions m_options;
    const Clock& m_clock;
    std::uint64_t m_secret = 0;
    std::mutex m_mutex;
    std::unordered_map<std::uint64_t, Bucket> m_buckets;
};

}  // namespace portail::server
