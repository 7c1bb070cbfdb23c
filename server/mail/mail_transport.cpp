#include "server/mail/mail_transport.h"

#include "server/mail/folder_transport.h"
#include "server/mail/smtp_transport.h"
#include "shared/domain/customer.h"

namespace portail::server {
namespace {

Error unusable(const char* field, std::string detail) {
    Error error = invalid(field, "error.invalid");
    error.detail = std::move(detail);
    return error;
}

}  // namespace

Result<std::unique_ptr<MailTransport>> make_mail_transport(const MailOptions& options) {
    if (!options.sender.empty() && !validate_email("mail-from", options.sender)) {
        return unusable("mail-from", "--mail-from: not an e-mail address");
    }
    if (!options.smtp_url.empty() && !options.folder.empty()) {
        return unusable("mail-folder", "--smtp-url and --mail-folder exclude each other");
    }
    if (!options.folder.empty()) return make_folder_transport(options.folder);
    if (!options.smtp_url.empty()) return make_smtp_transport(options);
    return std::unique_ptr<MailTransport>{};
}

}  // namespace portail::server
