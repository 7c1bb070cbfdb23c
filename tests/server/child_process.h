// A program as a process of its own, whose standard output is read.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace portail::test {

class ChildProcess {
public:
    /// `arguments` begins with the program. Its standard error is appended to `errors_file`, or goes where ours goes.
    explicit ChildProcess(std::vector<std::string> arguments, const std::string& errors_file = {});
    /// Kills it where it has not ended.
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Appends what it has written. False at the end of its output, and when nothing comes for too long.
    bool read_more(std::string& text) const;
    void send_signal(int signal) const;
    /// Reads the rest of its output and waits for its end: its exit status, or 128 and the signal's number.
    int wait(std::string& text);

private:
    pid_t m_process = -1;
    int m_output = -1;  ///< the reading end
};

}  // namespace portail::test
