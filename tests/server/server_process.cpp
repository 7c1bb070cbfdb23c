#include "tests/server/server_process.h"

#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace portail::test {
namespace {

std::vector<std::string> command_line(const std::vector<std::string>& arguments) {
    std::vector<std::string> all{PORTAIL_SERVER_PROGRAM};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return all;
}

std::vector<std::string> serve_on(const std::string& folder, const std::vector<std::string>& arguments) {
    std::vector<std::string> all{"serve", "--port", "0", "--data", folder};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return command_line(all);
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
    : m_errors_file(folder + ".errors"), m_process(serve_on(folder, arguments), m_errors_file) {
    while (m_greeting.find("stops it.") == std::string::npos) {
        if (!m_process.read_more(m_greeting)) {
            send_signal(SIGKILL);
            const Finished finished = wait();
            throw std::runtime_error("the server did not start: " + finished.errors);
        }
    }
    const std::string origin = after(m_greeting, "listens on");
    m_port = std::stoi(origin.substr(origin.rfind(':') + 1));
}

void ServerProcess::send_signal(int signal) const {
    m_process.send_signal(signal);
}

Finished ServerProcess::wait() {
    Finished finished;
    finished.output = m_greeting;
    finished.status = m_process.wait(finished.output);
    finished.errors = read_file(m_errors_file);
    return finished;
}

Finished run_command(const std::vector<std::string>& arguments) {
    std::string errors_file = (std::filesystem::temp_directory_path() / "portail-errors.XXXXXX").string();
    ::close(::mkstemp(errors_file.data()));
    ChildProcess process{command_line(arguments), errors_file};
    Finished finished;
    finished.status = process.wait(finished.output);
    finished.errors = read_file(errors_file);
    std::filesystem::remove(errors_file);
    return finished;
}

}  // namespace portail::test
