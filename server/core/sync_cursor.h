// How far a replica has come: for each scope the version up to which it has been sent. As text it is
// opaque to the client ("everyone=12;staff:agenda=5/90"), and what comes back is not believed: a
// cursor that the server could not have written does not parse.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portail::server {

struct ScopePosition {
    std::string scope;
    std::int64_t sent = 0;  ///< every change of the scope up to this version has been sent
    /// Deletions up to this version do not matter, for the replica began the scope after them.
    /// Never less than `sent`.
    std::int64_t began_at = 0;

    friend bool operator==(const ScopePosition&, const ScopePosition&) = default;
};

using SyncCursor = std::vector<ScopePosition>;  ///< sorted by scope

[[nodiscard]] std::string format_cursor(const SyncCursor& cursor);
[[nodiscard]] std::optional<SyncCursor> parse_cursor(std::string_view text);

}  // namespace portail::server
