#include "tests/server/server_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

extern char** environ;

namespace portail::test {
namespace {

constexpr int patience_ms = 30'000;

struct Started {
    pid_t process = -1;
    int output = -1;  ///< the reading end of its standard output
};

Started start(std::vector<std::string> arguments, const std::string& errors_file) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2 failed");
    arguments.insert(arguments.begin(), PORTAIL_SERVER_PROGRAM);
    std::vector<char*> values;
    for (std::string& argument : arguments)
        values.push_back(argument.data());
    values.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors_file.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                       0600);
    Started started;
    const int failure =
        ::posix_spawn(&started.process, PORTAIL_SERVER_PROGRAM, &actions, nullptr, values.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (failure != 0) throw std::runtime_error("cannot start " PORTAIL_SERVER_PROGRAM);
    started.output = ends[0];
    return started;
}

/// False at the end of the output, and when nothing comes for too long.
bool read_more(int output, std::string& text) {
    pollfd watched{output, POLLIN, 0};
    if (::poll(&watched, 1, patience_ms) <= 0) return false;
    std::array<char, 4096> piece;
    const ssize_t count = ::read(output, piece.data(), piece.size());
    if (count <= 0) return false;
    text.append(piece.data(), static_cast<std::size_t>(count));
    return true;
}

int status_of(pid_t process) {
    int status = 0;
    ::waitpid(process, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string read_file(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream{path}.rdbuf();
    return text.str();
}

}  // namespace

std::string after(const std::string& text, const std::string& label) {
    const std::size_t at = text.find(label);
    if (at == std::string::npos) return {};
    const std::size_t begin = text.find_first_not_of(' ', at + label.size());
    return text.substr(begin, text.find_first_of(" \n", begin) - begin);
}

ServerProcess::ServerProcess(const std::string& folder, const std::vector<std::string>& arguments)
    : m_errors_file(folder + ".errors") {
    std::vector<std::string> all{"serve", "--port", "0", "--data", folder};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const Started started = start(std::move(all), m_errors_file);
    m_process = started.process;
    m_output = started.output;
    while (m_greeting.find("stops it.") == std::string::npos) {
        if (!read_more(m_output, m_greeting)) {
            const Finished finished = wait();
            throw std::runtime_error("the server did not start: " + finished.errors);
        }
    }
    const std::string origin = after(m_greeting, "listens on");
    m_port = std::stoi(origin.substr(origin.rfind(':') + 1));
}

ServerProcess::~ServerProcess() {
    if (m_process < 0) return;
    send_signal(SIGKILL);
    static_cast<void>(wait());
}

void ServerProcess::send_signal(int signal) const {
    ::kill(m_process, signal);
}

Finished ServerProcess::wait() {
    Finished finished;
    finished.output = m_greeting;
    while (read_more(m_output, finished.output)) {
    }
    ::close(m_output);
    finished.status = status_of(m_process);
    m_process = -1;
    finished.errors = read_file(m_errors_file);
    return finished;
}

Finished run_command(const std::vector<std::string>& arguments) {
    std::string errors_file = (std::filesystem::temp_directory_path() / "portail-errors.XXXXXX").string();
    ::close(::mkstemp(errors_file.data()));
    const Started started = start(arguments, errors_file);
    Finished finished;
    while (read_more(started.output, finished.output)) {
    }
    ::close(started.output);
    finished.status = status_of(started.process);
    finished.errors = read_file(errors_file);
    std::filesystem::remove(errors_file);
    return finished;
}

}  // namespace portail::test
