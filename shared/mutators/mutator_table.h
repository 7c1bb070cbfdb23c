// THE list of mutators: every change to the data that a client can ask for, with the version of its arguments and who
// may ask. The client runs one at once on its replica, the server runs the same one on the authoritative database.
#pragma once

#include <span>
#include <string_view>

#include "shared/base/json.h"
#include "shared/db/database.h"
#include "shared/domain/permissions.h"
#include "shared/mutators/mutation_context.h"

namespace portail {

struct Mutator {
    std::string_view name;
    int version = 1;
    Action action = Action::BookAppointment;
    Result<void> (*run)(Database&, const MutationContext&, const Json& args) = nullptr;
    /// What follows from it leaves the database (a mail is sent): once accepted it is not pushed again to a server that
    /// was restored from a backup.
    bool is_once_only = false;
};

[[nodiscard]] std::span<const Mutator> mutator_table();
/// Null for an unknown name.
[[nodiscard]] const Mutator* find_mutator(std::string_view name);

/// Looks the mutator up, checks version and permission, and runs it. Everything that fails does so before or inside
/// the caller's savepoint; rolling that back is the caller's part.
[[nodiscard]] Result<void> run_mutator(Database& database, const MutationContext& context, std::string_view name,
                                       int version, const Json& args);

}  // namespace portail
