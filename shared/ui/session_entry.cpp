#include "shared/ui/session_entry.h"

#include "shared/base/json.h"

namespace portail::ui {
namespace {

constexpr std::size_t longest_word = 20;
constexpr std::size_t longest_name = 400;
constexpr std::size_t longest_address = 300;

}  // namespace

Result<SessionInfo> parse_session(std::string_view json_text) {
    const Result<Json> json = parse_json(json_text);
    if (!json) return json.error();
    const JsonReader reader{*json};
    const Result<std::string> role_name = reader.text("role", longest_word);
    if (!role_name) return role_name.error();
    const std::optional<portail::Role> role = role_from_string(*role_name);
    if (!role) return invalid("role", "error.malformed");
    const Result<std::string> assurance_name = reader.text("assurance", longest_word);
    if (!assurance_name) return assurance_name.error();
    const std::optional<Assurance> assurance = assurance_from_string(*assurance_name);
    if (!assurance) return invalid("assurance", "error.malformed");
    Result<Id> id = reader.id("id");
    if (!id) return id.error();
    Result<std::string> name = reader.text("display_name", longest_name);
    if (!name) return name.error();
    const Result<bool> must_change_password = reader.boolean("must_change_password");
    if (!must_change_password) return must_change_password.error();
    const Result<std::optional<std::string>> address = reader.optional_text("address", longest_address);
    if (!address) return address.error();
    return SessionInfo{
        {*role, std::move(*id), *assurance}, std::move(*name), *must_change_password, address->value_or("")};
}

std::string to_json_text(const SessionInfo& session) {
    return to_text({{"role", to_string(session.actor.role)},
                    {"id", session.actor.id},
                    {"assurance", to_string(session.actor.assurance)},
                    {"display_name", session.display_name},
                    {"must_change_password", session.must_change_password},
                    {"address", session.address}});
}

}  // namespace portail::ui
