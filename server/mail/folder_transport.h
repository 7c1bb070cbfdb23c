// Mails as files, for development and the demo: "<id>.eml", which any mail program opens.
#pragma once

#include "server/mail/mail_transport.h"

namespace portail::server {

/// The folder is created when missing.
[[nodiscard]] Result<std::unique_ptr<MailTransport>> make_folder_transport(const std::string& folder);

}  // namespace portail::server
