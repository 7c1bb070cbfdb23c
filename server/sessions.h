// Who is signed in. A session is a token of 256 random bits that the client keeps (a browser in a cookie, the desk
// program in its own store); the server keeps its SHA-256 alone. Sessions that came from a portal link end with it, and
// what ended that way is remembered, so that the replica on that device is told to wipe itself.
#pragma once

#include <optional>
#include <string>

#include "server/core/writer.h"
#include "shared/domain/principal.h"

namespace portail::server {

inline constexpr Milliseconds customer_session_lifetime = 400 * day_ms;  // as long as a browser keeps a cookie
inline constexpr Milliseconds staff_session_lifetime = 30 * day_ms;

struct Session {
    std::string token_hash;
    Actor actor;
    std::string display_name;
    bool must_change_password = false;
};

struct NewSession {
    std::string token;
    std::string token_hash;
    Milliseconds expires_at = 0;
};

struct SessionRequest {
    Actor actor;
    std::optional<Id> portal_link_id;  ///< that the session comes from
    std::string user_agent;
    std::string address;
};

[[nodiscard]] Result<NewSession> begin_session(WriteContext& context, RandomSource& random,
                                               const SessionRequest& request);
/// Nothing when the token is unknown, has expired or belongs to somebody who is no longer there.
[[nodiscard]] Result<std::optional<Session>> find_session(Database& database, const std::string& token_hash,
                                                          Milliseconds now);
/// Writes down that a customer's device is here, for the staff to see at the portal link that its session came from:
/// once in `use_interval`. Does nothing for sessions that came from no link.
inline constexpr Milliseconds use_interval = 15 * minute_ms;
[[nodiscard]] Result<void> note_session_use(WriteContext& context, const std::string& token_hash,
                                            const std::string& address);
[[nodiscard]] Result<void> end_session(WriteContext& context, const std::string& token_hash);
/// Why a session ended that the server ended by itself: the reason to send with "wipe".
[[nodiscard]] Result<std::optional<std::string>> find_wipe_reason(Database& database, const std::string& token_hash);

struct PortalAccess {
    Id portal_link_id;
    Id customer_id;
};

/// Whose portal the code opens. The look-up goes by the code's hash, so that its time tells nothing about codes.
[[nodiscard]] Result<std::optional<PortalAccess>> find_portal_access(Database& database, const std::string& code);

}  // namespace portail::server
