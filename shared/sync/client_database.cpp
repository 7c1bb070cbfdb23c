#include "shared/sync/client_database.h"

namespace portail {

Result<Database> open_client_database(const platform::StorageLocation& location, const std::string& path,
                                      const std::function<void(Database&)>& install_hooks) {
    Result<Database> opened = Database::open(path, {.read_only = false, .vfs = location.vfs});
    if (!opened) return opened.error();
    Database database = std::move(*opened);
    if (install_hooks) install_hooks(database);
    PORTAIL_RETURN_IF_ERROR(database.execute(location.connection_setup));
    PORTAIL_RETURN_IF_ERROR(database.execute("PRAGMA trusted_schema = OFF"));
    return database;
}

Result<void> require_sound(Database& database) {
    const auto verdict = database.first("PRAGMA quick_check(1)", [](const Row& row) { return row.text(0); });
    if (!verdict) return verdict.error();
    if (*verdict != "ok") return internal("quick_check: " + verdict->value_or("no answer"));
    return {};
}

}  // namespace portail
