#include <brotli/decode.h>

#include <catch2/catch_test_macros.hpp>
#include <chrono>

#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/portal_link_mutators.h"
#include "shared/mutators/vehicle_mutators.h"
#include "shared/sync/protocol.h"
#include "tests/server/test_server.h"

using namespace portail;
using namespace portail::test;

namespace {

const std::string alice_principal = "customer:" + shop::alice;
const std::string admin_principal = "staff:" + shop::admin;

Json contact_details(const char* phone) {
    UpdateContactDetails details;
    details.customer_id = shop::alice;
    details.email = "alice@example.org";
    details.phone = phone;
    return details.to_json();
}

Json note(unsigned number) {
    WriteCustomerNote note;
    note.id = numbered_id(number);
    note.customer_id = shop::alice;
    note.body = "Note " + std::to_string(number);
    return note.to_json();
}

PullReply pulled(const RawAnswer& answer) {
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    const Result<PullReply> reply = parse_pull_reply(json_of(answer));
    REQUIRE(reply.ok());
    return *reply;
}

std::string pull_path(const Id& client_id, const std::string& cursor = {}, const std::string& epoch = {}) {
    PullRequest request;
    request.client_id = client_id;
    request.cursor = cursor;
    request.epoch = epoch;
    return "/api/sync/pull?" + to_query(request);
}

bool hears(RawClient& client, std::string_view text) {
    return client.read_until([&](std::string_view all) { return all.find(text) != std::string_view::npos; });
}

}  // namespace

TEST_CASE("A pushed change is acknowledged once it is committed, and the next pull brings it") {
    TestServer server;
    const std::string alice = server.sign_in_with_code(alice_code);
    const std::string admin = server.sign_in_as_admin();
    const PullReply before = pulled(server.ask({"GET", pull_path(numbered_id(2)), bearer(admin), {}}));

    const RawAnswer pushed = server.post("/api/sync/push",
                                         push_of(alice_principal, numbered_id(1), 1, numbered_id(100),
                                                 UpdateContactDetails::name, contact_details("079 123 45 67")),
                                         bearer(alice));
    CHECK(pushed.status == 200);
    CHECK(json_of(pushed).at("last_mutation_id") == 1);

    const PullReply own = pulled(server.ask({"GET", pull_path(numbered_id(1)), bearer(alice), {}}));
    CHECK(own.last_mutation_id == 1);
    CHECK(own.changes.contains("customers"));
    const PullReply after =
        pulled(server.ask({"GET", pull_path(numbered_id(2), before.cursor, before.epoch), bearer(admin), {}}));
    REQUIRE(after.changes.contains("customers"));
    CHECK(after.changes.at("customers").put.size() == 1);
    CHECK(after.changes.size() == 1);
}

TEST_CASE("What a push says about its client is answered with the status that fits") {
    TestServer server;
    const std::string alice = server.sign_in_with_code(alice_code);
    const auto push = [&](const std::string& principal, int id, unsigned uuid) {
        return server.post("/api/sync/push",
                           push_of(principal, numbered_id(1), id, numbered_id(uuid), UpdateContactDetails::name,
                                   contact_details("079 123 45 67")),
                           bearer(alice));
    };
    CHECK(push(alice_principal, 1, 101).status == 200);
    CHECK(push(alice_principal, 1, 101).status == 200);  // sent again: nothing happens twice
    const RawAnswer gap = push(alice_principal, 5, 105);
    CHECK(gap.status == 409);
    CHECK(json_of(gap).at("last_mutation_id") == 1);
    CHECK(push(alice_principal, 1, 999).status == 409);  // another mutation under a known id
    CHECK(push("customer:" + shop::bruno, 2, 102).status == 403);
    CHECK(push(admin_principal, 2, 102).status == 403);
}

TEST_CASE("A program that is too old is told to reload when it pulls, and may still push") {
    TestServer server;
    const std::string alice = server.sign_in_with_code(alice_code);
    const RawAnswer old_pull =
        server.ask({"GET", "/api/sync/pull?protocol=0&client_id=" + numbered_id(1), bearer(alice), {}});
    CHECK((old_pull.status == 426 || old_pull.status == 400));
    const RawAnswer new_pull =
        server.ask({"GET", "/api/sync/pull?protocol=99&client_id=" + numbered_id(1), bearer(alice), {}});
    CHECK(new_pull.status == 426);
    CHECK(json_of(new_pull).at("protocol") == protocol_version);
}

