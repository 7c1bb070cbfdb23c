#include "shared/base/json.h"

#include "shared/base/text.h"

namespace portail {
namespace {

// Checked before anything is built, so that a hostile document costs nothing.
bool within_depth_limit(std::string_view text) {
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t position = 0; position < text.size(); ++position) {
        const char character = text[position];
        if (in_string) {
            if (character == '\\') {
                ++position;
            } else if (character == '"') {
                in_string = false;
            }
        } else if (character == '"') {
            in_string = true;
        } else if (character == '[' || character == '{') {
            if (++depth > json_depth_limit) return false;
        } else if ((character == ']' || character == '}') && depth > 0) {
            --depth;
        }
    }
    return true;
}

}  // namespace

Result<Json> parse_json(std::string_view text) {
    if (!within_depth_limit(text)) return invalid({}, "error.malformed");
    Json json = Json::parse(text.begin(), text.end(), nullptr, false);
    if (json.is_discarded()) return invalid({}, "error.malformed");
    return json;
}

std::string to_text(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const Json* JsonReader::find(const char* name) const {
    if (!m_object.is_object()) return nullptr;
    const auto member = m_object.find(name);
    return member == m_object.end() || member->is_null() ? nullptr : &*member;
}

Result<std::optional<std::string>> JsonReader::optional_text(const char* name, std::size_t longest) const {
    const Json* member = find(name);
    if (member == nullptr) return std::optional<std::string>{};
    if (!member->is_string()) return invalid(name, "error.not_text");
    const auto& text = member->get_ref<const std::string&>();
    if (!is_utf8(text)) return invalid(name, "error.not_text");
    if (character_count(text) > longest) {
        return invalid(name, "error.too_long", {{"limit", std::to_string(longest)}});
    }
    return std::optional<std::string>{text};
}

Result<std::string> JsonReader::text(const char* name, std::size_t longest) const {
    Result<std::optional<std::string>> member = optional_text(name, longest);
    if (!member) return member.error();
    if (!member->has_value()) return invalid(name, "error.required");
    return std::move(**member);
}

Result<std::optional<Id>> JsonReader::optional_id(const char* name) const {
    const Json* member = find(name);
    if (member == nullptr) return std::optional<Id>{};
    if (!member->is_string() || !is_id(member->get_ref<const std::string&>())) {
        return invalid(name, "error.not_an_id");
    }
    return std::optional<Id>{member->get_ref<const std::string&>()};
}

Result<Id> JsonReader::id(const char* name) const {
    Result<std::optional<Id>> member = optional_id(name);
    if (!member) return member.error();
    if (!member->has_value()) return invalid(name, "error.required");
    return std::move(**member);
}

Result<std::int64_t> JsonReader::integer(const char* name, std::int64_t smallest, std::int64_t largest) const {
    const Json* member = find(name);
    if (member == nullptr) return invalid(name, "error.required");
    if (!member->is_number_integer()) return invalid(name, "error.not_a_number");
    const bool beyond = member->is_number_unsigned() && member->get<std::uint64_t>() > INT64_MAX;
    const std::int64_t number = beyond ? INT64_MAX : member->get<std::int64_t>();
    if (beyond || number < smallest || number > largest) {
        return invalid(name, "error.out_of_range",
                       {{"smallest", std::to_string(smallest)}, {"largest", std::to_string(largest)}});
    }
    return number;
}

Result<bool> JsonReader::boolean(const char* name) const {
    const Json* member = find(name);
    if (member == nullptr) return invalid(name, "error.required");
    if (!member->is_boolean()) return invalid(name, "error.malformed");
    return member->get<bool>();
}

Result<const Json*> JsonReader::array(const char* name, std::size_t longest) const {
    const Json* member = find(name);
    if (member == nullptr) return invalid(name, "error.required");
    if (!member->is_array()) return invalid(name, "error.malformed");
    if (member->size() > longest) return invalid(name, "error.too_long", {{"limit", std::to_string(longest)}});
    return member;
}

Result<const Json*> JsonReader::object(const char* name) const {
    const Json* member = find(name);
    if (member == nullptr) return invalid(name, "error.required");
    if (!member->is_object()) return invalid(name, "error.malformed");
    return member;
}

}  // namespace portail
