// An e-mail as bytes (RFC 5322 and MIME, RFC 2045 to 2047): a plain text and an HTML page that say the same, with one
// picture that the page shows. Every line is ASCII of at most 76 characters, so that any mail server passes it on as it
// is. Whatever a name or a subject holds, it cannot end its header.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

namespace portail::server {

struct MailAddress {
    std::string name;     ///< may be empty
    std::string address;  ///< "name@example.ch", ASCII
};

struct MimeMessage {
    Id id;                  ///< makes Message-ID, the boundaries and the picture's Content-ID: the same each time
    Milliseconds date = 0;  ///< UTC
    MailAddress from;
    MailAddress to;
    MailAddress reply_to;  ///< without an address: none
    std::string language;  ///< BCP 47
    std::string subject;
    std::string plain_text;  ///< lines end with "\n"
    std::string html;
    std::string picture_name;  ///< of its file
    std::string png;           ///< the page shows it as "cid:" + content_id(id)
};

[[nodiscard]] std::string content_id(const Id& message_id);

/// ErrorCode::Invalid for an address that cannot be written in a header.
[[nodiscard]] Result<std::string> compose_message(const MimeMessage& message);

// What it is made of; each is tested by itself.

/// A header's text: as it is where it is short and printable ASCII, otherwise as encoded words (RFC 2047). Control
/// characters become spaces.
[[nodiscard]] std::string header_text(std::string_view utf8);
/// "Name <address>", the name quoted or encoded.
[[nodiscard]] std::string header_address(const MailAddress& address);
[[nodiscard]] std::string header_date(Milliseconds date);  ///< "Mon, 23 Nov 2026 06:00:00 +0000"
/// RFC 2045, section 6.7; "\n" becomes a line's end.
[[nodiscard]] std::string quoted_printable(std::string_view text);

}  // namespace portail::server
