#include "web/mirror/memory_vfs.h"

#include <sqlite3.h>

#include <chrono>
#include <cstring>
#include <map>
#include <new>
#include <utility>

#include "shared/base/random.h"

namespace portail {
namespace {

/// The locks that connections hold on one file (https://sqlite.org/lockingv3.html).
struct FileLocks {
    int shared = 0;
    bool reserved = false;
    bool pending = false;
};

struct PublishedFile {
    std::shared_ptr<MemoryFile> file;
    std::shared_ptr<FileLocks> locks = std::make_shared<FileLocks>();
};

std::map<std::string, PublishedFile>& published_files() {
    static std::map<std::string, PublishedFile> files;
    return files;
}

/// What SQLite calls an open file. SQLite owns the memory; open makes the object in it.
struct OpenFile {
    sqlite3_file base;
    PublishedFile published;
    int lock = SQLITE_LOCK_NONE;
};

OpenFile& open_file(sqlite3_file* file) {
    return *reinterpret_cast<OpenFile*>(file);
}
MemoryFile& bytes_of(sqlite3_file* file) {
    return *open_file(file).published.file;
}

int file_unlock(sqlite3_file* file, int level) {
    OpenFile& open = open_file(file);
    FileLocks& locks = *open.published.locks;
    if (open.lock <= level) return SQLITE_OK;
    if (open.lock >= SQLITE_LOCK_RESERVED) {
        locks.reserved = false;
        locks.pending = false;
        open.published.file->abandon();
    }
    if (level == SQLITE_LOCK_NONE) --locks.shared;
    open.lock = level;
    return SQLITE_OK;
}

int file_close(sqlite3_file* file) {
    file_unlock(file, SQLITE_LOCK_NONE);
    open_file(file).~OpenFile();
    return SQLITE_OK;
}

int file_read(sqlite3_file* file, void* into, int length, sqlite3_int64 offset) {
    const bool whole = bytes_of(file).read(static_cast<std::uint64_t>(offset), into, static_cast<std::size_t>(length));
    return whole ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int file_write(sqlite3_file* file, const void* from, int length, sqlite3_int64 offset) {
    const bool written =
        bytes_of(file).write(static_cast<std::uint64_t>(offset), from, static_cast<std::size_t>(length));
    return written ? SQLITE_OK : SQLITE_FULL;
}

int file_truncate(sqlite3_file* file, sqlite3_int64 size) {
    return bytes_of(file).truncate(static_cast<std::uint64_t>(size)) ? SQLITE_OK : SQLITE_FULL;
}

// Durability is the business of whoever owns the MemoryFile.
int file_sync(sqlite3_file*, int) {
    return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(bytes_of(file).size());
    return SQLITE_OK;
}

int file_lock(sqlite3_file* file, int level) {
    OpenFile& open = open_file(file);
    FileLocks& locks = *open.published.locks;
    if (open.lock >= level) return SQLITE_OK;
    if (level == SQLITE_LOCK_SHARED) {
        if (locks.pending) return SQLITE_BUSY;
        ++locks.shared;
        open.lock = SQLITE_LOCK_SHARED;
        return SQLITE_OK;
    }
    if (locks.reserved && open.lock < SQLITE_LOCK_RESERVED) return SQLITE_BUSY;
    locks.reserved = true;
    open.lock = SQLITE_LOCK_RESERVED;
    if (level == SQLITE_LOCK_RESERVED) return SQLITE_OK;
    locks.pending = true;
    open.lock = SQLITE_LOCK_PENDING;
    if (locks.shared > 1) return SQLITE_BUSY;
    open.lock = SQLITE_LOCK_EXCLUSIVE;
    return SQLITE_OK;
}

int file_check_reserved(sqlite3_file* file, int* reserved) {
    *reserved = open_file(file).published.locks->reserved ? 1 : 0;
    return SQLITE_OK;
}

int file_control(sqlite3_file* file, int operation, void*) {
    if (operation != SQLITE_FCNTL_COMMIT_PHASETWO) return SQLITE_NOTFOUND;
    bytes_of(file).commit();
    return SQLITE_OK;
}

int file_sector_size(sqlite3_file*) {
    return 4096;
}

int file_characteristics(sqlite3_file*) {
    return SQLITE_IOCAP_SAFE_APPEND | SQLITE_IOCAP_SEQUENTIAL | SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

constexpr sqlite3_io_methods file_methods{
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int vfs_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    file->pMethods = nullptr;
    if (name == nullptr || (flags & SQLITE_OPEN_MAIN_DB) == 0) return SQLITE_CANTOPEN;
    const auto found = published_files().find(name);
    if (found == published_files().end()) return SQLITE_CANTOPEN;
    new (file) OpenFile{{&file_methods}, found->second};
    if (flags_out != nullptr) *flags_out = flags;
    return SQLITE_OK;
}

int vfs_delete(sqlite3_vfs*, const char*, int) {
    return SQLITE_IOERR_DELETE_NOENT;
}

int vfs_access(sqlite3_vfs*, const char* name, int, int* answer) {
    *answer = published_files().contains(name) ? 1 : 0;
    return SQLITE_OK;
}

int vfs_full_path(sqlite3_vfs*, const char* name, int capacity, char* into) {
    const std::size_t length = std::strlen(name);
    if (length >= static_cast<std::size_t>(capacity)) return SQLITE_CANTOPEN;
    std::memcpy(into, name, length + 1);
    return SQLITE_OK;
}

int vfs_randomness(sqlite3_vfs*, int length, char* into) {
    SystemRandom{}.fill({reinterpret_cast<std::uint8_t*>(into), static_cast<std::size_t>(length)});
    return length;
}

// Nobody else could give a lock back while this thread slept.
int vfs_sleep(sqlite3_vfs*, int) {
    return 0;
}

/// Milliseconds since noon of the first Julian day, as SQLite counts.
int vfs_time(sqlite3_vfs*, sqlite3_int64* now) {
    constexpr sqlite3_int64 unix_epoch = 210'866'760'000'000;
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    *now = unix_epoch + std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count();
    return SQLITE_OK;
}

int vfs_time_in_days(sqlite3_vfs* vfs, double* now) {
    sqlite3_int64 milliseconds = 0;
    vfs_time(vfs, &milliseconds);
    *now = static_cast<double>(milliseconds) / 86'400'000.0;
    return SQLITE_OK;
}

int vfs_last_error(sqlite3_vfs*, int, char*) {
    return 0;
}

}  // namespace

sqlite3_vfs* memory_vfs() {
    static sqlite3_vfs vfs{
        .iVersion = 2,
        .szOsFile = sizeof(OpenFile),
        .mxPathname = 512,
        .pNext = nullptr,
        .zName = memory_vfs_name,
        .pAppData = nullptr,
        .xOpen = vfs_open,
        .xDelete = vfs_delete,
        .xAccess = vfs_access,
        .xFullPathname = vfs_full_path,
        .xDlOpen = nullptr,
        .xDlError = nullptr,
        .xDlSym = nullptr,
        .xDlClose = nullptr,
        .xRandomness = vfs_randomness,
        .xSleep = vfs_sleep,
        .xCurrentTime = vfs_time_in_days,
        .xGetLastError = vfs_last_error,
        .xCurrentTimeInt64 = vfs_time,
        .xSetSystemCall = nullptr,
        .xGetSystemCall = nullptr,
        .xNextSystemCall = nullptr,
    };
    return &vfs;
}

void publish_memory_file(const std::string& path, std::shared_ptr<MemoryFile> file) {
    published_files()[path] = {std::move(file)};
}

void withdraw_memory_file(const std::string& path) {
    published_files().erase(path);
}

}  // namespace portail
