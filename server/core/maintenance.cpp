#include "server/core/maintenance.h"

#include "server/core/decided_mutations.h"
#include "server/core/server_migrations.h"
#include "server/core/sync_clients.h"

namespace portail::server {
namespace {

using Sentences = std::vector<std::string>;

constexpr std::size_t differences_limit = 20;

Result<Sentences> damages(Database& database) {
    auto lines = database.rows("PRAGMA integrity_check", [](const Row& row) { return row.text(0); });
    if (!lines) return lines.error();
    if (lines->size() == 1 && lines->front() == "ok") lines->clear();
    return std::move(*lines);
}

Result<std::int64_t> schema_version(Database& database, std::string_view family) {
    return database.integer("SELECT version FROM schema_versions WHERE id = ?1", family);
}

Result<void> compare_schema(Database& database, std::string_view family, std::size_t expected, Sentences& findings) {
    const Result<std::int64_t> present = schema_version(database, family);
    if (!present) return present.error();
    if (*present == static_cast<std::int64_t>(expected)) return {};
    findings.push_back("the " + std::string{family} + " tables have version " + std::to_string(*present) +
                       ", this program expects version " + std::to_string(expected));
    return {};
}

Result<Sentences> find_problems(Database& database, Milliseconds now) {
    Result<Sentences> findings = damages(database);
    if (!findings || !findings->empty()) return findings;
    const MigrationLists lists = present_migrations();
    PORTAIL_RETURN_IF_ERROR(compare_schema(database, "shared", lists.shared.size(), *findings));
    PORTAIL_RETURN_IF_ERROR(compare_schema(database, "server", lists.server.size(), *findings));
    if (!findings->empty()) return findings;
    return feed_differences(database, differences_limit, now);
}

}  // namespace

Result<Sentences> check(const std::string& folder, Milliseconds now) {
    Result<Database> database = Database::open(database_path(folder), {.read_only = true});
    if (!database) return database.error();
    // One snapshot for rows and feed, though a server may be writing.
    PORTAIL_RETURN_IF_ERROR(database->execute("BEGIN"));
    return find_problems(*database, now);
}

Result<void> require_portail_database(Database& database) {
    const Result<Sentences> damaged = damages(database);
    if (!damaged || !damaged->empty()) return conflict("error.database_damaged");
    const MigrationLists lists = present_migrations();
    const Result<std::int64_t> shared = schema_version(database, "shared");
    const Result<std::int64_t> server = schema_version(database, "server");
    if (!shared || !server || *shared == 0 || *server == 0) {
        return conflict("error.not_a_portail_database");
    }
    const bool newer = *shared > static_cast<std::int64_t>(lists.shared.size()) ||
                       *server > static_cast<std::int64_t>(lists.server.size());
    if (newer) return conflict("error.database_is_newer");
    return {};
}

Result<ExpiredCounts> drop_expired(WriteContext& context) {
    const Result<std::int64_t> tombstones = purge_tombstones(context.database, context.now);
    if (!tombstones) return tombstones.error();
    const Result<std::int64_t> mutations = purge_decided_mutations(context.database, context.now);
    if (!mutations) return mutations.error();
    const Result<std::int64_t> clients = purge_sync_clients(context.database, context.now);
    if (!clients) return clients.error();
    PORTAIL_RETURN_IF_ERROR(context.database.run("DELETE FROM ended_sessions WHERE expires_at <= ?1", context.now));
    PORTAIL_RETURN_IF_ERROR(context.database.run("DELETE FROM sessions WHERE expires_at <= ?1", context.now));
    return ExpiredCounts{*tombstones, *mutations, *clients, context.database.changes()};
}

}  // namespace portail::server
