// The browser's replica storage: SQLite in memory, written behind to IndexedDB (web/js/storage.js).
// One window writes. A window that is visible when it opens takes the Web Lock of the replica from
// any other; each opening raises an epoch in IndexedDB, which every write checks inside its own
// transaction, so that a window that has not noticed yet writes nothing.
#pragma once

#include <memory>

#include "shared/platform/replica_storage.h"

namespace portail {

[[nodiscard]] std::unique_ptr<platform::ReplicaStorage> make_replica_storage_web();

}  // namespace portail
