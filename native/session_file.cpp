#include "native/session_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>

namespace portail {
namespace {

constexpr std::size_t longest_token = 4096;

class Descriptor {
public:
    explicit Descriptor(int descriptor) : m_descriptor(descriptor) {}
    ~Descriptor() {
        if (is_open()) ::close(m_descriptor);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] bool is_open() const { return m_descriptor >= 0; }
    [[nodiscard]] int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

Error failed(std::string_view what, const std::filesystem::path& path) {
    return unavailable(std::string{what} + " " + path.string() + ": " + std::strerror(errno));
}

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno != EINTR) return false;
        if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

std::string SessionFile::load() const {
    const Descriptor file{::open(m_path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
    if (!file.is_open()) return {};
    struct stat status {};
    if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
    const bool is_ours_alone = status.st_uid == ::geteuid() && (status.st_mode & (S_IRWXG | S_IRWXO)) == 0;
    if (!is_ours_alone) return {};
    std::array<char, longest_token> buffer{};
    const ssize_t size = ::read(file.get(), buffer.data(), buffer.size());
    return size > 0 ? std::string{buffer.data(), static_cast<std::size_t>(size)} : std::string{};
}

Result<void> SessionFile::save(const std::string& token) const {
    std::error_code ignored;
    if (token.empty()) {
        std::filesystem::remove(m_path, ignored);
        return {};
    }
    std::filesystem::create_directories(m_path.parent_path(), ignored);
    const std::filesystem::path next = m_path.string() + ".new";
    std::filesystem::remove(next, ignored);  // of a run that ended in between
    {
        const Descriptor file{
            ::open(next.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR)};
        if (!file.is_open()) return failed("cannot create", next);
        if (!write_all(file.get(), token) || ::fsync(file.get()) != 0) return failed("cannot write", next);
    }
    if (::rename(next.c_str(), m_path.c_str()) != 0) return failed("cannot rename", next);
    const Descriptor folder{::open(m_path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!folder.is_open() || ::fsync(folder.get()) != 0) return failed("cannot flush", m_path.parent_path());
    return {};
}

}  // namespace portail
