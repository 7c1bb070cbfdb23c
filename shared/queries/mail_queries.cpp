#include "shared/queries/mail_queries.h"

namespace portail {
namespace {

constexpr const char* mail_columns = R"sql(
    SELECT id, customer_id, kind, recipient, language, state, problem, last_error, attempts, next_attempt_at, created_at,
           sent_at
    FROM mails
)sql";

Mail read_mail(const Row& row) {
    Mail mail;
    mail.id = row.text(0);
    mail.customer_id = row.text(1);
    mail.kind = mail_kind_from_string(row.text(2)).value_or(MailKind::PortalLink);
    mail.recipient = row.text(3);
    mail.language = row.text(4);
    // What a newer program may have written is nothing that this one should send.
    mail.state = mail_state_from_string(row.text(5)).value_or(MailState::Failed);
    mail.problem = mail_problem_from_string(row.text(6)).value_or(MailProblem::None);
    mail.last_error = row.text(7);
    mail.attempts = static_cast<int>(row.integer(8));
    mail.next_attempt_at = row.integer(9);
    mail.created_at = row.integer(10);
    mail.sent_at = row.optional_integer(11);
    return mail;
}

}  // namespace

Result<std::optional<Mail>> find_mail(Database& database, const Id& id) {
    return database.first(std::string{mail_columns} + "WHERE id = ?1", read_mail, id);
}

Result<std::vector<Mail>> list_mails(Database& database, const Id& customer_id, int limit) {
    return database.rows(std::string{mail_columns} + R"sql(
        WHERE customer_id = ?1
        ORDER BY created_at DESC, id DESC
        LIMIT ?2
    )sql",
                         read_mail, customer_id, limit);
}

Result<std::optional<Mail>> find_due_mail(Database& database, Milliseconds now) {
    return database.first(std::string{mail_columns} + R"sql(
        WHERE state = 'waiting'
          AND next_attempt_at <= ?1
        ORDER BY next_attempt_at, id
        LIMIT 1
    )sql",
                          read_mail, now);
}

Result<std::optional<Milliseconds>> next_mail_due(Database& database) {
    return database.first("SELECT next_attempt_at FROM mails WHERE state = 'waiting' ORDER BY next_attempt_at LIMIT 1",
                          [](const Row& row) -> Milliseconds { return row.integer(0); });
}

}  // namespace portail
