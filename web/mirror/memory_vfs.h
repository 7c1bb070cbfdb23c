// The SQLite VFS "portail-memory": databases that live in MemoryFile objects. It knows what has been
// committed (SQLITE_FCNTL_COMMIT_PHASETWO), so that durable storage never gets anything else.
// A connection needs journal_mode=MEMORY (there is no journal file) and locking_mode=NORMAL (the end
// of a rolled-back transaction is seen by its unlocking). Used by one thread.
#pragma once

#include <memory>
#include <string>

#include "web/mirror/memory_file.h"

struct sqlite3_vfs;

namespace portail {

inline constexpr const char* memory_vfs_name = "portail-memory";

/// For sqlite3_vfs_register. Registering it again does no harm.
[[nodiscard]] sqlite3_vfs* memory_vfs();

/// A database can be opened only under the path under which it was published.
void publish_memory_file(const std::string& path, std::shared_ptr<MemoryFile> file);
/// Connections that are still open keep the bytes alive.
void withdraw_memory_file(const std::string& path);

}  // namespace portail
