#include "server/core/server_mutators.h"

#include "server/core/logo_check.h"
#include "server/core/secret_hash.h"
#include "shared/queries/organisation_queries.h"

namespace portail::server {
namespace {

Result<void> close_portal_link(WriteContext& context, const Id& link_id, std::string_view reason) {
    PORTAIL_RETURN_IF_ERROR(context.database.run("DELETE FROM portal_link_hashes WHERE portal_link_id = ?1", link_id));
    PORTAIL_RETURN_IF_ERROR(context.database.run(R"sql(
        INSERT INTO ended_sessions (token_hash, reason, ended_at, expires_at)
        SELECT token_hash, ?3, ?2, expires_at
        FROM sessions
        WHERE portal_link_id = ?1
        ON CONFLICT (token_hash) DO NOTHING
    )sql",
                                                 link_id, context.now, reason));
    return context.database.run("DELETE FROM sessions WHERE portal_link_id = ?1", link_id);
}

Result<void> portal_link_touched(WriteContext& context, const Id& link_id) {
    Database& database = context.database;
    struct LiveLink {
        Id customer_id;
        std::string code;
        bool is_paused = false;
    };
    const auto live = database.first(R"sql(
        SELECT customer_id, code, paused_at IS NOT NULL
        FROM portal_links
        WHERE id = ?1
          AND revoked_at IS NULL
    )sql",
                                     [](const Row& row) {
                                         return LiveLink{row.text(0), row.text(1), row.boolean(2)};
                                     },
                                     link_id);
    if (!live) return live.error();
    if (!live->has_value()) return close_portal_link(context, link_id, "link_revoked");
    if ((*live)->is_paused) return close_portal_link(context, link_id, "link_paused");
    return database.run(R"sql(
        INSERT INTO portal_link_hashes (code_hash, portal_link_id, customer_id)
        VALUES (?1, ?2, ?3)
        ON CONFLICT (portal_link_id) DO UPDATE
        SET code_hash = excluded.code_hash, customer_id = excluded.customer_id
    )sql",
                        secret_hash((*live)->code), link_id, (*live)->customer_id);
}

Result<void> staff_member_touched(WriteContext& context, const Id& staff_member_id) {
    Database& database = context.database;
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        INSERT INTO ended_sessions (token_hash, reason, ended_at, expires_at)
        SELECT token_hash, 'staff_retired', ?2, expires_at
        FROM sessions
        WHERE principal_id = ?1
          AND NOT EXISTS (
              SELECT 1
              FROM staff_members
              WHERE id = ?1
                AND retired_at IS NULL
          )
        ON CONFLICT (token_hash) DO NOTHING
    )sql",
                                         staff_member_id, context.now));
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        DELETE FROM sessions
        WHERE principal_id = ?1
          AND NOT EXISTS (
              SELECT 1
              FROM staff_members
              WHERE id = ?1
                AND retired_at IS NULL
          )
    )sql",
                                         staff_member_id));
    return database.run(R"sql(
        UPDATE sessions
        SET role = staff_members.role
        FROM staff_members
        WHERE staff_members.id = ?1
          AND sessions.principal_id = staff_members.id
    )sql",
                        staff_member_id);
}

Result<void> logo_touched(WriteContext& context, const Id&) {
    const Result<std::string> png = load_logo(context.database);
    if (!png) return png.error();
    if (png->empty()) return {};
    const Result<LogoHeader> header = validate_logo("logo", *png);
    if (!header) return header.error();
    return check_logo_pixels(*png, *header);
}

struct RowEffect {
    std::string_view table;
    Result<void> (*run)(WriteContext&, const Id& row_id);
};

constexpr RowEffect row_effects[] = {
    {"portal_links", portal_link_touched},
    {"staff_members", staff_member_touched},
    {"organisation_logos", logo_touched},
};

}  // namespace

Result<void> run_shared_mutator(Database& database, const MutationContext& context, const Mutation& mutation) {
    return run_mutator(database, context, mutation.name, mutation.version, mutation.args);
}

Result<void> run_row_effects(WriteContext& context, std::size_t mark) {
    for (const TouchedRow& row : context.feed.touched_since(mark)) {
        for (const RowEffect& effect : row_effects) {
            if (effect.table != row.table->name) continue;
            PORTAIL_RETURN_IF_ERROR(effect.run(context, row.id));
        }
    }
    return {};
}

}  // namespace portail::server
