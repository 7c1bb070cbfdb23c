#include "shared/mutators/mail_mutators.h"

#include "shared/domain/customer.h"
#include "shared/queries/customer_queries.h"
#include "shared/queries/mail_queries.h"

namespace portail {
namespace {

/// The customer, where a portal link can be sent to this address now.
Result<Customer> require_sendable_link(Database& database, const Id& customer_id, const std::string& recipient) {
    auto customer = find_customer(database, customer_id);
    if (!customer) return customer.error();
    if (!customer->has_value()) return not_found("customer_id");
    if ((*customer)->email.empty()) return invalid("recipient", "error.no_email");
    if ((*customer)->email != recipient) return conflict("error.email_changed", "recipient");
    const auto link = find_portal_link(database, customer_id);
    if (!link) return link.error();
    if (!link->has_value()) return conflict("error.no_portal_link");
    if ((*link)->paused_at) return conflict("error.link_paused");
    return std::move(**customer);
}

/// Two mails with the same link help nobody, however often somebody has pressed the button.
Result<void> require_none_on_its_way(Database& database, const Id& customer_id) {
    const Result<std::int64_t> count = database.integer(R"sql(
        SELECT COUNT(*)
        FROM mails
        WHERE customer_id = ?1
          AND kind = 'portal_link'
          AND state IN ('waiting', 'sending')
    )sql",
                                                        customer_id);
    if (!count) return count.error();
    if (*count > 0) return conflict("error.mail_on_its_way");
    return {};
}

}  // namespace

Result<SendPortalLink> SendPortalLink::from_json(const Json& json) {
    const JsonReader reader{json};
    Result<Id> mail_id = reader.id("mail_id");
    if (!mail_id) return mail_id.error();
    Result<Id> customer_id = reader.id("customer_id");
    if (!customer_id) return customer_id.error();
    Result<std::string> recipient = reader.text("recipient", customer_limits::email);
    if (!recipient) return recipient.error();
    return SendPortalLink{*mail_id, *customer_id, *recipient};
}

Json SendPortalLink::to_json() const {
    return {{"mail_id", mail_id}, {"customer_id", customer_id}, {"recipient", recipient}};
}

Result<RetryMail> RetryMail::from_json(const Json& json) {
    Result<Id> mail_id = JsonReader{json}.id("mail_id");
    if (!mail_id) return mail_id.error();
    return RetryMail{*mail_id};
}

Json RetryMail::to_json() const {
    return {{"mail_id", mail_id}};
}

Result<void> apply(Database& database, const MutationContext& context, const SendPortalLink& args) {
    const Result<Customer> customer = require_sendable_link(database, args.customer_id, args.recipient);
    if (!customer) return customer.error();
    PORTAIL_RETURN_IF_ERROR(require_none_on_its_way(database, args.customer_id));
    return database.run(R"sql(
        INSERT INTO mails (id, customer_id, kind, recipient, language, state, next_attempt_at, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
    )sql",
                        args.mail_id, args.customer_id, to_string(MailKind::PortalLink), args.recipient,
                        customer->language, to_string(MailState::Waiting), context.now);
}

Result<void> apply(Database& database, const MutationContext& context, const RetryMail& args) {
    const auto mail = find_mail(database, args.mail_id);
    if (!mail) return mail.error();
    if (!mail->has_value()) return not_found("mail_id");
    switch ((*mail)->state) {
        case MailState::Sending:
        case MailState::Sent:
            return conflict("error.mail_left", "mail_id");
        case MailState::Failed:
        case MailState::Uncertain:
            PORTAIL_RETURN_IF_ERROR(require_none_on_its_way(database, (*mail)->customer_id));
            break;
        case MailState::Waiting:
            break;
    }
    const Result<Customer> customer = require_sendable_link(database, (*mail)->customer_id, (*mail)->recipient);
    if (!customer) return customer.error();
    return database.run(R"sql(
        UPDATE mails
        SET state = ?2, attempts = 0, next_attempt_at = ?3, problem = '', last_error = ''
        WHERE id = ?1
    )sql",
                        args.mail_id, to_string(MailState::Waiting), context.now);
}

}  // namespace portail
