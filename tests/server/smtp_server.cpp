#include "tests/server/smtp_server.h"

#include <signal.h>

#include <catch2/catch_test_macros.hpp>
#include <sstream>

namespace portail::test {
namespace {

std::vector<std::string> command_line(const std::vector<std::string>& arguments) {
    // Debian's own, which has Debian's aiosmtpd.
    std::vector<std::string> all{"/usr/bin/python3", PORTAIL_SMTP_SERVER};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return all;
}

}  // namespace

SmtpServer::SmtpServer(const std::vector<std::string>& arguments)
    : m_process(std::make_unique<ChildProcess>(command_line(arguments))) {
    m_port = next("listens").at("port");
}

std::string SmtpServer::next_line() {
    while (m_unread.find('\n') == std::string::npos) {
        if (!m_process->read_more(m_unread)) return {};
    }
    const std::size_t end = m_unread.find('\n');
    std::string line = m_unread.substr(0, end);
    m_unread.erase(0, end + 1);
    return line;
}

Json SmtpServer::next(const std::string& event) {
    const std::string line = next_line();
    INFO("waiting for " << event << ", got " << line);
    const Result<Json> told = parse_json(line);
    REQUIRE(told.ok());
    REQUIRE(told->at("event") == event);
    return *told;
}

std::vector<Json> SmtpServer::rest() {
    m_process->send_signal(SIGKILL);
    static_cast<void>(m_process->wait(m_unread));
    std::vector<Json> events;
    std::istringstream lines{m_unread};
    for (std::string line; std::getline(lines, line);)
        events.push_back(parse_json(line).value());
    return events;
}

}  // namespace portail::test
