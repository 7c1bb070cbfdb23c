#include "native/event_stream.h"

namespace portail {
namespace {

constexpr std::size_t longest_line = 64 * 1024;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

bool EventStream::feed(std::string_view bytes) {
    for (const char byte : bytes) {
        const bool ends_return = m_after_return && byte == '\n';
        m_after_return = byte == '\r';
        if (ends_return) continue;
        if (byte == '\n' || byte == '\r') {
            take_line(m_line);
            m_line.clear();
        } else {
            if (m_line.size() == longest_line) return false;
            m_line += byte;
        }
    }
    return true;
}

void EventStream::take_line(std::string_view line) {
    if (m_is_start && line.substr(0, byte_order_mark.size()) == byte_order_mark) {
        line.remove_prefix(byte_order_mark.size());
    }
    m_is_start = false;

    if (line.empty()) {
        if (m_has_data) m_received(m_event.empty() ? "message" : m_event, m_id);
        m_event.clear();
        m_has_data = false;
        return;
    }
    const std::size_t colon = line.find(':');
    const std::string_view field = line.substr(0, colon);
    std::string_view value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
    if (!value.empty() && value.front() == ' ') value.remove_prefix(1);

    if (field == "event") {
        m_event = value;
    } else if (field == "data") {
        m_has_data = true;
    } else if (field == "id" && value.find('\0') == std::string_view::npos) {
        m_id = value;
    }
}

}  // namespace portail
