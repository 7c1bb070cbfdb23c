#include "shared/sync/protocol.h"

#include <utility>

#include "shared/base/names.h"
#include "shared/base/text.h"
#include "shared/sync/query_number.h"

namespace portail {
namespace {

constexpr std::size_t short_text = 80;  // epochs, principals, names of mutators, tables and columns
constexpr std::size_t longest_error_text = 2000;
constexpr std::int64_t largest_number = 1'000'000;
constexpr std::int64_t largest_mutation_id = 1LL << 53;  // what JSON's numbers carry everywhere, RFC 8259 section 6
constexpr Milliseconds latest_time = 7'258'118'400'000;  // 2200-01-01
constexpr std::size_t longest_list = 100'000;            // the size of the body is the limit that counts

constexpr NameTable<PushStatus, 5> status_names{{
    {PushStatus::Accepted, "accepted"},
    {PushStatus::Gap, "gap"},
    {PushStatus::ClientForked, "client_forked"},
    {PushStatus::EpochChanged, "epoch_changed"},
    {PushStatus::SignInNeeded, "sign_in_needed"},
}};

Json optional_json(const std::optional<Id>& id) {
    return id ? Json(*id) : Json(nullptr);
}

Json to_json(const Mutation& mutation) {
    return {{"id", mutation.id},           {"uuid", mutation.uuid}, {"name", mutation.name},
            {"version", mutation.version}, {"args", mutation.args}, {"needs", optional_json(mutation.needs)},
            {"made_at", mutation.made_at}};
}

Json to_json(const Outcome& outcome) {
    return {{"id", outcome.id},
            {"uuid", outcome.uuid},
            {"error", to_json(outcome.error)},
            {"held_back", outcome.held_back}};
}

Json to_json(const TableChanges& changes) {
    return {{"columns", changes.columns}, {"put", changes.put}, {"delete", changes.deleted}};
}

// Text that may be empty, which JsonReader::text allows too; absent counts as empty.
Result<std::string> text_or_empty(const JsonReader& reader, const char* name, std::size_t longest) {
    auto text = reader.optional_text(name, longest);
    if (!text) return text.error();
    return std::move(*text).value_or(std::string{});
}

Result<Mutation> parse_mutation(const Json& json) {
    const JsonReader reader{json};
    auto id = reader.integer("id", 1, largest_mutation_id);
    if (!id) return id.error();
    auto uuid = reader.id("uuid");
    if (!uuid) return uuid.error();
    auto name = reader.text("name", short_text);
    if (!name) return name.error();
    auto version = reader.integer("version", 1, largest_number);
    if (!version) return version.error();
    auto args = reader.object("args");
    if (!args) return args.error();
    if (to_text(**args).size() > protocol_limits::argument_bytes) {
        return invalid("args", "error.too_long", {{"limit", std::to_string(protocol_limits::argument_bytes)}});
    }
    auto needs = reader.optional_id("needs");
    if (!needs) return needs.error();
    auto made_at = reader.integer("made_at", 0, latest_time);
    if (!made_at) return made_at.error();
    return Mutation{*id,    std::move(*uuid),  std::move(*name), static_cast<int>(*version),
                    **args, std::move(*needs), *made_at};
}

bool is_scalar(const Json& value) {
    if (value.is_string()) return is_utf8(value.get_ref<const std::string&>());
    return value.is_null() || value.is_number();
}

Result<TableChanges> parse_table_changes(const Json& json) {
    const JsonReader reader{json};
    TableChanges changes;
    auto columns = reader.array("columns", short_text);
    if (!columns) return columns.error();
    for (const Json& column : **columns) {
        if (!column.is_string()) return invalid("columns", "error.not_text");
        changes.columns.push_back(column.get<std::string>());
    }
    auto put = reader.array("put", longest_list);
    if (!put) return put.error();
    for (const Json& row : **put) {
        if (!row.is_array() || row.size() != changes.columns.size() || row.empty()) {
            return invalid("put", "error.malformed");
        }
        if (!row[0].is_string() || !is_id(row[0].get_ref<const std::string&>())) {
            return invalid("put", "error.not_an_id");
        }
        for (const Json& value : row) {
            if (!is_scalar(value)) return invalid("put", "error.malformed");
        }
        changes.put.push_back(row);
    }
    auto deleted = reader.array("delete", longest_list);
    if (!deleted) return deleted.error();
    for (const Json& id : **deleted) {
        if (!id.is_string() || !is_id(id.get_ref<const std::string&>())) {
            return invalid("delete", "error.not_an_id");
        }
        changes.deleted.push_back(id.get<std::string>());
    }
    return changes;
}

Result<Outcome> parse_outcome(const Json& json) {
    const JsonReader reader{json};
    auto id = reader.integer("id", 1, largest_mutation_id);
    if (!id) return id.error();
    auto uuid = reader.id("uuid");
    if (!uuid) return uuid.error();
    auto error_json = reader.object("error");
    if (!error_json) return error_json.error();
    auto error = parse_error(**error_json);
    if (!error) return invalid("error", "error.malformed");
    auto held_back = reader.boolean("held_back");
    if (!held_back) return held_back.error();
    return Outcome{*id, std::move(*uuid), std::move(*error), *held_back};
}

bool is_unreserved(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '-' || character == '.' || character == '_' ||
           character == '~';
}

// RFC 3986, section 2.
std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char character : text) {
        if (is_unreserved(character)) {
            encoded += character;
        } else {
            const auto byte = static_cast<unsigned char>(character);
            encoded += '%';
            encoded += digits[byte >> 4];
            encoded += digits[byte & 15];
        }
    }
    return encoded;
}

