// Signing in and out. A portal's code becomes a session with `link` assurance, an e-mail address and password of staff
// one with `password`. A wrong code is answered like a revoked one, a wrong password like an unknown address.
#pragma once

#include "server/api.h"

namespace portail::server {

[[nodiscard]] Result<Reply> post_session_link(const Call& call);
[[nodiscard]] Result<Reply> post_session_password(const Call& call);
[[nodiscard]] Result<Reply> get_session(const Call& call);
[[nodiscard]] Result<Reply> delete_session(const Call& call);
/// Changes the password of who is signed in, and ends that person's other sessions.
[[nodiscard]] Result<Reply> post_staff_password(const Call& call);

/// 401 with the one sentence that makes a replica drop its rows.
[[nodiscard]] Reply wipe_reply(const std::string& reason);

}  // namespace portail::server
