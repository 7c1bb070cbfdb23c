#include "server/staff_credentials.h"

#include "shared/base/ids.h"
#include "shared/base/text.h"

namespace portail::server {
namespace {

constexpr std::size_t one_time_password_length = 16;  // 80 bits

/// "ABCD-EFGH-JKLM-NPQR": as it is read off a terminal.
std::string make_password(RandomSource& random) {
    const std::string code = make_code(one_time_password_length, random);
    std::string grouped;
    for (std::size_t index = 0; index < code.size(); ++index) {
        if (index > 0 && index % 4 == 0) grouped += '-';
        grouped += code[index];
    }
    return grouped;
}

}  // namespace

std::string sign_in_name(std::string_view email) {
    std::string name = trimmed(email);
    // ASCII alone, as lower() in SQLite does: two addresses that differ in the case of an accent stay two.
    for (char& character : name) {
        if (character >= 'A' && character <= 'Z') character = static_cast<char>(character + 32);
    }
    return name;
}

Result<std::optional<StaffCredential>> find_staff_credential(Database& database, const std::string& sign_in_name) {
    const auto read = [](const Row& row) {
        return StaffCredential{row.text(0), role_from_string(row.text(1)).value_or(Role::Technician), row.text(2),
                               row.boolean(3)};
    };
    return database.first(R"sql(
        SELECT staff_members.id, staff_members.role, staff_credentials.password_hash, staff_credentials.must_change
        FROM staff_members
        JOIN staff_credentials
          ON staff_credentials.staff_member_id = staff_members.id
        WHERE lower(staff_members.email) = ?1
          AND staff_members.retired_at IS NULL
    )sql",
                          read, sign_in_name);
}

Result<std::optional<std::string>> find_password_hash(Database& database, const Id& staff_member_id) {
    return database.first(
        "SELECT password_hash FROM staff_credentials WHERE staff_member_id = ?1",
        [](const Row& row) { return row.text(0); }, staff_member_id);
}

Result<void> store_password(WriteContext& context, const Id& staff_member_id, const std::string& hash,
                            bool must_change) {
    return context.database.run(R"sql(
        INSERT INTO staff_credentials (staff_member_id, password_hash, must_change, updated_at)
        VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (staff_member_id) DO UPDATE
        SET password_hash = excluded.password_hash,
            must_change = excluded.must_change,
            updated_at = excluded.updated_at
    )sql",
                                staff_member_id, hash, must_change ? 1 : 0, context.now);
}

Result<void> end_other_sessions(WriteContext& context, const Session& session) {
    return context.database.run("DELETE FROM sessions WHERE principal_id = ?1 AND token_hash <> ?2", session.actor.id,
                                session.token_hash);
}

Result<OneTimeCredentials> give_one_time_password(Writer& writer, PasswordHasher& passwords, RandomSource& random,
                                                  const std::string& email) {
    OneTimeCredentials credentials{email, make_password(random)};
    const Result<std::string> hash = passwords.hash(credentials.password);
    if (!hash) return hash.error();
    const Result<void> stored = writer.run([&](WriteContext& context) -> Result<void> {
        const Result<std::optional<Id>> member = context.database.first(
            "SELECT id FROM staff_members WHERE lower(email) = ?1 AND retired_at IS NULL",
            [](const Row& row) { return Id{row.text(0)}; }, sign_in_name(email));
        if (!member) return member.error();
        if (!*member) return not_found("email");
        PORTAIL_RETURN_IF_ERROR(store_password(context, **member, *hash, true));
        return context.database.run("DELETE FROM sessions WHERE principal_id = ?1", **member);
    });
    if (!stored) return stored.error();
    return credentials;
}

}  // namespace portail::server
