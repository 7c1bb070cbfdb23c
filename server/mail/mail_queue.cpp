#include "server/mail/mail_queue.h"

#include "shared/queries/customer_queries.h"
#include "shared/queries/mail_queries.h"
#include "shared/queries/organisation_queries.h"

namespace portail::server {
namespace {

/// What the mail needs, or why it must not be sent.
struct Facts {
    MailProblem problem = MailProblem::None;
    TakenMail taken;
};

Result<Facts> gather_facts(Database& database, const Mail& mail) {
    auto organisation = load_organisation(database);
    if (!organisation) return organisation.error();
    auto customer = find_customer(database, mail.customer_id);
    if (!customer) return customer.error();
    auto link = find_portal_link(database, mail.customer_id);
    if (!link) return link.error();
    if (!customer->has_value() || !link->has_value() || (*link)->paused_at) return Facts{MailProblem::NoLink, {}};
    if ((*customer)->email != mail.recipient) return Facts{MailProblem::AddressChanged, {}};
    return Facts{MailProblem::None,
                 {mail, organisation->value_or(Organisation{}), std::move(**customer), (*link)->code}};
}

Result<void> set_state(WriteContext& context, const Id& id, MailState state, MailProblem problem,
                       const std::string& words, Milliseconds next_attempt_at) {
    return context.database.run(R"sql(
        UPDATE mails
        SET state = ?2, problem = ?3, last_error = ?4, next_attempt_at = ?5
        WHERE id = ?1
    )sql",
                                id, to_string(state), to_string(problem), words, next_attempt_at);
}

}  // namespace

Result<std::optional<TakenMail>> take_due_mail(WriteContext& context) {
    while (true) {
        const auto due = find_due_mail(context.database, context.now);
        if (!due) return due.error();
        if (!due->has_value()) return std::optional<TakenMail>{};
        const Mail& mail = **due;
        Result<Facts> facts = gather_facts(context.database, mail);
        if (!facts) return facts.error();
        if (facts->problem != MailProblem::None) {
            PORTAIL_RETURN_IF_ERROR(
                set_state(context, mail.id, MailState::Failed, facts->problem, {}, mail.next_attempt_at));
            continue;
        }
        PORTAIL_RETURN_IF_ERROR(
            context.database.run("UPDATE mails SET state = 'sending', attempts = attempts + 1 WHERE id = ?1", mail.id));
        return std::optional{std::move(facts->taken)};
    }
}

Result<void> settle_mail(WriteContext& context, const Id& id, const DeliveryReport& report) {
    const auto found = find_mail(context.database, id);
    if (!found) return found.error();
    if (!found->has_value() || (*found)->state != MailState::Sending) return {};
    const Mail& mail = **found;
    switch (report.delivery) {
        case Delivery::Sent:
            return context.database.run(
                "UPDATE mails SET state = 'sent', problem = '', last_error = '', sent_at = ?2 WHERE id = ?1", id,
                context.now);
        case Delivery::Deferred:
            if (const auto delay = mail_retry_delay(mail.attempts)) {
                return set_state(context, id, MailState::Waiting, report.problem, report.words, context.now + *delay);
            }
            [[fallthrough]];
        case Delivery::Refused:
            return set_state(context, id, MailState::Failed, report.problem, report.words, mail.next_attempt_at);
        case Delivery::Uncertain:
            return set_state(context, id, MailState::Uncertain, report.problem, report.words, mail.next_attempt_at);
    }
    return {};
}

Result<std::int64_t> mark_interrupted_mails(WriteContext& context) {
    PORTAIL_RETURN_IF_ERROR(context.database.run(
        "UPDATE mails SET state = 'uncertain', problem = ?1, last_error = '' WHERE state = 'sending'",
        to_string(MailProblem::Interrupted)));
    return context.database.changes();
}

Result<std::int64_t> mark_mail_not_set_up(WriteContext& context) {
    PORTAIL_RETURN_IF_ERROR(
        context.database.run("UPDATE mails SET problem = ?1, last_error = '' WHERE state = 'waiting' AND problem <> ?1",
                             to_string(MailProblem::NotSetUp)));
    return context.database.changes();
}

}  // namespace portail::server