std::string parameter_or_empty(const std::map<std::string, std::string>& parameters, const char* name) {
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string{} : found->second;
}

Result<std::int64_t> parse_number(const std::map<std::string, std::string>& parameters, const char* name,
                                  std::int64_t smallest, std::int64_t largest, std::int64_t otherwise) {
    const auto found = parameters.find(name);
    if (found == parameters.end()) return otherwise;
    return parse_query_number(name, found->second, smallest, largest);
}

Result<std::string> parse_parameter(const std::map<std::string, std::string>& parameters, const char* name,
                                    std::size_t longest) {
    std::string text = parameter_or_empty(parameters, name);
    if (text.size() > longest) return invalid(name, "error.too_long", {{"limit", std::to_string(longest)}});
    if (!is_utf8(text)) return invalid(name, "error.not_text");
    return text;
}

}  // namespace

Json to_json(const Error& error) {
    Json values = Json::object();
    for (const auto& [name, value] : error.values)
        values[name] = value;
    return {{"code", to_string(error.code)}, {"key", error.key}, {"field", error.field}, {"values", values}};
}

Json to_json(const PushRequest& request) {
    Json mutations = Json::array();
    for (const Mutation& mutation : request.mutations)
        mutations.push_back(to_json(mutation));
    return {{"protocol", request.protocol},
            {"epoch", request.epoch},
            {"principal", request.principal},
            {"client_id", request.client_id},
            {"mutations", std::move(mutations)}};
}

Json to_json(const PushReply& reply) {
    return {{"status", status_names.name(reply.status)},
            {"epoch", reply.epoch},
            {"last_mutation_id", reply.last_mutation_id}};
}

Json to_json(const PullReply& reply) {
    Json changes = Json::object();
    for (const auto& [table, of_table] : reply.changes)
        changes[table] = to_json(of_table);
    Json outcomes = Json::array();
    for (const Outcome& outcome : reply.outcomes)
        outcomes.push_back(to_json(outcome));
    return {{"epoch", reply.epoch},
            {"cursor", reply.cursor},
            {"last_mutation_id", reply.last_mutation_id},
            {"changes", std::move(changes)},
            {"outcomes", std::move(outcomes)},
            {"more", reply.more},
            {"reset", reply.reset},
            {"server_time", reply.server_time}};
}

std::string to_query(const PullRequest& request) {
    return "protocol=" + std::to_string(request.protocol) + "&client_id=" + percent_encoded(request.client_id) +
           "&cursor=" + percent_encoded(request.cursor) + "&epoch=" + percent_encoded(request.epoch) +
           "&outcomes_confirmed=" + std::to_string(request.outcomes_confirmed) +
           "&limit=" + std::to_string(request.limit);
}

Result<PushRequest> parse_push_request(const Json& json) {
    const JsonReader reader{json};
    PushRequest request;
    auto protocol = reader.integer("protocol", 1, largest_number);
    if (!protocol) return protocol.error();
    request.protocol = static_cast<int>(*protocol);
    auto epoch = text_or_empty(reader, "epoch", short_text);
    if (!epoch) return epoch.error();
    request.epoch = std::move(*epoch);
    auto principal = reader.text("principal", short_text);
    if (!principal) return principal.error();
    request.principal = std::move(*principal);
    auto client_id = reader.id("client_id");
    if (!client_id) return client_id.error();
    request.client_id = std::move(*client_id);
    auto mutations = reader.array("mutations", protocol_limits::mutations_in_a_push);
    if (!mutations) return mutations.error();
    request.mutations.reserve((*mutations)->size());
    for (const Json& entry : **mutations) {
        auto mutation = parse_mutation(entry);
        if (!mutation) return mutation.error();
        request.mutations.push_back(std::move(*mutation));
    }
    return request;
}

