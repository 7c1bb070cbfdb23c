#include "tests/server_core/faulty_disk.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <mutex>

namespace portail::test {
namespace {

// SQLite calls plain functions, so what they need to know stands here.
FaultyDisk* present_disk = nullptr;
const sqlite3_vfs* real_vfs = nullptr;

struct Methods {
    const sqlite3_io_methods* real = nullptr;
    sqlite3_io_methods faulty;
};

// One for the database, which is locked, and one for its log, which is not.
std::array<Methods, 4> known_methods;
std::mutex known_methods_mutex;

Methods& methods_for(const sqlite3_io_methods* real) {
    const auto found = std::find_if(known_methods.begin(), known_methods.end(),
                                    [&](const Methods& entry) { return entry.real == real || entry.real == nullptr; });
    assert(found != known_methods.end());
    return *found;
}

const sqlite3_io_methods& real_methods_of(const sqlite3_file* file) {
    const auto found = std::find_if(known_methods.begin(), known_methods.end(),
                                    [&](const Methods& entry) { return &entry.faulty == file->pMethods; });
    assert(found != known_methods.end());
    return *found->real;
}

}  // namespace

FaultyDisk::FaultyDisk() {
    assert(present_disk == nullptr);
    real_vfs = sqlite3_vfs_find(nullptr);
    m_vfs = *real_vfs;
    m_vfs.zName = vfs;
    m_vfs.pNext = nullptr;
    m_vfs.xOpen = &FaultyDisk::open;
    sqlite3_vfs_register(&m_vfs, 0);
    present_disk = this;
}

FaultyDisk::~FaultyDisk() {
    sqlite3_vfs_unregister(&m_vfs);
    present_disk = nullptr;
}

int FaultyDisk::open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* flags_out) {
    const int code = real_vfs->xOpen(vfs, name, file, flags, flags_out);
    if (code != SQLITE_OK) return code;
    const std::lock_guard lock{known_methods_mutex};
    Methods& methods = methods_for(file->pMethods);
    if (methods.real == nullptr) {
        methods.real = file->pMethods;
        methods.faulty = *file->pMethods;
        methods.faulty.xWrite = &FaultyDisk::write;
        methods.faulty.xSync = &FaultyDisk::sync;
        methods.faulty.xClose = &FaultyDisk::close;
    }
    file->pMethods = &methods.faulty;
    return SQLITE_OK;
}

int FaultyDisk::write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    if (present_disk->full) return SQLITE_FULL;
    {
        const std::lock_guard lock{present_disk->m_mutex};
        present_disk->m_unflushed.insert(file);
    }
    return real_methods_of(file).xWrite(file, bytes, count, offset);
}

int FaultyDisk::sync(sqlite3_file* file, int flags) {
    if (present_disk->flushes_fail) return SQLITE_IOERR_FSYNC;
    if (present_disk->before_flush) present_disk->before_flush();
    ++present_disk->flushes;
    const int code = real_methods_of(file).xSync(file, flags);
    if (code == SQLITE_OK) {
        const std::lock_guard lock{present_disk->m_mutex};
        present_disk->m_unflushed.erase(file);
    }
    return code;
}

int FaultyDisk::close(sqlite3_file* file) {
    {
        const std::lock_guard lock{present_disk->m_mutex};
        present_disk->m_unflushed.erase(file);
    }
    return real_methods_of(file).xClose(file);
}

bool FaultyDisk::has_unflushed_writes() const {
    const std::lock_guard lock{m_mutex};
    return !m_unflushed.empty();
}

}  // namespace portail::test
