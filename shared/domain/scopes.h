// Scopes are the channels that rows travel in. A session holds exactly the scopes that its role and assurance have
// earned; which rows are in a scope is declared in shared/db/synced_tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/domain/principal.h"

namespace portail {

namespace scopes {
inline constexpr std::string_view everyone = "everyone";
inline constexpr std::string_view staff_agenda = "staff:agenda";
inline constexpr std::string_view staff_clients = "staff:clients";
inline constexpr std::string_view staff_settings = "staff:settings";
}  // namespace scopes

/// Sorted, without doubles.
[[nodiscard]] std::vector<std::string> scopes_of(const Actor& actor);

}  // namespace portail
