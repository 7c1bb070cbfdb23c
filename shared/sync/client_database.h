// How a client opens its two databases: as their storage asks (shared/platform/replica_storage.h), checked for damage.
#pragma once

#include <functional>
#include <string>

#include "shared/db/database.h"
#include "shared/platform/replica_storage.h"

namespace portail {

/// `install_hooks` runs before any statement is prepared.
/// ErrorCode::Internal: the file is no sound database.
[[nodiscard]] Result<Database> open_client_database(const platform::StorageLocation& location, const std::string& path,
                                                    const std::function<void(Database&)>& install_hooks = {});

/// SQLite's quick_check. ErrorCode::Internal names what is wrong.
[[nodiscard]] Result<void> require_sound(Database& database);

}  // namespace portail
