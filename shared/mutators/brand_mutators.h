// How the business shows itself is changed by these. What is not given stays as it is, so that two people who change
// different things do not undo each other.
#pragma once

#include <optional>
#include <string>

#include "shared/base/json.h"
#include "shared/base/result.h"
#include "shared/db/database.h"
#include "shared/mutators/mutation_context.h"

namespace portail {

struct ChangeBrand {
    static constexpr const char* name = "change_brand";
    static constexpr int version = 1;

    std::optional<std::string> business_name;
    std::optional<std::string> accent_color;  ///< "#rrggbb"; empty: the usual one
    std::optional<std::string> logo;          ///< the bytes of a PNG (shared/domain/brand.h); empty: none any more

    [[nodiscard]] static Result<ChangeBrand> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const ChangeBrand& args);

}  // namespace portail
