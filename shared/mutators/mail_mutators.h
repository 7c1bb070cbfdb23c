// Mails to customers, as staff ask for them. A mutator only queues: the server sends (server/mail), and no device can
// say that a mail was sent.
#pragma once

#include <string>

#include "shared/base/json.h"
#include "shared/db/database.h"
#include "shared/mutators/mutation_context.h"

namespace portail {

/// Queues a mail with the customer's present portal link and its QR code.
struct SendPortalLink {
    static constexpr const char* name = "send_portal_link";
    static constexpr int version = 1;

    Id mail_id;
    Id customer_id;
    /// The address that the person saw: one that the customer has changed meanwhile, perhaps through a link that fell
    /// into wrong hands, receives nothing.
    std::string recipient;

    [[nodiscard]] static Result<SendPortalLink> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

/// Puts a mail that failed, or may have been sent, into the queue once more; one that waits has its turn at once.
struct RetryMail {
    static constexpr const char* name = "retry_mail";
    static constexpr int version = 1;

    Id mail_id;

    [[nodiscard]] static Result<RetryMail> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const SendPortalLink& args);
[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const RetryMail& args);

}  // namespace portail
