// An e-mail to a customer on its way through the server's queue.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/clock.h"
#include "shared/base/ids.h"

namespace portail {

enum class MailKind : std::uint8_t {
    PortalLink,  ///< the link to the customer's portal with its QR code
};

enum class MailState : std::uint8_t {
    Waiting,    ///< for its next attempt
    Sending,    ///< written down before anything is sent, so that a crash cannot make two mails of one
    Sent,       ///< the mail server has taken it
    Failed,     ///< for good, unless staff try again
    Uncertain,  ///< it may have been sent: nobody but staff decides whether to try again
};

/// Why a mail is not sent, as far as staff can do something about it.
enum class MailProblem : std::uint8_t {
    None,
    NotSetUp,        ///< the server has no way to send mail
    Connection,      ///< the mail server cannot be reached, or broke off
    Timeout,         ///< it did not answer in time
    Encryption,      ///< no TLS, or a certificate that is not to be trusted
    SignIn,          ///< it refuses user name or password
    Deferred,        ///< it asks to try again later (4xx)
    Refused,         ///< it refuses the mail (5xx)
    NoLink,          ///< there is no link any more that could be sent, or it is paused
    AddressChanged,  ///< the customer has another address by now
    Interrupted,     ///< the server ended while it was being sent
    Restored,        ///< a backup was restored, which does not know whether it has been sent since
};

struct Mail {
    Id id;
    Id customer_id;
    MailKind kind = MailKind::PortalLink;
    std::string recipient;
    std::string language;
    MailState state = MailState::Waiting;
    MailProblem problem = MailProblem::None;
    std::string last_error;  ///< what the mail server said, in its own words
    int attempts = 0;
    Milliseconds next_attempt_at = 0;
    Milliseconds created_at = 0;
    std::optional<Milliseconds> sent_at;
};

[[nodiscard]] std::string_view to_string(MailKind kind);
[[nodiscard]] std::optional<MailKind> mail_kind_from_string(std::string_view name);
[[nodiscard]] std::string_view to_string(MailState state);
[[nodiscard]] std::optional<MailState> mail_state_from_string(std::string_view name);
[[nodiscard]] std::string_view to_string(MailProblem problem);  ///< empty for None
[[nodiscard]] std::optional<MailProblem> mail_problem_from_string(std::string_view name);

/// How long to wait after so many attempts that were put off; nothing once three days have gone into them.
[[nodiscard]] std::optional<Milliseconds> mail_retry_delay(int attempts);

}  // namespace portail
