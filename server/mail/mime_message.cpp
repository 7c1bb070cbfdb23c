#include "server/mail/mime_message.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "shared/base/base64.h"
#include "shared/base/calendar.h"
#include "shared/base/text.h"
#include "shared/domain/customer.h"

namespace portail::server {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t longest_line = 76;
// With "Reply-To: " before it and the frame of an encoded word around it, a line stays within its 76 characters.
constexpr std::size_t longest_plain_header = 60;
constexpr std::size_t bytes_in_encoded_word = 36;

bool is_printable_ascii(char letter) {
    return letter >= 0x20 && letter < 0x7f;
}

/// One line of UTF-8: no header can be ended by what it returns.
std::string one_line(std::string_view text) {
    std::string line{is_utf8(text) ? text : std::string_view{}};
    std::replace_if(
        line.begin(), line.end(),
        [](char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f; }, ' ');
    return trimmed(line);
}

std::string encoded_words(std::string_view text) {
    std::string words;
    std::size_t begin = 0;
    while (begin < text.size()) {
        // A character stands in one word as a whole (RFC 2047, section 5).
        std::size_t end = begin;
        for (std::size_t next = begin; next < text.size(); end = next) {
            static_cast<void>(next_code_point(text, next));
            if (next - begin > bytes_in_encoded_word) break;
        }
        if (!words.empty()) words += "\r\n ";
        words += "=?UTF-8?B?" + to_base64(text.substr(begin, end - begin)) + "?=";
        begin = end;
    }
    return words;
}

bool needs_encoding(std::string_view line) {
    // "=?" might be taken for the beginning of an encoded word.
    return line.size() > longest_plain_header || line.find("=?") != std::string_view::npos ||
           !std::all_of(line.begin(), line.end(), is_printable_ascii);
}

Result<void> require_header_address(const char* field, const std::string& address) {
    if (address.empty()) return invalid(field, "error.required");
    PORTAIL_RETURN_IF_ERROR(validate_email(field, address));
    const bool is_ascii = std::all_of(address.begin(), address.end(), is_printable_ascii);
    if (!is_ascii || address.size() > customer_limits::email || address.find_first_of("()[]:") != std::string::npos) {
        return invalid(field, "error.email");
    }
    return {};
}

/// Base64 in lines.
std::string base64_lines(std::string_view bytes) {
    const std::string text = to_base64(bytes);
    std::string lines;
    for (std::size_t at = 0; at < text.size(); at += longest_line)
        lines.append(text, at, longest_line).append(line_end);
    return lines;
}

class Lines {
public:
    Lines& header(std::string_view name, std::string_view value) {
        m_text.append(name).append(": ").append(value).append(line_end);
        return *this;
    }
    Lines& body(std::string_view text) {
        m_text.append(line_end).append(text);
        return *this;
    }
    Lines& boundary(std::string_view name, bool is_last = false) {
        m_text.append("\r\n--").append(name).append(is_last ? "--" : "").append(line_end);
        return *this;
    }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

void add_text(Lines& lines, std::string_view type, std::string_view text) {
    lines.header("Content-Type", std::string{type}.append("; charset=utf-8"))
        .header("Content-Transfer-Encoding", "quoted-printable")
        .body(quoted_printable(text));
}

std::string domain_of(const std::string& address) {
    return address.substr(address.find('@') + 1);
}

}  // namespace

std::string header_text(std::string_view utf8) {
    std::string line = one_line(utf8);
    return needs_encoding(line) ? encoded_words(line) : line;
}

std::string header_address(const MailAddress& address) {
    const std::string name = one_line(address.name);
    if (name.empty()) return "<" + address.address + ">";
    if (needs_encoding(name)) return encoded_words(name) + "\r\n <" + address.address + ">";
    std::string quoted = "\"";
    for (const char letter : name) {
        if (letter == '"' || letter == '\\') quoted += '\\';
        quoted += letter;
    }
    return quoted + "\"\r\n <" + address.address + ">";
}

std::string header_date(Milliseconds date) {
    constexpr std::array<const char*, 7> days{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = static_cast<DayNumber>(date / day_ms);
    const CivilDate civil = civil_date(day);
    const auto seconds = static_cast<int>(date % day_ms / second_ms);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d +0000",
                  days[static_cast<std::size_t>(weekday(day))], civil.day,
                  months[static_cast<std::size_t>(civil.month - 1)], civil.year, seconds / 3600, seconds / 60 % 60,
                  seconds % 60);
    return text.data();
}

std::string quoted_printable(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    std::size_t column = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char letter = text[at];
        if (letter == '\n') {
            result += line_end;
            column = 0;
            continue;
        }
        // White space at the end of a line gets lost on the way.
        const bool ends_line = at + 1 == text.size() || text[at + 1] == '\n';
        const bool is_plain = is_printable_ascii(letter) && letter != '=' && !(letter == ' ' && ends_line);
        const std::size_t width = is_plain ? 1 : 3;
        if (column + width >= longest_line) {
            result += "=\r\n";
            column = 0;
        }
        column += width;
        if (is_plain) {
            result += letter;
        } else {
            const auto byte = static_cast<unsigned char>(letter);
            result.append({'=', digits[byte >> 4], digits[byte & 15]});
        }
    }
    return result;
}

std::string content_id(const Id& message_id) {
    return "code." + message_id;
}

Result<std::string> compose_message(const MimeMessage& message) {
    PORTAIL_RETURN_IF_ERROR(require_header_address("from", message.from.address));
    PORTAIL_RETURN_IF_ERROR(require_header_address("recipient", message.to.address));
    const bool has_reply_to = !message.reply_to.address.empty();
    if (has_reply_to) PORTAIL_RETURN_IF_ERROR(require_header_address("reply_to", message.reply_to.address));

    // Quoted-printable and Base64 never hold "=_".
    const std::string alternative = "=_alternative." + message.id;
    const std::string related = "=_related." + message.id;
    Lines lines;
    lines.header("Date", header_date(message.date))
        .header("From", header_address(message.from))
        .header("To", header_address(message.to));
    if (has_reply_to) lines.header("Reply-To", header_address(message.reply_to));
    lines.header("Subject", header_text(message.subject))
        .header("Message-ID", "<" + message.id + "@" + domain_of(message.from.address) + ">")
        .header("Content-Language", header_text(message.language))
        .header("Auto-Submitted", "auto-generated")
        .header("MIME-Version", "1.0")
        .header("Content-Type", "multipart/alternative;\r\n boundary=\"" + alternative + "\"");

    lines.boundary(alternative);
    add_text(lines, "text/plain", message.plain_text);
    lines.boundary(alternative)
        .header("Content-Type", "multipart/related; type=\"text/html\";\r\n boundary=\"" + related + "\"");
    lines.boundary(related);
    add_text(lines, "text/html", message.html);
    lines.boundary(related)
        .header("Content-Type", "image/png")
        .header("Content-Transfer-Encoding", "base64")
        .header("Content-ID", "<" + content_id(message.id) + ">")
        .header("Content-Disposition", "inline; filename=\"" + message.picture_name + "\"")
        .body(base64_lines(message.png))
        .boundary(related, true)
        .boundary(alternative, true);
    return lines.take();
}

}  // namespace portail::server
