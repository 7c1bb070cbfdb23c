// What the mutators of a customer's data have in common. Whose data an actor may touch is asked before anything is looked
// up, so that nobody learns what exists.
#pragma once

#include <string>

#include "shared/base/json.h"
#include "shared/db/database.h"
#include "shared/domain/customer.h"
#include "shared/mutators/mutation_context.h"

namespace portail {

/// Staff may act for every customer (permissions say what), a customer for himself alone: ErrorCode::Forbidden.
[[nodiscard]] Result<void> require_own_customer(const Actor& actor, const Id& customer_id);
/// The customer, where he is the actor's own and exists: else "error.not_found" on customer_id.
[[nodiscard]] Result<Customer> require_customer(Database& database, const MutationContext& context, const Id& id);
/// Keeps customers.search_text right; call it after each change to what is searched.
[[nodiscard]] Result<void> refresh_search_text(Database& database, const Id& customer_id);
/// A text argument without the space around it; `longest` counts characters.
[[nodiscard]] Result<std::string> read_trimmed(const JsonReader& reader, const char* name, std::size_t longest);

}  // namespace portail
