// The passwords of staff: whom an e-mail address names, and the one-time passwords that an administrator is given at the
// first start or by "portail-server staff reset".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/password_hash.h"
#include "server/sessions.h"

namespace portail::server {

struct StaffCredential {
    Id staff_member_id;
    Role role = Role::Technician;
    std::string password_hash;
    bool must_change = false;
};

/// The form in which addresses are compared: lower case, trimmed.
[[nodiscard]] std::string sign_in_name(std::string_view email);
/// Nothing for an address that nobody in service has.
[[nodiscard]] Result<std::optional<StaffCredential>> find_staff_credential(Database& database,
                                                                           const std::string& sign_in_name);
[[nodiscard]] Result<std::optional<std::string>> find_password_hash(Database& database, const Id& staff_member_id);
[[nodiscard]] Result<void> store_password(WriteContext& context, const Id& staff_member_id, const std::string& hash,
                                          bool must_change);
/// Ends every session of the person but this one.
[[nodiscard]] Result<void> end_other_sessions(WriteContext& context, const Session& session);

struct OneTimeCredentials {
    std::string email;
    std::string password;
};

/// Gives the person a random password, to be changed, and ends the person's sessions. ErrorCode::NotFound where nobody
/// has the address.
[[nodiscard]] Result<OneTimeCredentials> give_one_time_password(Writer& writer, PasswordHasher& passwords,
                                                                RandomSource& random, const std::string& email);

}  // namespace portail::server
