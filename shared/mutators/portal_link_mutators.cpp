#include "shared/mutators/portal_link_mutators.h"

#include "shared/base/text.h"
#include "shared/domain/customer.h"
#include "shared/queries/customer_queries.h"

namespace portail {
namespace {

template <class Change>
Result<Change> read_change(const Json& json) {
    Result<Id> id = JsonReader{json}.id("portal_link_id");
    if (!id) return id.error();
    return Change{*id};
}

/// ErrorCode::Conflict where the link has been replaced meanwhile: it never comes back.
Result<void> require_live_link(Database& database, const Id& id) {
    const auto is_live = database.first(
        "SELECT revoked_at IS NULL FROM portal_links WHERE id = ?1", [](const Row& row) { return row.boolean(0); }, id);
    if (!is_live) return is_live.error();
    if (!is_live->has_value()) return not_found("portal_link_id");
    if (!**is_live) return conflict("error.link_replaced", "portal_link_id");
    return {};
}

}  // namespace

Result<std::string> read_portal_code(const JsonReader& reader) {
    Result<std::string> code = reader.text("portal_code", portal_code_length);
    if (!code) return code.error();
    if (!is_code(*code, portal_code_length) || normalise_code(*code) != *code) {
        return invalid("portal_code", "error.malformed");
    }
    return code;
}

Result<void> insert_portal_link(Database& database, const MutationContext& context, const Id& id, const Id& customer_id,
                                std::string_view code) {
    return database.run("INSERT INTO portal_links (id, customer_id, code, created_at) VALUES (?1, ?2, ?3, ?4)", id,
                        customer_id, code, context.now);
}

Result<RegeneratePortalLink> RegeneratePortalLink::from_json(const Json& json) {
    const JsonReader reader{json};
    Result<Id> customer_id = reader.id("customer_id");
    if (!customer_id) return customer_id.error();
    Result<Id> portal_link_id = reader.id("portal_link_id");
    if (!portal_link_id) return portal_link_id.error();
    Result<std::string> portal_code = read_portal_code(reader);
    if (!portal_code) return portal_code.error();
    return RegeneratePortalLink{*customer_id, *portal_link_id, *portal_code};
}

Json RegeneratePortalLink::to_json() const {
    return {{"customer_id", customer_id}, {"portal_link_id", portal_link_id}, {"portal_code", portal_code}};
}

Result<PausePortalLink> PausePortalLink::from_json(const Json& json) {
    return read_change<PausePortalLink>(json);
}

Json PausePortalLink::to_json() const {
    return {{"portal_link_id", portal_link_id}};
}

Result<ResumePortalLink> ResumePortalLink::from_json(const Json& json) {
    return read_change<ResumePortalLink>(json);
}

Json ResumePortalLink::to_json() const {
    return {{"portal_link_id", portal_link_id}};
}

Result<void> apply(Database& database, const MutationContext& context, const RegeneratePortalLink& args) {
    const auto customer = find_customer(database, args.customer_id);
    if (!customer) return customer.error();
    if (!customer->has_value()) return not_found("customer_id");
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        UPDATE portal_links
        SET revoked_at = ?2
        WHERE customer_id = ?1
          AND revoked_at IS NULL
    )sql",
                                         args.customer_id, context.now));
    return insert_portal_link(database, context, args.portal_link_id, args.customer_id, args.portal_code);
}

Result<void> apply(Database& database, const MutationContext& context, const PausePortalLink& args) {
    PORTAIL_RETURN_IF_ERROR(require_live_link(database, args.portal_link_id));
    return database.run("UPDATE portal_links SET paused_at = coalesce(paused_at, ?2) WHERE id = ?1",
                        args.portal_link_id, context.now);
}

Result<void> apply(Database& database, const MutationContext&, const ResumePortalLink& args) {
    PORTAIL_RETURN_IF_ERROR(require_live_link(database, args.portal_link_id));
    return database.run("UPDATE portal_links SET paused_at = NULL WHERE id = ?1", args.portal_link_id);
}

}  // namespace portail
