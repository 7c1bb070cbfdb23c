// Named reads of the mails to customers. Staff replicas and the server have any.
#pragma once

#include <optional>
#include <vector>

#include "shared/db/database.h"
#include "shared/domain/mail.h"

namespace portail {

[[nodiscard]] Result<std::optional<Mail>> find_mail(Database& database, const Id& id);
/// The newest first.
[[nodiscard]] Result<std::vector<Mail>> list_mails(Database& database, const Id& customer_id, int limit);
/// Whose turn it is at `now`, the one that has waited longest; nothing where none is due.
[[nodiscard]] Result<std::optional<Mail>> find_due_mail(Database& database, Milliseconds now);
/// When the next mail is due, whether that has passed or not.
[[nodiscard]] Result<std::optional<Milliseconds>> next_mail_due(Database& database);

}  // namespace portail
