#include "shared/db/migrate.h"

#include <algorithm>

namespace portail {
namespace {

Result<void> apply(Database& database, std::string_view family, std::size_t version, const Migration& migration) {
    PORTAIL_RETURN_IF_ERROR(database.execute(migration.sql));
    return database.run(R"sql(
        INSERT INTO schema_versions (id, version)
        VALUES (?1, ?2)
        ON CONFLICT (id) DO UPDATE SET version = excluded.version
    )sql",
                        family, version);
}

}  // namespace

Result<void> migrate(Database& database, std::string_view family, std::span<const Migration> migrations,
                     std::size_t up_to) {
    PORTAIL_RETURN_IF_ERROR(database.execute(R"sql(
        CREATE TABLE IF NOT EXISTS schema_versions (
            id TEXT PRIMARY KEY,
            version INTEGER NOT NULL
        ) STRICT
    )sql"));
    const Result<std::int64_t> present = database.integer("SELECT version FROM schema_versions WHERE id = ?1", family);
    if (!present) return present.error();
    if (*present > static_cast<std::int64_t>(migrations.size())) {
        return internal("the database comes from a newer version of Portail");
    }
    const std::size_t last = std::min(up_to, migrations.size());
    for (std::size_t index = static_cast<std::size_t>(*present); index < last; ++index) {
        Result<Savepoint> step = Savepoint::begin(database, "migration");
        if (!step) return step.error();
        PORTAIL_RETURN_IF_ERROR(apply(database, family, index + 1, migrations[index]));
        PORTAIL_RETURN_IF_ERROR(step->release());
    }
    return {};
}

}  // namespace portail
