// What a session may do is asked again inside the transaction: between the request and its turn at the writer the link
// may have been replaced, or the person may have another role.
#include <catch2/catch_test_macros.hpp>
#include <future>
#include <latch>

#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/portal_link_mutators.h"
#include "shared/mutators/vehicle_mutators.h"
#include "tests/server/test_server.h"

using namespace portail;
using namespace portail::test;

namespace {

/// Sends the push while the writer is held up, lets `overtake` go first, and returns the answer.
RawAnswer push_overtaken_by(TestServer& server, const std::string& token, const Json& push,
                            server::Writer::Job overtake) {
    server::Writer& writer = server.application().writer();
    std::latch is_held{1};
    std::latch is_known{1};
    const auto wait_for_jobs = [&](std::uint64_t count) {
        while (writer.counters().waiting_jobs < count)
            std::this_thread::yield();
    };
    writer.submit(
        [&](server::WriteContext&) -> Result<void> {
            is_held.count_down();
            is_known.wait();
            return {};
        },
        [](const Result<void>&) {});
    is_held.wait();
    std::promise<Result<void>> overtaken;
    writer.submit(std::move(overtake), [&](Result<void> done) { overtaken.set_value(std::move(done)); });
    // The session is found alive, and the push waits behind what ends it.
    auto answer = std::async(std::launch::async, [&] { return server.post("/api/sync/push", push, bearer(token)); });
    wait_for_jobs(2);
    is_known.count_down();
    const Result<void> done = overtaken.get_future().get();
    REQUIRE(done.ok());
    return answer.get();
}

std::int64_t notes(TestServer& server) {
    return *server.application().store().read(
        [](Database& database) { return database.integer("SELECT COUNT(*) FROM customer_notes"); });
}

}  // namespace

TEST_CASE("A push that waited while its link was replaced changes nothing, and its device is told to wipe") {
    TestServer server;
    const std::string alice = server.sign_in_with_code(alice_code);
    const AddVehicle car{numbered_id(301), shop::alice, "VD 1", "Fiat", "Panda"};
    const RawAnswer answer = push_overtaken_by(
        server, alice,
        push_of("customer:" + shop::alice, numbered_id(1), 1, numbered_id(100), AddVehicle::name, car.to_json()),
        [](server::WriteContext& context) -> Result<void> {
            const RegeneratePortalLink link{shop::alice, numbered_id(911), "ALCE6789ALCE6789"};
            return mutate(context.database, staff(Role::Admin), link, context.now);
        });
    CHECK(answer.status == 401);
    CHECK(json_of(answer).at("wipe") == "link_revoked");
    const auto cars = server.application().store().read(
        [](Database& database) { return database.integer("SELECT COUNT(*) FROM vehicles WHERE plate = 'VD 1'"); });
    CHECK(*cars == 0);
}

TEST_CASE("A push that waited while its sender was given another role is judged by that role") {
    TestServer server;
    const std::string admin = server.sign_in_as_admin();
    const WriteCustomerNote note{numbered_id(301), shop::alice, "A rappelé"};
    const RawAnswer answer = push_overtaken_by(
        server, admin,
        push_of("staff:" + shop::admin, numbered_id(1), 1, numbered_id(100), WriteCustomerNote::name, note.to_json()),
        [](server::WriteContext& context) -> Result<void> {
            return context.database.run("UPDATE staff_members SET role = 'partner' WHERE id = ?1", shop::admin);
        });
    REQUIRE(answer.status == 200);
    CHECK(json_of(answer).at("last_mutation_id") == 1);  // decided, and rejected
    CHECK(notes(server) == 0);
}
