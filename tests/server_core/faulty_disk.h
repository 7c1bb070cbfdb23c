// A disk that can be made to fail: SQLite's own file system under another name, whose writes or
// flushes answer with an error on demand. One at a time.
#pragma once

#include <sqlite3.h>

#include <atomic>

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

private:
    static int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* flags_out);
    static int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset);
    static int sync(sqlite3_file* file, int flags);

    sqlite3_vfs m_vfs;
};

}  // namespace portail::test
