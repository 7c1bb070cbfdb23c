// Mails to a mail server (RFC 5321) through libcurl. The connection is encrypted, by STARTTLS (RFC 3207) or from the
// start; without that nothing is sent, unless the mail server is on this machine.
#pragma once

#include "server/mail/mail_transport.h"

namespace portail::server {

/// ErrorCode::Invalid for an address that is none of "smtp://host:port" and "smtps://host:port".
[[nodiscard]] Result<std::unique_ptr<MailTransport>> make_smtp_transport(const MailOptions& options);

}  // namespace portail::server
