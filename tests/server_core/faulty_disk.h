// A disk that can be made to fail, and that knows what it has promised: SQLite's own file system under another name,
// whose writes or flushes answer with an error on demand, and which remembers what was written and not yet flushed. One
// at a time.
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <set>

namespace portail::test {

class FaultyDisk {
public:
    FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;
    ~FaultyDisk();

    static constexpr const char* vfs = "faulty_disk";

    std::atomic<bool> full = false;          ///< writes answer SQLITE_FULL
    std::atomic<bool> flushes_fail = false;  ///< flushes answer SQLITE_IOERR_FSYNC
    std::atomic<int> flushes = 0;
    /// Called before each flush, by the thread that flushes. Set it while nobody does.
    std::function<void()> before_flush;

    /// True while a file has been written to since it was flushed last.
    [[nodiscard]] bool has_unflushed_writes() const;

private:
    static int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* flags_out);
    static int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset);
    static int sync(sqlite3_file* file, int flags);
    static int close(sqlite3_file* file);

    sqlite3_vfs m_vfs;
    mutable std::mutex m_mutex;
    std::set<sqlite3_file*> m_unflushed;
};

}  // namespace portail::test
