#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <map>

#include "shared/db/synced_tables.h"
#include "shared/sync/protocol.h"
#include "shared/sync/protocol_history.h"

using namespace portail;

namespace {

const Id client = "10000000-0000-7000-8000-000000000001";
const Id first_uuid = "10000000-0000-7000-8000-000000000002";
const Id second_uuid = "10000000-0000-7000-8000-000000000003";

PushRequest sample_push() {
    PushRequest request;
    request.protocol = 1;
    request.epoch = "an epoch";
    request.principal = "customer:" + client;
    request.client_id = client;
    request.mutations.push_back({7, first_uuid, "add_vehicle", 1, {{"plate", "ZH 1"}}, std::nullopt, 1000});
    request.mutations.push_back({8, second_uuid, "book_appointment", 2, Json::object(), first_uuid, 2000});
    return request;
}

PullReply sample_pull() {
    PullReply reply;
    reply.epoch = "an epoch";
    reply.cursor = "everyone=12";
    reply.last_mutation_id = 8;
    reply.changes["vehicles"] = {
        {"id", "plate", "price", "retired_at"}, {Json::array({first_uuid, "ZH 1", 1.5, nullptr})}, {second_uuid}};
    reply.outcomes.push_back(
        {8, second_uuid, {ErrorCode::Conflict, "error.slot_taken", "starts_at", {{"limit", "3"}}, {}}, true});
    reply.more = true;
    reply.reset = true;
    reply.server_time = 3000;
    return reply;
}

PullRequest sample_pull_request() {
    return {1, client, "everyone=12;customer:1:link=3", "an epoch", 5, 100};
}

// FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo), 64 bits.
std::uint64_t fingerprint(const std::string& text) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char character : text) {
        hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001b3;
    }
    return hash;
}

std::string wire_description() {
    std::string text = to_text(to_json(sample_push()));
    for (const PushStatus status : {PushStatus::Accepted, PushStatus::Gap, PushStatus::ClientForked,
                                    PushStatus::EpochChanged, PushStatus::SignInNeeded}) {
        text += to_text(to_json(PushReply{status, "an epoch", 3}));
    }
    text += to_text(to_json(sample_pull())) + to_query(sample_pull_request());
    for (const SyncedTable& table : synced_tables()) {
        text.append("\n").append(table.name);
        for (const std::string_view column : table.columns) {
            text.append(" ").append(column);
        }
    }
    return text;
}

Json changed(Json json, const char* pointer, const Json& value) {
    json[Json::json_pointer(pointer)] = value;
    return json;
}

}  // namespace

TEST_CASE("what travels has not changed without a new protocol version", "[protocol]") {
    // A change of the wire types or of the synced tables changes the fingerprint. Then raise protocol_version and add
    // a line; never edit the line of a version that has been released.
    const std::map<int, std::uint64_t> fingerprints{
        {1, 0x24ded9362ead0137},
        {2, 0x11b608fc0933cd14},
        {3, 0xa3fcbf659221d0f8},
        {4, 0x7c931bd0258487d0},
    };
    INFO(wire_description());
    REQUIRE(fingerprints.contains(protocol_version));
    CHECK(fingerprint(wire_description()) == fingerprints.at(protocol_version));
    CHECK(fingerprints.rbegin()->first == protocol_version);
}

TEST_CASE("a push is read as it was written", "[protocol]") {
    const auto read = parse_push_request(*parse_json(to_text(to_json(sample_push()))));
    REQUIRE(read.ok());
    CHECK(read->protocol == 1);
    CHECK(read->epoch == "an epoch");
    CHECK(read->principal == "customer:" + client);
    CHECK(read->client_id == client);
    CHECK(read->mutations == sample_push().mutations);
}

TEST_CASE("the answer to a push is read as it was written", "[protocol]") {
    const PushStatus status = GENERATE(PushStatus::Accepted, PushStatus::Gap, PushStatus::ClientForked,
                                       PushStatus::EpochChanged, PushStatus::SignInNeeded);
    const auto read = parse_push_reply(*parse_json(to_text(to_json(PushReply{status, "an epoch", 41}))));
    REQUIRE(read.ok());
    CHECK(read->status == status);
    CHECK(read->epoch == "an epoch");
    CHECK(read->last_mutation_id == 41);
}

