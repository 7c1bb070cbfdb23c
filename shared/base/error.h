// What went wrong, in a form that a person can be told and a program can act on.
// `code` decides what to do next (see server/http_status for the HTTP side); `key` names the sentence in
// shared/i18n/*.json, `values` fill its placeholders and `field` names the argument that is to be corrected.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace portail {

enum class ErrorCode {
    Invalid,
    Unauthorized,
    Forbidden,
    NotFound,
    Conflict,
    TooMany,
    Unavailable,
    Internal,
};

/// The lower-case name that travels on the wire ("invalid", "too_many", …).
[[nodiscard]] std::string_view to_string(ErrorCode code);
[[nodiscard]] std::optional<ErrorCode> error_code_from_string(std::string_view name);

using ErrorValues = std::vector<std::pair<std::string, std::string>>;

struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string key;     ///< text key of the sentence for the person, for example "error.slot_taken"
    std::string field;   ///< the argument at fault, empty where there is none
    ErrorValues values;  ///< placeholders of the sentence
    std::string detail;  ///< for the log alone; never leaves the process

    /// One line for logs and test failures.
    [[nodiscard]] std::string describe() const;
};

[[nodiscard]] Error invalid(std::string field, std::string key, ErrorValues values = {});
[[nodiscard]] Error unauthorized();
[[nodiscard]] Error forbidden();
[[nodiscard]] Error not_found(std::string field = {});
[[nodiscard]] Error conflict(std::string key, std::string field = {});
[[nodiscard]] Error unavailable(std::string detail);
[[nodiscard]] Error internal(std::string detail);

}  // namespace portail
