#include "shared/db/migrate.h"
#include "shared_migrations_sql.h"

namespace portail {

std::span<const Migration> shared_migrations() {
    static constexpr Migration migrations[] = {
        {"0001_synced_tables", embedded::sql_0001_synced_tables},
        {"0002_brand", embedded::sql_0002_brand},
        {"0003_organisation_country", embedded::sql_0003_organisation_country},
        {"0004_portal_link_use", embedded::sql_0004_portal_link_use},
        {"0005_mails", embedded::sql_0005_mails},
        {"0006_contact_changes", embedded::sql_0006_contact_changes},
    };
    return migrations;
}

}  // namespace portail
