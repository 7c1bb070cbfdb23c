// Reads server-sent events from the bytes of a response, as a browser's EventSource does (WHATWG HTML, section 9.2.6):
// comments are skipped, and an event without any data line is not dispatched.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace portail {

class EventStream {
public:
    using Received = std::function<void(const std::string& event, const std::string& id)>;

    explicit EventStream(Received received) : m_received(std::move(received)) {}

    /// False when a line is longer than any of ours: this is not our server, and the stream is of no more use.
    [[nodiscard]] bool feed(std::string_view bytes);

private:
    void take_line(std::string_view line);

    Received m_received;
    std::string m_line;
    std::string m_event;
    std::string m_id;
    bool m_has_data = false;
    bool m_is_start = true;       ///< a byte order mark may still come
    bool m_after_return = false;  ///< a line feed that follows belongs to the line that has ended
};

}  // namespace portail
