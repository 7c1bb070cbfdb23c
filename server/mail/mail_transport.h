// A way out for mails: to a mail server, or into a folder. It is told a finished message and tells what became of it;
// whether to try again is not its business.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/domain/mail.h"

namespace portail::server {

struct OutgoingMail {
    Id id;
    std::string sender;  ///< addresses of the envelope
    std::string recipient;
    std::string message;  ///< as compose_message() writes it
};

enum class Delivery : std::uint8_t {
    Sent,
    Deferred,   ///< nothing was sent; it may work later
    Refused,    ///< nothing was sent, and nothing will change that
    Uncertain,  ///< everything was handed over, but nobody answered
};

struct DeliveryReport {
    Delivery delivery = Delivery::Sent;
    MailProblem problem = MailProblem::None;
    std::string words;  ///< the mail server's own
};

class MailTransport {
public:
    virtual ~MailTransport() = default;
    /// Returns soon once `is_stopping` is true.
    [[nodiscard]] virtual DeliveryReport send(const OutgoingMail& mail, const std::atomic<bool>& is_stopping) = 0;
};

struct MailOptions {
    std::string smtp_url;   ///< "smtp://host:587" (STARTTLS) or "smtps://host:465"
    std::string smtp_user;  ///< empty: without signing in
    std::string smtp_password;
    std::string smtp_ca_file;  ///< PEM of who vouches for the mail server; empty: the system's
    std::string folder;        ///< instead of a mail server: one .eml file for each mail
    std::string sender;        ///< address that mails come from; empty: the business's
    std::chrono::milliseconds connect_timeout{15'000};
    std::chrono::milliseconds timeout{60'000};  ///< for one mail
};

/// Null where neither a mail server nor a folder is named. ErrorCode::Invalid says what cannot be used.
[[nodiscard]] Result<std::unique_ptr<MailTransport>> make_mail_transport(const MailOptions& options);

}  // namespace portail::server