TEST_CASE("a pulled page is read as it was written", "[protocol]") {
    const auto read = parse_pull_reply(*parse_json(to_text(to_json(sample_pull()))));
    REQUIRE(read.ok());
    CHECK(to_json(*read) == to_json(sample_pull()));
    CHECK(read->changes.at("vehicles").put.at(0).at(2).is_number_float());
    CHECK(read->outcomes.at(0).error.values == ErrorValues{{"limit", "3"}});
    CHECK(read->outcomes.at(0).held_back);
}

TEST_CASE("a pull's parameters are percent-encoded, and read as they were written", "[protocol]") {
    const std::string query = to_query(sample_pull_request());
    CHECK(query.find("cursor=everyone%3D12%3Bcustomer%3A1%3Alink%3D3") != std::string::npos);
    CHECK(query.find("epoch=an%20epoch") != std::string::npos);
    const auto read = parse_pull_request({{"protocol", "1"},
                                          {"client_id", client},
                                          {"cursor", "everyone=12;customer:1:link=3"},
                                          {"epoch", "an epoch"},
                                          {"outcomes_confirmed", "5"},
                                          {"limit", "100"}});
    REQUIRE(read.ok());
    CHECK(to_query(*read) == query);
}

TEST_CASE("the log's part of an error never travels", "[protocol]") {
    Error error = internal("secret: SELECT password");
    CHECK(to_text(to_json(error)).find("secret") == std::string::npos);
}

TEST_CASE("a push with something wrong in it is refused, and the member named", "[protocol]") {
    struct Wrong {
        const char* what;
        const char* pointer;
        Json value;
        const char* field;
    };
    const Wrong wrong = GENERATE(values<Wrong>({
        {"no protocol", "/protocol", nullptr, "protocol"},
        {"protocol 0", "/protocol", 0, "protocol"},
        {"protocol as text", "/protocol", "1", "protocol"},
        {"no principal", "/principal", nullptr, "principal"},
        {"a principal without end", "/principal", std::string(81, 'x'), "principal"},
        {"a client_id that is none", "/client_id", "me", "client_id"},
        {"mutations as an object", "/mutations", Json::object(), "mutations"},
        {"more mutations than allowed", "/mutations",
         Json(std::vector<Json>(protocol_limits::mutations_in_a_push + 1, to_json(sample_push())["mutations"][0])),
         "mutations"},
        {"a mutation that is a number", "/mutations/0", 3, "id"},
        {"id 0", "/mutations/0/id", 0, "id"},
        {"a negative id", "/mutations/0/id", -1, "id"},
        {"an id beyond 2^53", "/mutations/0/id", 9007199254740993, "id"},
        {"a fraction for an id", "/mutations/0/id", 1.5, "id"},
        {"a uuid in upper case", "/mutations/0/uuid", "10000000-0000-7000-8000-00000000000A", "uuid"},
        {"no name", "/mutations/0/name", nullptr, "name"},
        {"version 0", "/mutations/0/version", 0, "version"},
        {"args as a list", "/mutations/0/args", Json::array(), "args"},
        {"args without end",
         "/mutations/0/args",
         {{"note", std::string(protocol_limits::argument_bytes, 'x')}},
         "args"},
        {"needs that is no id", "/mutations/0/needs", "that one", "needs"},
        {"made before 1970", "/mutations/0/made_at", -1, "made_at"},
        {"made after 2200", "/mutations/0/made_at", 7258118400001, "made_at"},
    }));
    INFO(wrong.what);
    const auto read = parse_push_request(changed(to_json(sample_push()), wrong.pointer, wrong.value));
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code == ErrorCode::Invalid);
    CHECK(read.error().field == wrong.field);
}

