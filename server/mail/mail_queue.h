// The queue of mails in the database. A mail is written down as being sent, durably, before anything of it leaves the
// server; what is found in that state after a crash may have been sent and is left to staff.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/core/writer.h"
#include "server/mail/mail_transport.h"
#include "server/mail/portal_link_mail.h"

namespace portail::server {

/// A mail whose turn it is, with everything that it says; `code` is the portal link's.
struct TakenMail {
    Mail mail;
    Organisation organisation;
    Customer customer;
    std::string code;
};

/// Takes the mail that has waited longest, if one is due, and marks it as being sent. One that must not be sent any more
/// (its link is gone, its customer has another address) fails, and the next has its turn.
[[nodiscard]] Result<std::optional<TakenMail>> take_due_mail(WriteContext& context);

/// Writes down what became of a mail that was taken, and when to try again.
[[nodiscard]] Result<void> settle_mail(WriteContext& context, const Id& id, const DeliveryReport& report);

/// What an earlier process was sending when it ended is uncertain. Returns how many.
[[nodiscard]] Result<std::int64_t> mark_interrupted_mails(WriteContext& context);

/// Tells staff at the mails that wait why they do.
[[nodiscard]] Result<std::int64_t> mark_mail_not_set_up(WriteContext& context);

}  // namespace portail::server
