#include "server/throttle.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "server/core/secret_hash.h"

namespace portail::server {

std::string throttle_key(const std::string& address) {
    in6_addr parsed{};
    if (::inet_pton(AF_INET6, address.c_str(), &parsed) != 1) return address;
    if (IN6_IS_ADDR_V4MAPPED(&parsed)) return address;
    constexpr std::size_t network_bytes = 8;
    return {reinterpret_cast<const char*>(parsed.s6_addr), network_bytes};
}

Throttle::Throttle(ThrottleOptions options, const Clock& clock, RandomSource& random)
    : m_options(options), m_clock(clock) {
    std::uint8_t bytes[sizeof m_secret];
    random.fill(bytes);
    std::memcpy(&m_secret, bytes, sizeof m_secret);
}

std::optional<Milliseconds> Throttle::take(std::string_view key) {
    const Milliseconds now = m_clock.now();
    const std::lock_guard lock{m_mutex};
    if (m_buckets.size() >= m_options.most_keys) forget_full_buckets(now);
    Bucket& bucket = refilled(hashed(key), now);
    if (bucket.tries < 1) {
        return static_cast<Milliseconds>(std::ceil((1 - bucket.tries) * static_cast<double>(m_options.refill)));
    }
    bucket.tries -= 1;
    return std::nullopt;
}

void Throttle::give_back(std::string_view key) {
    const std::lock_guard lock{m_mutex};
    Bucket& bucket = refilled(hashed(key), m_clock.now());
    bucket.tries = std::min<double>(bucket.tries + 1, m_options.tries);
}

std::uint64_t Throttle::hashed(std::string_view key) const {
    const std::string digest = secret_hash(std::to_string(m_secret) + ":" + std::string{key});
    return std::stoull(digest.substr(0, 16), nullptr, 16);
}

Throttle::Bucket& Throttle::refilled(std::uint64_t key, Milliseconds now) {
    const auto [found, is_new] = m_buckets.try_emplace(key, Bucket{static_cast<double>(m_options.tries), now});
    Bucket& bucket = found->second;
    // A clock that was set back must not empty a bucket.
    const auto passed = static_cast<double>(std::max<Milliseconds>(now - bucket.updated_at, 0));
    bucket.tries = std::min<double>(bucket.tries + passed / static_cast<double>(m_options.refill), m_options.tries);
    bucket.updated_at = now;
    return bucket;
}

void Throttle::forget_full_buckets(Milliseconds now) {
    std::vector<std::pair<double, std::uint64_t>> by_tries;
    by_tries.reserve(m_buckets.size());
    for (auto& [key, bucket] : m_buckets)
        by_tries.emplace_back(-refilled(key, now).tries, key);
    const auto half = by_tries.begin() + static_cast<std::ptrdiff_t>(by_tries.size() / 2);
    std::nth_element(by_tries.begin(), half, by_tries.end());
    for (auto entry = by_tries.begin(); entry != half; ++entry)
        m_buckets.erase(entry->second);
}

}  // namespace portail::server
