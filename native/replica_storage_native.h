// The desktop's replica storage: two SQLite files per replica in one folder, beside a lock file that
// one process holds (flock(2), so that it ends with the process). SQLite itself makes each commit
// durable (WAL, synchronous=FULL); make_durable has only to answer.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "shared/platform/replica_storage.h"

namespace portail {

/// Makes `folder` where needed, readable by its owner alone. `post` runs a task later on the same
/// thread; answers are given from there.
[[nodiscard]] std::unique_ptr<platform::ReplicaStorage> make_replica_storage_native(
    std::filesystem::path folder, std::function<void(std::function<void()>)> post);

}  // namespace portail
