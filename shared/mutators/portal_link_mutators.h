// Changes of a customer's portal link: another one, a pause, its end. Only staff make them.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/json.h"
#include "shared/db/database.h"
#include "shared/mutators/mutation_context.h"

namespace portail {

/// Ends the customer's present link and makes another. The server ends the sessions that came from the old one.
struct RegeneratePortalLink {
    static constexpr const char* name = "regenerate_portal_link";
    static constexpr int version = 1;

    Id customer_id;
    Id portal_link_id;
    std::string portal_code;

    [[nodiscard]] static Result<RegeneratePortalLink> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

/// The customer's link opens nothing until it is resumed. The server ends the sessions that came from it.
struct PausePortalLink {
    static constexpr const char* name = "pause_portal_link";
    static constexpr int version = 1;

    Id portal_link_id;

    [[nodiscard]] static Result<PausePortalLink> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

/// The same code opens the portal again.
struct ResumePortalLink {
    static constexpr const char* name = "resume_portal_link";
    static constexpr int version = 1;

    Id portal_link_id;

    [[nodiscard]] static Result<ResumePortalLink> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

/// The member "portal_code": ErrorCode::Invalid unless it is a code as make_code() makes them.
[[nodiscard]] Result<std::string> read_portal_code(const JsonReader& reader);
[[nodiscard]] Result<void> insert_portal_link(Database& database, const MutationContext& context, const Id& id,
                                              const Id& customer_id, std::string_view code);

[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const RegeneratePortalLink& args);
[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const PausePortalLink& args);
[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const ResumePortalLink& args);

}  // namespace portail
