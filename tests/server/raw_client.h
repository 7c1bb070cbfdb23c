// A TCP client that sends the bytes it is given and reads what comes back, for requests that no HTTP library would send.
// Every wait ends after ten seconds, with what has arrived until then.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace portail::test {

struct RawAnswer {
    int status = 0;  ///< 0 where no complete answer came
    std::string head;
    std::string body;

    [[nodiscard]] std::string header(std::string_view name) const;  ///< empty where there is none
};

class RawClient {
public:
    explicit RawClient(int port);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    void send(std::string_view bytes);  ///< stops silently when the server has closed the connection
    [[nodiscard]] RawAnswer read_answer();
    /// Reads until `found(everything so far)` or the end; tells whether it was found.
    [[nodiscard]] bool read_until(const std::function<bool(std::string_view)>& found);
    /// True when the server closes the connection, after whatever it still says.
    [[nodiscard]] bool is_closed_by_server();
    [[nodiscard]] std::string_view received() const { return m_received; }

private:
    [[nodiscard]] bool read_more();
    int m_socket;
    std::string m_received;
};

/// One request on a connection of its own.
[[nodiscard]] RawAnswer send_raw(int port, std::string_view bytes);

}  // namespace portail::test
