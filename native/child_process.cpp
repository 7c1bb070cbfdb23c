#include "native/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>

namespace portail {
namespace {

constexpr int poll_ms = 100;

class FileDescriptor {
public:
    explicit FileDescriptor(int number) : m_number(number) {}
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    ~FileDescriptor() { close(); }
    void close() {
        if (m_number >= 0) ::close(m_number);
        m_number = -1;
    }
    [[nodiscard]] int get() const { return m_number; }

private:
    int m_number;
};

/// False when it must be given up.
bool read_all(int from, std::size_t most_bytes, const std::atomic<bool>& is_stopping, std::string& text) {
    std::array<char, 16 * 1024> buffer{};
    while (!is_stopping) {
        pollfd waiting{.fd = from, .events = POLLIN, .revents = 0};
        const int ready = ::poll(&waiting, 1, poll_ms);
        if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
        const ssize_t count = ::read(from, buffer.data(), buffer.size());
        if (count == 0) return true;
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        text.append(buffer.data(), static_cast<std::size_t>(count));
        if (text.size() > most_bytes) return false;
    }
    return false;
}

}  // namespace

std::optional<ChildOutput> run_child(const std::vector<std::string>& command, std::size_t most_bytes,
                                     const std::atomic<bool>& is_stopping) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
    const FileDescriptor reading{ends[0]};
    FileDescriptor writing{ends[1]};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, writing.get(), STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    std::vector<char*> arguments;
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str()));  // posix_spawn takes them so and changes nothing
    arguments.push_back(nullptr);
    pid_t child = 0;
    const int failed = ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) return std::nullopt;
    writing.close();

    ChildOutput output;
    const bool is_whole = read_all(reading.get(), most_bytes, is_stopping, output.text);
    if (!is_whole) ::kill(child, SIGTERM);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!is_whole) return std::nullopt;
    output.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return output;
}

bool is_installed(const std::string& program) {
    const char* const path = std::getenv("PATH");
    std::string_view folders = path != nullptr ? path : "";
    while (!folders.empty()) {
        const std::string_view folder = folders.substr(0, folders.find(':'));
        folders.remove_prefix(folder.size() + (folder.size() < folders.size() ? 1 : 0));
        if (::access((std::string{folder} + "/" + program).c_str(), X_OK) == 0) return true;
    }
    return false;
}

}  // namespace portail