TEST_CASE("Large answers travel compressed, small ones as they are") {
    TestServer server;
    const std::string admin = server.sign_in_as_admin();
    auto headers = bearer(admin);
    headers["Accept-Encoding"] = "gzip, deflate, br";
    const RawAnswer plain = server.ask({"GET", pull_path(numbered_id(2)), bearer(admin), {}});
    const RawAnswer compressed = server.ask({"GET", pull_path(numbered_id(2)), headers, {}});
    REQUIRE(plain.body.size() > 1024);
    CHECK(plain.header("Content-Encoding").empty());
    REQUIRE(compressed.header("Content-Encoding") == "br");
    CHECK(compressed.header("Vary") == "Accept-Encoding");
    std::string restored(plain.body.size() * 2, '\0');
    std::size_t size = restored.size();
    REQUIRE(BrotliDecoderDecompress(compressed.body.size(),
                                    reinterpret_cast<const std::uint8_t*>(compressed.body.data()), &size,
                                    reinterpret_cast<std::uint8_t*>(restored.data())) == BROTLI_DECODER_RESULT_SUCCESS);
    restored.resize(size);
    CHECK(restored == plain.body);
    CHECK(server.ask({"GET", "/api/health", headers, {}}).header("Content-Encoding").empty());
}

TEST_CASE("A stream hears of a commit within a second") {
    TestServer server;
    const std::string alice = server.sign_in_with_code(alice_code);
    const std::string admin = server.sign_in_as_admin();
    RawClient stream{server.port()};
    stream.send(to_bytes({"GET", "/api/events", bearer(admin), {}}));
    REQUIRE(hears(stream, "event: heartbeat"));

    const auto committed = std::chrono::steady_clock::now();
    REQUIRE(server
                .post("/api/sync/push",
                      push_of(alice_principal, numbered_id(1), 1, numbered_id(100), UpdateContactDetails::name,
                              contact_details("079 123 45 67")),
                      bearer(alice))
                .status == 200);
    REQUIRE(hears(stream, "event: poke"));
    CHECK(std::chrono::steady_clock::now() - committed < std::chrono::seconds{1});
}

TEST_CASE("A stream hears nothing of what its session may not see") {
    TestServer server;
    const std::string bruno = server.sign_in_with_code(bruno_code);
    const std::string admin = server.sign_in_as_admin();
    RawClient stream{server.port()};
    stream.send(to_bytes({"GET", "/api/events", bearer(bruno), {}}));
    REQUIRE(hears(stream, "event: heartbeat"));
    const auto push = [&](int id, const char* name, const Json& args) {
        REQUIRE(server
                    .post("/api/sync/push",
                          push_of(admin_principal, numbered_id(2), id, numbered_id(static_cast<unsigned>(200 + id)),
                                  name, args),
                          bearer(admin))
                    .status == 200);
    };
    push(1, WriteCustomerNote::name, note(301));
    push(2, UpdateContactDetails::name, contact_details("079 123 45 67"));
    AddVehicle vehicle;
    vehicle.id = numbered_id(302);
    vehicle.customer_id = shop::bruno;
    vehicle.plate = "VD 1";
    vehicle.make = "Fiat";
    vehicle.model = "Panda";
    push(3, AddVehicle::name, vehicle.to_json());
    REQUIRE(hears(stream, "event: poke"));
    const std::string_view heard = stream.received();
    CHECK(heard.find("event: poke") == heard.rfind("event: poke"));
}

TEST_CASE("The stream of a revoked link is closed") {
    TestServer server;
    const std::string alice = server.sign_in_with_code(alice_code);
    RawClient stream{server.port()};
    stream.send(to_bytes({"GET", "/api/events", bearer(alice), {}}));
    REQUIRE(hears(stream, "event: heartbeat"));
    RegeneratePortalLink link;
    link.customer_id = shop::alice;
    link.portal_link_id = numbered_id(911);
    link.portal_code = "ALCE6789ALCE6789";
    server.mutate_as_admin(link);
    CHECK(stream.is_closed_by_server());
}

TEST_CASE("Beyond the last place a stream is sent away with the time to come back") {
    TestServer server{[](server::ApplicationOptions& options) { options.streams.most_streams = 1; }};
    const std::string alice = server.sign_in_with_code(alice_code);
    RawClient first{server.port()};
    first.send(to_bytes({"GET", "/api/events", bearer(alice), {}}));
    REQUIRE(hears(first, "event: heartbeat"));
    const RawAnswer second = server.ask({"GET", "/api/events", bearer(alice), {}});
    CHECK(second.status == 503);
    CHECK_FALSE(second.header("Retry-After").empty());
}
