#include "server/password_hash.h"

#include <argon2.h>

#include <array>

namespace portail::server {
namespace {

constexpr std::uint32_t passes = 2;
constexpr std::uint32_t memory_kib = 19 * 1024;
constexpr std::uint32_t lanes = 1;
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t hash_bytes = 32;
constexpr std::string_view present_parameters = "$argon2id$v=19$m=19456,t=2,p=1$";

}  // namespace

/// One of the places at the hasher, given back at the end.
class PasswordHasher::Turn {
public:
    explicit Turn(PasswordHasher& hasher) : m_hasher(hasher) {
        std::unique_lock lock{m_hasher.m_mutex};
        if (m_hasher.m_waiting >= m_hasher.m_most_waiting) return;
        ++m_hasher.m_waiting;
        m_hasher.m_finished.wait(lock, [this] { return m_hasher.m_running < m_hasher.m_at_once; });
        --m_hasher.m_waiting;
        ++m_hasher.m_running;
        m_has_come = true;
    }
    ~Turn() {
        if (!m_has_come) return;
        const std::lock_guard lock{m_hasher.m_mutex};
        --m_hasher.m_running;
        m_hasher.m_finished.notify_one();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    [[nodiscard]] bool has_come() const { return m_has_come; }

private:
    PasswordHasher& m_hasher;
    bool m_has_come = false;
};

PasswordHasher::PasswordHasher(RandomSource& random, std::size_t at_once, std::size_t waiting)
    : m_random(random), m_at_once(at_once), m_most_waiting(waiting) {}

Result<std::string> PasswordHasher::hash(std::string_view password) {
    const Turn turn{*this};
    if (!turn.has_come()) return Error{ErrorCode::TooMany, "error.too_many", {}, {}, {}};
    std::array<std::uint8_t, salt_bytes> salt;
    m_random.fill(salt);
    std::string encoded(argon2_encodedlen(passes, memory_kib, lanes, salt_bytes, hash_bytes, Argon2_id), '\0');
    const int code = argon2id_hash_encoded(passes, memory_kib, lanes, password.data(), password.size(), salt.data(),
                                           salt.size(), hash_bytes, encoded.data(), encoded.size());
    if (code != ARGON2_OK) return internal(std::string{"argon2: "} + argon2_error_message(code));
    encoded.resize(encoded.find('\0'));
    return encoded;
}

Result<bool> PasswordHasher::verify(std::string_view password, const std::string& encoded) {
    const Turn turn{*this};
    if (!turn.has_come()) return Error{ErrorCode::TooMany, "error.too_many", {}, {}, {}};
    // A hash that no password has: as much work, always wrong.
    static const std::string nobodys_hash =
        std::string{present_parameters} + "AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const std::string& compared = encoded.empty() ? nobodys_hash : encoded;
    const int code = argon2id_verify(compared.c_str(), password.data(), password.size());
    if (code == ARGON2_OK) return !encoded.empty();
    if (code == ARGON2_VERIFY_MISMATCH) return false;
    return internal(std::string{"argon2: "} + argon2_error_message(code));
}

bool PasswordHasher::is_outdated(std::string_view encoded) {
    return !encoded.starts_with(present_parameters);
}

}  // namespace portail::server
