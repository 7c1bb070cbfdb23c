#include "server/core/server_migrations.h"

#include "server_migrations_sql.h"

namespace portail::server {
namespace {

Result<void> migrate_and_publish(Database& database, FeedRecorder& feed, const MigrationLists& lists,
                                 const std::string& fresh_epoch, Milliseconds now) {
    PORTAIL_RETURN_IF_ERROR(migrate(database, "shared", lists.shared));
    PORTAIL_RETURN_IF_ERROR(migrate(database, "server", lists.server));
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        INSERT INTO server_state (id, epoch, version, oldest_version)
        VALUES (1, ?1, 0, 0)
        ON CONFLICT (id) DO NOTHING
    )sql",
                                         fresh_epoch));
    PORTAIL_RETURN_IF_ERROR(feed.load_version(database));
    PORTAIL_RETURN_IF_ERROR(feed.publish(database, 0, now));
    return feed.store_version(database);
}

}  // namespace

MigrationLists present_migrations() {
    static constexpr Migration server[] = {
        {"0001_server_tables", embedded::sql_0001_server_tables},
    };
    return {shared_migrations(), server};
}

Result<void> bring_up_to_date(Database& database, FeedRecorder& feed, const MigrationLists& lists,
                              const std::string& fresh_epoch, Milliseconds now) {
    PORTAIL_RETURN_IF_ERROR(database.execute("BEGIN IMMEDIATE"));
    const Result<void> migrated = migrate_and_publish(database, feed, lists, fresh_epoch, now);
    const Result<void> ended = migrated ? database.execute("COMMIT") : migrated;
    if (!ended) {
        feed.forget_transaction();
        if (database.in_transaction()) {
            PORTAIL_RETURN_IF_ERROR(database.execute("ROLLBACK"));
        }
        return ended;
    }
    // Nobody is connected yet who could be told.
    feed.take_published_scopes();
    return {};
}

}  // namespace portail::server