Result<PushReply> parse_push_reply(const Json& json) {
    const JsonReader reader{json};
    auto status_name = reader.text("status", short_text);
    if (!status_name) return status_name.error();
    const auto status = status_names.value(*status_name);
    if (!status) return invalid("status", "error.malformed");
    auto epoch = reader.text("epoch", short_text);
    if (!epoch) return epoch.error();
    auto last_mutation_id = reader.integer("last_mutation_id", 0, largest_mutation_id);
    if (!last_mutation_id) return last_mutation_id.error();
    return PushReply{*status, std::move(*epoch), *last_mutation_id};
}

Result<PullReply> parse_pull_reply(const Json& json) {
    const JsonReader reader{json};
    PullReply reply;
    auto epoch = reader.text("epoch", short_text);
    if (!epoch) return epoch.error();
    reply.epoch = std::move(*epoch);
    auto cursor = reader.text("cursor", protocol_limits::cursor_bytes);
    if (!cursor) return cursor.error();
    reply.cursor = std::move(*cursor);
    auto last_mutation_id = reader.integer("last_mutation_id", 0, largest_mutation_id);
    if (!last_mutation_id) return last_mutation_id.error();
    reply.last_mutation_id = *last_mutation_id;
    auto changes = reader.object("changes");
    if (!changes) return changes.error();
    for (const auto& [table, value] : (*changes)->items()) {
        auto of_table = parse_table_changes(value);
        if (!of_table) return of_table.error();
        reply.changes.emplace(table, std::move(*of_table));
    }
    auto outcomes = reader.array("outcomes", longest_list);
    if (!outcomes) return outcomes.error();
    for (const Json& entry : **outcomes) {
        auto outcome = parse_outcome(entry);
        if (!outcome) return outcome.error();
        reply.outcomes.push_back(std::move(*outcome));
    }
    auto more = reader.boolean("more");
    if (!more) return more.error();
    reply.more = *more;
    auto reset = reader.boolean("reset");
    if (!reset) return reset.error();
    reply.reset = *reset;
    auto server_time = reader.integer("server_time", 0, latest_time);
    if (!server_time) return server_time.error();
    reply.server_time = *server_time;
    return reply;
}

std::optional<Error> parse_error(const Json& json) {
    const JsonReader reader{json};
    const auto code_name = reader.text("code", short_text);
    const auto key = reader.text("key", short_text);
    const auto field = text_or_empty(reader, "field", short_text);
    const auto values = reader.object("values");
    if (!code_name || !key || !field || !values) return std::nullopt;
    const auto code = error_code_from_string(*code_name);
    if (!code) return std::nullopt;
    Error error{*code, *key, *field, {}, {}};
    for (const auto& [name, value] : (*values)->items()) {
        if (!value.is_string() || value.get_ref<const std::string&>().size() > longest_error_text) return std::nullopt;
        error.values.emplace_back(name, value.get<std::string>());
    }
    return error;
}

Result<PullRequest> parse_pull_request(const std::map<std::string, std::string>& parameters) {
    PullRequest request;
    auto protocol = parse_number(parameters, "protocol", 1, largest_number, 0);
    if (!protocol) return protocol.error();
    if (*protocol == 0) return invalid("protocol", "error.required");
    request.protocol = static_cast<int>(*protocol);
    request.client_id = parameter_or_empty(parameters, "client_id");
    if (!is_id(request.client_id)) return invalid("client_id", "error.not_an_id");
    auto cursor = parse_parameter(parameters, "cursor", protocol_limits::cursor_bytes);
    if (!cursor) return cursor.error();
    request.cursor = std::move(*cursor);
    auto epoch = parse_parameter(parameters, "epoch", short_text);
    if (!epoch) return epoch.error();
    request.epoch = std::move(*epoch);
    auto confirmed = parse_number(parameters, "outcomes_confirmed", 0, largest_mutation_id, 0);
    if (!confirmed) return confirmed.error();
    request.outcomes_confirmed = *confirmed;
    auto limit =
        parse_number(parameters, "limit", 1, protocol_limits::rows_in_a_pull, protocol_limits::default_rows_in_a_pull);
    if (!limit) return limit.error();
    request.limit = static_cast<int>(*limit);
    return request;
}

}  // namespace portail
