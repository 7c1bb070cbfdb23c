#include "server/http/request_gate.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace portail::http {
namespace {

constexpr std::string_view line_end = "\r\n";

bool is_token_character(char character) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte <= 0x20 || byte >= 0x7f) return false;
    return std::string_view{"\"(),/:;<=>?@[\\]{}"}.find(character) == std::string_view::npos;
}

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
}

bool equal_names(std::string_view left, std::string_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view without_spaces(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char character) {
        const auto byte = static_cast<unsigned char>(character);
        return (byte < 0x20 && character != '\t') || byte == 0x7f;
    });
}

/// "%0d", "%0A", "%00": what would be a control character once decoded.
bool has_encoded_line_end(std::string_view text) {
    for (std::size_t at = text.find('%'); at != std::string_view::npos && at + 2 < text.size();
         at = text.find('%', at + 1)) {
        if (text[at + 1] != '0') continue;
        const char digit = lower(text[at + 2]);
        if (digit == 'd' || digit == 'a' || digit == '0') return true;
    }
    return false;
}

std::optional<Refusal> check_request_line(std::string_view line, const Limits& limits) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return Refusal{400, "malformed request line"};
    const std::string_view method = line.substr(0, first);
    const std::string_view target = line.substr(first + 1, last - first - 1);
    const std::string_view version = line.substr(last + 1);

    constexpr std::array<std::string_view, 4> methods{"GET", "HEAD", "POST", "DELETE"};
    if (!is_token(method)) return Refusal{400, "malformed method"};
    if (std::find(methods.begin(), methods.end(), method) == methods.end()) return Refusal{405, "method not offered"};
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return Refusal{505, "HTTP version not offered"};
    if (target.empty() || target.front() != '/') return Refusal{400, "malformed target"};
    if (!std::all_of(target.begin(), target.end(), [](char character) {
            const auto byte = static_cast<unsigned char>(character);
            return byte > 0x20 && byte < 0x7f && character != '#';
        })) {
        return Refusal{400, "malformed target"};
    }
    if (target.substr(0, target.find('?')).size() > limits.path_bytes) return Refusal{414, "path too long"};
    return std::nullopt;
}

/// Takes one header after the other and remembers what must not come twice.
class HeaderCheck {
public:
    explicit HeaderCheck(const Limits& limits) : m_limits(limits) {}

    std::optional<Refusal> take(std::string_view line) {
        if (++m_count > m_limits.header_count) return Refusal{431, "too many headers"};
        if (line.front() == ' ' || line.front() == '\t') return Refusal{400, "folded header"};
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) return Refusal{400, "malformed header"};
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = without_spaces(line.substr(colon + 1));
        if (!is_token(name)) return Refusal{400, "malformed header name"};
        if (has_control_character(value) || has_encoded_line_end(value)) return Refusal{400, "malformed header value"};
        return take(name, value);
    }

    std::optional<Refusal> finish(bool must_name_host) const {
        if (must_name_host && m_hosts != 1) return Refusal{400, "one Host header is needed"};
        if (m_hosts > 1) return Refusal{400, "more than one Host header"};
        if (m_has_transfer_encoding) {
            if (m_has_length) return Refusal{400, "both Content-Length and Transfer-Encoding"};
            return Refusal{411, "send a Content-Length"};
        }
        if (m_head.content_length > m_limits.body_bytes) return Refusal{413, "body too large"};
        if (m_head.content_length > 0 && !m_is_json) return Refusal{415, "send application/json"};
        return std::nullopt;
    }

    [[nodiscard]] const RequestHead& head() const { return m_head; }

private:
    std::optional<Refusal> take(std::string_view name, std::string_view value) {
        if (equal_names(name, "Host")) {
            ++m_hosts;
        } else if (equal_names(name, "Content-Length")) {
            return take_length(value);
        } else if (equal_names(name, "Transfer-Encoding")) {
            m_has_transfer_encoding = true;
        } else if (equal_names(name, "Content-Encoding")) {
            return Refusal{415, "send the body uncompressed"};
        } else if (equal_names(name, "Content-Type")) {
            m_is_json = equal_names(without_spaces(value.substr(0, value.find(';'))), "application/json");
        } else if (equal_names(name, "Range") && value.find(',') != std::string_view::npos) {
            return Refusal{416, "one range at a time"};
        } else if (equal_names(name, "Expect")) {
            if (!equal_names(value, "100-continue")) return Refusal{417, "expectation not offered"};
            m_head.expects_continue = true;
        } else if (equal_names(name, "Accept-Encoding")) {
            m_head.accept_encoding = value;
        } else if (equal_names(name, "X-Forwarded-For")) {
            if (!m_head.forwarded_for.empty()) m_head.forwarded_for += ", ";
            m_head.forwarded_for += value;
        }
        return std::nullopt;
    }

    std::optional<Refusal> take_length(std::string_view value) {
        if (m_has_length) return Refusal{400, "more than one Content-Length"};
        m_has_length = true;
        const bool digits = !value.empty() && std::all_of(value.begin(), value.end(),
                                                          [](char digit) { return digit >= '0' && digit <= '9'; });
        if (!digits) return Refusal{400, "malformed Content-Length"};
        const auto read = std::from_chars(value.data(), value.data() + value.size(), m_head.content_length);
        if (read.ec != std::errc{}) return Refusal{413, "body too large"};
        return std::nullopt;
    }

    const Limits& m_limits;
    RequestHead m_head;
    std::size_t m_count = 0;
    int m_hosts = 0;
    bool m_has_length = false;
    bool m_has_transfer_encoding = false;
    bool m_is_json = false;
};

}  // namespace

std::optional<std::size_t> end_of_head(std::string_view bytes, std::size_t from) {
    constexpr std::string_view end = "\r\n\r\n";
    const std::size_t at = bytes.find(end, from >= end.size() ? from - end.size() : 0);
    if (at == std::string_view::npos) return std::nullopt;
    return at + end.size();
}

std::variant<RequestHead, Refusal> check_head(std::string_view head, const Limits& limits) {
    HeaderCheck check{limits};
    bool first = true;
    bool must_name_host = true;
    while (true) {
        const std::size_t end = head.find(line_end);
        if (end == std::string_view::npos) return Refusal{400, "malformed line end"};
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(end + line_end.size());
        if (line.find_first_of(line_end) != std::string_view::npos) return Refusal{400, "malformed line end"};
        if (line.size() > limits.line_bytes) {
            return first ? Refusal{414, "target too long"} : Refusal{431, "header too long"};
        }
        if (first) {
            if (const auto refusal = check_request_line(line, limits)) return *refusal;
            must_name_host = line.ends_with("HTTP/1.1");
            first = false;
        } else if (line.empty()) {
            break;
        } else if (const auto refusal = check.take(line)) {
            return *refusal;
        }
    }
    if (const auto refusal = check.finish(must_name_host)) return *refusal;
    return check.head();
}

}  // namespace portail::http
