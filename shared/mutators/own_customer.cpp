#include "shared/mutators/own_customer.h"

#include "shared/base/text.h"
#include "shared/queries/customer_queries.h"

namespace portail {

Result<void> require_own_customer(const Actor& actor, const Id& customer_id) {
    if (actor.is_customer() && actor.id != customer_id) return forbidden();
    return {};
}

Result<Customer> require_customer(Database& database, const MutationContext& context, const Id& id) {
    PORTAIL_RETURN_IF_ERROR(require_own_customer(context.actor, id));
    auto customer = find_customer(database, id);
    if (!customer) return customer.error();
    if (!customer->has_value()) return not_found("customer_id");
    return std::move(**customer);
}

Result<void> refresh_search_text(Database& database, const Id& customer_id) {
    Result<std::string> text = compose_search_text(database, customer_id);
    if (!text) return text.error();
    return database.run("UPDATE customers SET search_text = ?2 WHERE id = ?1", customer_id, *text);
}

Result<std::string> read_trimmed(const JsonReader& reader, const char* name, std::size_t longest) {
    Result<std::string> text = reader.text(name, longest);
    if (!text) return text.error();
    return trimmed(*text);
}

}  // namespace portail
