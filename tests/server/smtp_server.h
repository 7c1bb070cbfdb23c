// A real mail server (tests/support/smtp_server.py, with aiosmtpd) that a test sends to and asks what it received.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "shared/base/json.h"
#include "tests/server/child_process.h"

namespace portail::test {

class SmtpServer {
public:
    /// `arguments` as the program documents them. Returns when it listens.
    explicit SmtpServer(const std::vector<std::string>& arguments = {});

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] std::string url() const { return "smtp://127.0.0.1:" + std::to_string(m_port); }
    /// Waits for the next thing that happens, which must be of this kind, and returns what is told of it.
    [[nodiscard]] Json next(const std::string& event);
    /// Ends it, and returns what else has happened.
    [[nodiscard]] std::vector<Json> rest();

private:
    [[nodiscard]] std::string next_line();

    std::unique_ptr<ChildProcess> m_process;
    std::string m_unread;
    int m_port = 0;
};

}  // namespace portail::test
