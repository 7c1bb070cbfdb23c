// One process per data folder: a second server on the same database would not see the first one's
// sessions, pokes and queue. The lock is the kernel's (flock(2)), so it ends with its process
// however that ends.
#pragma once

#include <string>

#include "shared/base/result.h"

namespace portail::server {

class FolderLock {
public:
    FolderLock() = default;
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&& other) noexcept;
    ~FolderLock();

    /// ErrorCode::Conflict, with the folder and the other's process id as values, when somebody
    /// holds it.
    [[nodiscard]] static Result<FolderLock> take(const std::string& folder);

private:
    explicit FolderLock(int file) : m_file(file) {}
    int m_file = -1;
};

}  // namespace portail::server
