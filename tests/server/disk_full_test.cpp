#include <catch2/catch_test_macros.hpp>

#include "shared/mutators/customer_mutators.h"
#include "shared/sync/protocol.h"
#include "shared/sync/protocol_version.h"
#include "tests/server/test_server.h"
#include "tests/server_core/faulty_disk.h"

using namespace portail;
using namespace portail::test;

TEST_CASE("On a full disk a push is refused with a clear word, reads go on, and it goes through once there is room") {
    FaultyDisk disk;
    TestServer server{[](server::ApplicationOptions& options) { options.store.vfs = FaultyDisk::vfs; }};
    const std::string alice = server.sign_in_with_code(alice_code);
    UpdateContactDetails details;
    details.customer_id = shop::alice;
    details.email = "alice@example.org";
    details.phone = "079 123 45 67";
    const Json push = push_of("customer:" + shop::alice, numbered_id(1), 1, numbered_id(100),
                              UpdateContactDetails::name, details.to_json());
    const Ask pull{"GET",
                   "/api/sync/pull?client_id=" + numbered_id(1) + "&protocol=" + std::to_string(protocol_version),
                   bearer(alice),
                   {}};

    disk.full = true;
    for (int attempt = 0; attempt < 3; ++attempt) {
        const RawAnswer refused = server.post("/api/sync/push", push, bearer(alice));
        CHECK(refused.status == 507);
        CHECK(json_of(refused).at("error").at("key") == "error.disk_full");
        CHECK(json_of(refused).at("error").at("code") == "unavailable");
    }
    CHECK(server.post("/api/session/link", {{"code", bruno_code}}).status == 507);
    const RawAnswer read = server.ask(pull);
    CHECK(read.status == 200);
    CHECK(json_of(read).at("last_mutation_id") == 0);
    CHECK(server.ask({"GET", "/api/health", {}, {}}).status == 200);

    disk.full = false;
    CHECK(server.post("/api/sync/push", push, bearer(alice)).status == 200);
    CHECK(json_of(server.ask(pull)).at("last_mutation_id") == 1);
}

TEST_CASE("A flush that fails acknowledges nothing") {
    FaultyDisk disk;
    TestServer server{[](server::ApplicationOptions& options) {
        options.store.vfs = FaultyDisk::vfs;
        options.store.durability = server::Durability::Full;
    }};
    const std::string alice = server.sign_in_with_code(alice_code);
    UpdateContactDetails details;
    details.customer_id = shop::alice;
    details.email = "alice@example.org";
    details.phone = "079 123 45 67";
    const Json push = push_of("customer:" + shop::alice, numbered_id(1), 1, numbered_id(100),
                              UpdateContactDetails::name, details.to_json());
    disk.flushes_fail = true;
    CHECK(server.post("/api/sync/push", push, bearer(alice)).status == 503);
    disk.flushes_fail = false;
    const RawAnswer again = server.post("/api/sync/push", push, bearer(alice));
    CHECK(again.status == 200);
    CHECK(json_of(again).at("last_mutation_id") == 1);
}
