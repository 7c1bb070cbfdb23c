// JSON as it comes from outside: parsing never throws, and every member is asked for with the type and the limits that
// it must have. A wrong one answers with an error that names the member.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "shared/base/ids.h"
#include "shared/base/result.h"

namespace portail {

using Json = nlohmann::json;

inline constexpr std::size_t json_depth_limit = 32;

/// Refuses what is not well-formed, nests deeper than json_depth_limit, or holds text that is not UTF-8.
[[nodiscard]] Result<Json> parse_json(std::string_view text);
/// Never fails: malformed UTF-8 is replaced.
[[nodiscard]] std::string to_text(const Json& json);

/// Reads the members of one JSON object.
class JsonReader {
public:
    explicit JsonReader(const Json& object) : m_object(object) {}

    [[nodiscard]] Result<std::string> text(const char* name, std::size_t longest) const;
    [[nodiscard]] Result<std::optional<std::string>> optional_text(const char* name, std::size_t longest) const;
    [[nodiscard]] Result<Id> id(const char* name) const;
    [[nodiscard]] Result<std::optional<Id>> optional_id(const char* name) const;
    [[nodiscard]] Result<std::int64_t> integer(const char* name, std::int64_t smallest, std::int64_t largest) const;
    [[nodiscard]] Result<bool> boolean(const char* name) const;
    [[nodiscard]] Result<const Json*> array(const char* name, std::size_t longest) const;
    [[nodiscard]] Result<const Json*> object(const char* name) const;

private:
    [[nodiscard]] const Json* find(const char* name) const;  ///< null counts as absent
    const Json& m_object;
};

}  // namespace portail
