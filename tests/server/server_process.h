// The real portail-server as a process of its own, on a folder that the test owns.
#pragma once

#include <string>
#include <vector>

#include "tests/server/child_process.h"

namespace portail::test {

struct Finished {
    int status = -1;  ///< exit status; 128 and the signal's number where one ended it
    std::string output;
    std::string errors;
};

class ServerProcess {
public:
    /// Starts "portail-server serve --port 0 --data `folder`" with `arguments` after that, and waits until it listens.
    explicit ServerProcess(const std::string& folder, const std::vector<std::string>& arguments = {});

    [[nodiscard]] int port() const { return m_port; }
    /// Everything up to "Portail listens on …".
    [[nodiscard]] const std::string& greeting() const { return m_greeting; }

    void send_signal(int signal) const;
    /// Waits for the end.
    Finished wait();

private:
    std::string m_errors_file;
    ChildProcess m_process;
    std::string m_greeting;
    int m_port = 0;
};

/// Runs a command of portail-server to its end.
[[nodiscard]] Finished run_command(const std::vector<std::string>& arguments);

/// What follows `label` on its line.
[[nodiscard]] std::string after(const std::string& text, const std::string& label);

}  // namespace portail::test
