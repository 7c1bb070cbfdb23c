#include "server/sessions.h"

#include <array>

#include "server/core/secret_hash.h"
#include "server/device_name.h"
#include "shared/base/text.h"
#include "shared/domain/customer.h"

namespace portail::server {
namespace {

constexpr std::size_t token_bytes = 32;
constexpr std::size_t longest_user_agent = 300;

std::string make_token(RandomSource& random) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<std::uint8_t, token_bytes> bytes;
    random.fill(bytes);
    std::string token;
    for (const std::uint8_t byte : bytes) {
        token += digits[byte >> 4];
        token += digits[byte & 15];
    }
    return token;
}

Result<void> note_link_use(WriteContext& context, const Id& portal_link_id, const std::string& user_agent,
                           const std::string& address) {
    return context.database.run(R"sql(
        UPDATE portal_links
        SET last_used_at = ?2, last_used_device = ?3, last_used_address = ?4
        WHERE id = ?1
    )sql",
                                portal_link_id, context.now, device_name(user_agent), address);
}

Result<std::optional<Session>> with_display_name(Database& database, Session session) {
    const char* const sql = session.actor.is_customer()
                                ? "SELECT trim(first_name || ' ' || last_name), 0 FROM customers WHERE id = ?1"
                                : R"sql(
        SELECT staff_members.name, coalesce(staff_credentials.must_change, 0)
        FROM staff_members
        LEFT JOIN staff_credentials
          ON staff_credentials.staff_member_id = staff_members.id
        WHERE staff_members.id = ?1
          AND staff_members.retired_at IS NULL
    )sql";
    const auto read = [&](const Row& row) {
        session.display_name = row.text(0);
        session.must_change_password = row.boolean(1);
        return session;
    };
    return database.first(sql, read, session.actor.id);
}

}  // namespace

Result<NewSession> begin_session(WriteContext& context, RandomSource& random, const SessionRequest& request) {
    NewSession session;
    session.token = make_token(random);
    session.token_hash = secret_hash(session.token);
    session.expires_at =
        context.now + (request.actor.is_customer() ? customer_session_lifetime : staff_session_lifetime);
    std::string user_agent = request.user_agent.substr(0, longest_user_agent);
    if (!is_utf8(user_agent)) user_agent.clear();
    PORTAIL_RETURN_IF_ERROR(context.database.run(R"sql(
        INSERT INTO sessions (token_hash, role, principal_id, assurance, portal_link_id, created_at, last_used_at,
                              expires_at, user_agent, address)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9)
    )sql",
                                                 session.token_hash, to_string(request.actor.role), request.actor.id,
                                                 to_string(request.actor.assurance), request.portal_link_id,
                                                 context.now, session.expires_at,
                                                 user_agent, request.address));
    if (request.portal_link_id) {
        PORTAIL_RETURN_IF_ERROR(note_link_use(context, *request.portal_link_id, user_agent, request.address));
    }
    return session;
}

Result<std::optional<Session>> find_session(Database& database, const std::string& token_hash, Milliseconds now) {
    const auto read = [&](const Row& row) -> std::optional<Session> {
        const auto role = role_from_string(row.text(0));
        const auto assurance = assurance_from_string(row.text(2));
        if (!role || !assurance) return std::nullopt;
        return Session{token_hash, Actor{*role, row.text(1), *assurance}, {}, false};
    };
    const auto found = database.first(R"sql(
        SELECT role, principal_id, assurance
        FROM sessions
        WHERE token_hash = ?1
          AND expires_at > ?2
    )sql",
                                      read, token_hash, now);
    if (!found) return found.error();
    if (!found->has_value() || !(*found)->has_value()) return std::optional<Session>{};
    return with_display_name(database, ***found);
}

Result<void> note_session_use(WriteContext& context, const std::string& token_hash, const std::string& address) {
    struct Use {
        Id portal_link_id;
        std::string user_agent;
    };
    const auto due = context.database.first(R"sql(
        SELECT portal_link_id, user_agent
        FROM sessions
        WHERE token_hash = ?1
          AND portal_link_id IS NOT NULL
          AND last_used_at <= ?2
    )sql",
                                            [](const Row& row) {
                                                return Use{row.text(0), row.text(1)};
                                            },
                                            token_hash, context.now - use_interval);
    if (!due) return due.error();
    if (!due->has_value()) return {};
    PORTAIL_RETURN_IF_ERROR(context.database.run("UPDATE sessions SET last_used_at = ?2 WHERE token_hash = ?1",
                                                 token_hash, context.now));
    return note_link_use(context, (*due)->portal_link_id, (*due)->user_agent, address);
}

Result<void> end_session(WriteContext& context, const std::string& token_hash) {
    return context.database.run("DELETE FROM sessions WHERE token_hash = ?1", token_hash);
}

Result<std::optional<std::string>> find_wipe_reason(Database& database, const std::string& token_hash) {
    return database.first(
        "SELECT reason FROM ended_sessions WHERE token_hash = ?1", [](const Row& row) { return row.text(0); },
        token_hash);
}

Result<std::optional<PortalAccess>> find_portal_access(Database& database, const std::string& code) {
    const std::string normalised = normalise_code(code.substr(0, 4 * portal_code_length));
    return database.first(R"sql(
        SELECT portal_link_id, customer_id
        FROM portal_link_hashes
        WHERE code_hash = ?1
    )sql",
                          [](const Row& row) {
                              return PortalAccess{row.text(0), row.text(1)};
                          },
                          secret_hash(normalised));
}

}  // namespace portail::server
