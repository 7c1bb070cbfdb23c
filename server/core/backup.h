// Copies of the business's database: made while the server runs, and put back when it does not.
#pragma once

#include <cstdint>
#include <string>

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/base/result.h"

namespace portail::server {

struct BackupReport {
    std::string path;
    std::int64_t bytes = 0;
};

/// Copies the database of `folder` to the file `target`, which must not exist yet. The server may be
/// running. The copy is complete, and has been opened and checked, before it bears its name.
[[nodiscard]] Result<BackupReport> back_up(const std::string& folder, const std::string& target);

/// Puts the backup in the place of the folder's database, under a new epoch, so that every client
/// resets, and with all sessions ended, for a backup does not know which were revoked since. What
/// was there is kept beside it. The server must not be running. Returns the path of what was
/// replaced, empty when there was nothing.
[[nodiscard]] Result<std::string> restore(const std::string& folder, const std::string& backup, const Clock& clock,
                                          RandomSource& random);

}  // namespace portail::server
