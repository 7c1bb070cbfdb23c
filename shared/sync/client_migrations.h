// The tables of a client besides the synced ones: the outbox's, and the replica's own state. Append-only, as every list
// of migrations.
#pragma once

#include <span>

#include "shared/db/migrate.h"

namespace portail {

[[nodiscard]] std::span<const Migration> outbox_migrations();
[[nodiscard]] std::span<const Migration> replica_migrations();

}  // namespace portail
