// The care of the business's database: finding out whether it is sound, and dropping what has
// outlived its time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/core/writer.h"

namespace portail::server {

/// What is wrong with the folder's database, a sentence each; empty when it is sound. The server may
/// be running.
[[nodiscard]] Result<std::vector<std::string>> check(const std::string& folder, Milliseconds now);

/// Conflict for a database that is damaged, is not ours, or comes from a newer program.
[[nodiscard]] Result<void> require_portail_database(Database& database);

struct ExpiredCounts {
    std::int64_t tombstones = 0;
    std::int64_t decided_mutations = 0;
    std::int64_t sync_clients = 0;
    std::int64_t sessions = 0;
};

/// To be run once a day, as a writer's job.
[[nodiscard]] Result<ExpiredCounts> drop_expired(WriteContext& context);

}  // namespace portail::server