TEST_CASE("a page with something wrong in it is refused as a whole", "[protocol]") {
    struct Wrong {
        const char* what;
        const char* pointer;
        Json value;
    };
    const Wrong wrong = GENERATE(values<Wrong>({
        {"no epoch", "/epoch", nullptr},
        {"no cursor", "/cursor", nullptr},
        {"a cursor without end", "/cursor", std::string(protocol_limits::cursor_bytes + 1, 'x')},
        {"a negative last_mutation_id", "/last_mutation_id", -1},
        {"changes as a list", "/changes", Json::array()},
        {"a table without columns", "/changes/vehicles/columns", nullptr},
        {"a column that is a number", "/changes/vehicles/columns/0", 1},
        {"a row that is too short", "/changes/vehicles/put/0", Json::array({first_uuid})},
        {"a row that is an object", "/changes/vehicles/put/0", Json::object()},
        {"a row whose id is none", "/changes/vehicles/put/0/0", "x"},
        {"a value that is a list", "/changes/vehicles/put/0/1", Json::array()},
        {"a value that is true", "/changes/vehicles/put/0/1", true},
        {"a deletion that is no id", "/changes/vehicles/delete/0", "x"},
        {"an outcome without error", "/outcomes/0/error", nullptr},
        {"an outcome with an unknown code", "/outcomes/0/error/code", "odd"},
        {"more as text", "/more", "yes"},
        {"no reset", "/reset", nullptr},
        {"no server_time", "/server_time", nullptr},
    }));
    INFO(wrong.what);
    CHECK_FALSE(parse_pull_reply(changed(to_json(sample_pull()), wrong.pointer, wrong.value)).ok());
}

TEST_CASE("a pull's parameters with something wrong in them are refused, and the parameter named", "[protocol]") {
    struct Wrong {
        const char* what;
        const char* parameter;
        std::string value;
    };
    const Wrong wrong = GENERATE(values<Wrong>({
        {"a client_id that is none", "client_id", "x"},
        {"protocol 0", "protocol", "0"},
        {"a number with a tail", "protocol", "1x"},
        {"an empty number", "limit", ""},
        {"limit 0", "limit", "0"},
        {"a limit beyond the most", "limit", std::to_string(protocol_limits::rows_in_a_pull + 1)},
        {"a number beyond 64 bits", "outcomes_confirmed", "99999999999999999999"},
        {"a negative number", "outcomes_confirmed", "-1"},
        {"a cursor without end", "cursor", std::string(protocol_limits::cursor_bytes + 1, 'x')},
        {"an epoch that is not UTF-8", "epoch", "\xff"},
    }));
    INFO(wrong.what);
    std::map<std::string, std::string> parameters{{"protocol", "1"}, {"client_id", client}};
    REQUIRE(parse_pull_request(parameters).ok());
    parameters[wrong.parameter] = wrong.value;
    const auto read = parse_pull_request(parameters);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().field == wrong.parameter);
}

TEST_CASE("a page of the history is read as it was written, and refused with something wrong in it", "[protocol]") {
    const PastAppointment line{first_uuid, 1000, 2000, AppointmentState::NoShow, "Service", "ZH 1", "VW Golf"};
    const HistoryPage page{{line}, true};
    const auto read = parse_history_page(*parse_json(to_text(to_json(page))));
    REQUIRE(read.ok());
    CHECK(read->appointments == page.appointments);
    CHECK(read->more);

    struct Wrong {
        const char* what;
        const char* pointer;
        Json value;
    };
    const Wrong wrong = GENERATE(values<Wrong>({
        {"no list", "/appointments", nullptr},
        {"a line that is a list", "/appointments/0", Json::array()},
        {"a line without id", "/appointments/0/id", nullptr},
        {"an id that is none", "/appointments/0/id", "x"},
        {"a start as text", "/appointments/0/starts_at", "1000"},
        {"an end before all time", "/appointments/0/ends_at", -1},
        {"an unknown state", "/appointments/0/state", "lost"},
        {"a name that is a number", "/appointments/0/service_name", 1},
        {"no vehicle", "/appointments/0/vehicle_name", nullptr},
        {"more as text", "/more", "yes"},
    }));
    INFO(wrong.what);
    CHECK_FALSE(parse_history_page(changed(to_json(page), wrong.pointer, wrong.value)).ok());
}

TEST_CASE("a pull without a protocol version is refused", "[protocol]") {
    CHECK(parse_pull_request({{"client_id", client}}).error().field == "protocol");
}
