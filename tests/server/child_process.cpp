#include "tests/server/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

extern char** environ;

namespace portail::test {
namespace {

constexpr int patience_ms = 30'000;

}  // namespace

ChildProcess::ChildProcess(std::vector<std::string> arguments, const std::string& errors_file) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2 failed");
    std::vector<char*> values;
    for (std::string& argument : arguments)
        values.push_back(argument.data());
    values.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    if (!errors_file.empty()) {
        ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors_file.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                           0600);
    }
    const int failure = ::posix_spawn(&m_process, arguments.front().c_str(), &actions, nullptr, values.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    m_output = ends[0];
    if (failure != 0) throw std::runtime_error("cannot start " + arguments.front());
}

ChildProcess::~ChildProcess() {
    if (m_process < 0) return;
    send_signal(SIGKILL);
    std::string ignored;
    static_cast<void>(wait(ignored));
}

bool ChildProcess::read_more(std::string& text) const {
    pollfd watched{m_output, POLLIN, 0};
    if (::poll(&watched, 1, patience_ms) <= 0) return false;
    std::array<char, 4096> piece;
    const ssize_t count = ::read(m_output, piece.data(), piece.size());
    if (count <= 0) return false;
    text.append(piece.data(), static_cast<std::size_t>(count));
    return true;
}

void ChildProcess::send_signal(int signal) const {
    ::kill(m_process, signal);
}

int ChildProcess::wait(std::string& text) {
    while (read_more(text)) {
    }
    ::close(m_output);
    int status = 0;
    ::waitpid(m_process, &status, 0);
    m_process = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace portail::test
