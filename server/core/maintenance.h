// The care of a data folder: back it up while the server runs, restore it, check it, and drop what has expired.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/core/store.h"
#include "server/core/writer.h"

namespace portail::server {

struct BackupReport {
    std::string path;
    std::int64_t bytes = 0;
};

/// Copies the database of `folder` to the file `target`, which must not exist yet. The server may be running. The copy
/// is complete and has been opened and checked before it bears its name.
[[nodiscard]] Result<BackupReport> back_up(const std::string& folder, const std::string& target);

/// Puts the backup in the place of the folder's database, under a new epoch, so that every client resets, and with all
/// sessions ended, for a backup does not know which were revoked since. What was there is kept beside it. The server
/// must not be running. Returns the path of what was replaced, empty when there was nothing.
[[nodiscard]] Result<std::string> restore(const std::string& folder, const std::string& backup,
                                          const Clock& clock, RandomSource& random);

/// What is wrong with the folder's database, a sentence each; empty when it is sound. The server may be running.
[[nodiscard]] Result<std::vector<std::string>> check(const std::string& folder);

struct ExpiredCounts {
    std::int64_t tombstones = 0;
    std::int64_t decided_mutations = 0;
    std::int64_t sessions = 0;
};

/// Drops what has outlived its time. To be run once a day, as a writer's job.
[[nodiscard]] Result<ExpiredCounts> drop_expired(WriteContext& context);

}  // namespace portail::server
