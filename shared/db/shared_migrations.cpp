#include "shared/db/migrate.h"
#include "shared_migrations_sql.h"

namespace portail {

std::span<const Migration> shared_migrations() {
    static constexpr Migration migrations[] = {
        {"0001_synced_tables", embedded::sql_0001_synced_tables},
    };
    return migrations;
}

}  // namespace portail
