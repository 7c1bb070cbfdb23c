#include "server/core/sync_clients.h"

namespace portail::server {

Result<MutationId> last_mutation_of(Database& database, const Id& client_id, const std::string& principal) {
    struct Client {
        std::string principal;
        MutationId last_mutation_id = 0;
    };
    const auto known = database.first(R"sql(
        SELECT principal, last_mutation_id
        FROM sync_clients
        WHERE client_id = ?1
    )sql",
                                      [](const Row& row) {
                                          return Client{row.text(0), row.integer(1)};
                                      },
                                      client_id);
    if (!known) return known.error();
    if (!known->has_value()) return MutationId{0};
    if ((*known)->principal != principal) return forbidden();
    return (*known)->last_mutation_id;
}

Result<void> store_last_mutation(Database& database, const Id& client_id, const std::string& principal, MutationId last,
                                 Milliseconds now) {
    return database.run(R"sql(
        INSERT INTO sync_clients (client_id, principal, last_mutation_id, created_at, last_push_at)
        VALUES (?1, ?2, ?3, ?4, ?4)
        ON CONFLICT (client_id) DO UPDATE
        SET last_mutation_id = excluded.last_mutation_id, last_push_at = excluded.last_push_at
    )sql",
                        client_id, principal, last, now);
}

Result<std::int64_t> purge_sync_clients(Database& database, Milliseconds now) {
    const Milliseconds oldest_kept = now - sync_client_retention;
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        DELETE FROM outcomes
        WHERE client_id IN (
            SELECT client_id
            FROM sync_clients
            WHERE last_push_at < ?1
        )
    )sql",
                                         oldest_kept));
    PORTAIL_RETURN_IF_ERROR(database.run("DELETE FROM sync_clients WHERE last_push_at < ?1", oldest_kept));
    return database.changes();
}

}  // namespace portail::server
