// Passwords of staff: Argon2id (RFC 9106) with the parameters that OWASP's password storage cheat sheet gives first
// (19 MiB, 2 passes, 1 lane). Hashing is expensive on purpose, so only so many run at once: the others wait briefly and
// are then told to come back, and the rest of the server stays quick.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

#include "shared/base/random.h"
#include "shared/base/result.h"

namespace portail::server {

inline constexpr std::size_t longest_password = 200;  ///< bytes

class PasswordHasher {
public:
    explicit PasswordHasher(RandomSource& random, std::size_t at_once = 2, std::size_t waiting = 16);

    /// In the encoded form, "$argon2id$v=19$m=…".
    [[nodiscard]] Result<std::string> hash(std::string_view password);
    /// Takes as long whether `encoded` is a hash or empty (an account that does not exist). ErrorCode::TooMany when
    /// too many wait already.
    [[nodiscard]] Result<bool> verify(std::string_view password, const std::string& encoded);
    /// True for a hash that was made with weaker parameters than today's.
    [[nodiscard]] static bool is_outdated(std::string_view encoded);

private:
    class Turn;

    RandomSource& m_random;
    const std::size_t m_at_once;
    const std::size_t m_most_waiting;
    std::mutex m_mutex;
    std::condition_variable m_finished;
    std::size_t m_running = 0;
    std::size_t m_waiting = 0;
};

}  // namespace portail::server
