#include "server/core/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace portail::server {
namespace {

std::string read_process_id(int file) {
    std::array<char, 20> text{};
    const ssize_t length = pread(file, text.data(), text.size(), 0);
    return {text.data(), length < 0 ? 0 : static_cast<std::size_t>(length)};
}

Error held_by_another(const std::string& folder, const std::string& process) {
    Error error = conflict("error.data_folder_in_use");
    error.values = {{"folder", folder}, {"process", process}};
    error.detail = folder + " is in use by process " + process;
    return error;
}

}  // namespace

FolderLock::FolderLock(FolderLock&& other) noexcept : m_file(std::exchange(other.m_file, -1)) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
    std::swap(m_file, other.m_file);
    return *this;
}

FolderLock::~FolderLock() {
    if (m_file >= 0) close(m_file);
}

Result<FolderLock> FolderLock::take(const std::string& folder) {
    const std::string path = (std::filesystem::path{folder} / "lock").string();
    FolderLock lock{open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    if (lock.m_file < 0) return unavailable("cannot open " + path + ": " + std::strerror(errno));
    if (flock(lock.m_file, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) return held_by_another(folder, read_process_id(lock.m_file));
        return unavailable("cannot lock " + path + ": " + std::strerror(errno));
    }
    // Who holds it, for the message above; a full disk may leave it out.
    const std::string process = std::to_string(getpid());
    [[maybe_unused]] const bool noted =
        ftruncate(lock.m_file, 0) == 0 && pwrite(lock.m_file, process.data(), process.size(), 0) > 0;
    return lock;
}

}  // namespace portail::server
