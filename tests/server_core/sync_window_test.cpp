// What is long past leaves the replicas by itself, and nothing else does.
#include "server/core/sync_window.h"

#include <catch2/catch_test_macros.hpp>

#include "server/core/maintenance.h"
#include "shared/domain/appointment.h"
#include "shared/mutators/appointment_mutators.h"
#include "tests/server_core/server_fixture.h"

namespace portail::test {
namespace {

using Strings = std::vector<std::string>;

constexpr Milliseconds appointment_window = 90 * day_ms;
constexpr Milliseconds busy_window = 7 * day_ms;
const Id busy_id = numbered_id(8);
const Id appointment_id = numbered_id(9);

std::unique_ptr<ServerFixture> shop_with_appointment(AppointmentState state) {
    auto server = make_server();
    const BookAppointment booking{appointment_id, busy_id, shop::bruno, shop::bruno_car, shop::service, at(0, 9), ""};
    expect(server->writer->run([&](server::WriteContext& context) -> Result<void> {
        return mutate(context.database, staff(Role::Admin), booking);
    }));
    server->write("UPDATE appointments SET state = '" + std::string{to_string(state)} + "'");
    return server;
}

std::int64_t apply_windows(ServerFixture& server) {
    return expect(server::apply_sync_windows(*server.store, *server.writer));
}

std::size_t appointments_of(TestReplica& replica) {
    replica.pull();
    return replica.tables["appointments"].size();
}

Strings differences(ServerFixture& server) {
    return expect(server.store->read(
        [&](Database& reader) { return server::feed_differences(reader, 100, server.clock.now()); }));
}

}  // namespace

TEST_CASE("an appointment that was closed leaves every replica 90 days after its end") {
    const auto server = shop_with_appointment(AppointmentState::Done);
    TestReplica admin{*server, staff(Role::Admin), numbered_id(1)};
    TestReplica bruno{*server, customer(shop::bruno), numbered_id(2)};
    TestReplica partner{*server, staff(Role::Partner), numbered_id(3)};
    const std::vector<TestReplica*> everybody{&admin, &bruno, &partner};
    for (TestReplica* replica : everybody)
        CHECK(appointments_of(*replica) == 1);

    server->clock.set(at(0, 10) + appointment_window);
    apply_windows(*server);
    for (TestReplica* replica : everybody)
        CHECK(appointments_of(*replica) == 1);

    server->clock.advance(1);
    CHECK(differences(*server).empty());  // taken out once a day, not at the very moment
    CHECK(apply_windows(*server) == 1);
    for (TestReplica* replica : everybody) {
        CHECK(appointments_of(*replica) == 0);
        CHECK(replica->resets == 1);  // of the first pull: it left by a tombstone
    }
    CHECK(server->number("SELECT COUNT(*) FROM appointments") == 1);
    CHECK(differences(*server).empty());

    SECTION("and is not told to a new one") {
        TestReplica fresh{*server, staff(Role::Admin), numbered_id(4)};
        CHECK(appointments_of(fresh) == 0);
    }
    SECTION("and stays away when it is written once more") {
        server->write("UPDATE appointments SET partner_id = NULL");
        CHECK(appointments_of(admin) == 0);
        CHECK(differences(*server).empty());
    }
    SECTION("and nothing is left to do") {
        const auto version = server->number("SELECT version FROM server_state");
        CHECK(apply_windows(*server) == 0);
        CHECK(server->number("SELECT version FROM server_state") == version);
    }
    SECTION("and comes back when the clock had been ahead") {
        server->clock.set(at(1, 9));
        CHECK(differences(*server).size() == 4);  // three scopes of the appointment, one of its busy interval
        CHECK(apply_windows(*server) == 2);
        for (TestReplica* replica : everybody)
            CHECK(appointments_of(*replica) == 1);
        CHECK(differences(*server).empty());
    }
}

TEST_CASE("an appointment that nobody has closed stays, however old it is") {
    for (const AppointmentState state :
         {AppointmentState::Requested, AppointmentState::Confirmed, AppointmentState::Done, AppointmentState::NoShow,
          AppointmentState::Cancelled}) {
        CAPTURE(to_string(state));
        const auto server = shop_with_appointment(state);
        TestReplica admin{*server, staff(Role::Admin), numbered_id(1)};
        server->clock.set(at(0, 10) + 1000 * day_ms);
        apply_windows(*server);
        CHECK(appointments_of(admin) == (is_open(state) ? 1 : 0));
    }
}

TEST_CASE("an old appointment that is closed today is gone with the next pull, and the change is not lost") {
    const auto server = shop_with_appointment(AppointmentState::Confirmed);
    const Actor admin = staff(Role::Admin);
    TestReplica replica{*server, admin, numbered_id(1)};
    server->clock.set(at(0, 10) + 200 * day_ms);
    CHECK(appointments_of(replica) == 1);
    CompleteAppointment complete;
    complete.appointment_id = appointment_id;
    CHECK(expect(server->push(admin, PushBuilder{admin, numbered_id(1)}.add(numbered_id(50), complete)))
              .last_mutation_id == 1);
    CHECK(appointments_of(replica) == 0);
    CHECK(replica.last_reply.last_mutation_id == 1);
    CHECK(replica.last_reply.outcomes.empty());
    CHECK(server->number("SELECT COUNT(*) FROM appointments WHERE state = 'done'") == 1);
}

TEST_CASE("a busy interval leaves a week after its end") {
    const auto server = shop_with_appointment(AppointmentState::Requested);
    TestReplica alice{*server, customer(shop::alice), numbered_id(1)};
    alice.pull();
    CHECK(alice.tables["busy_intervals"].size() == 1);
    server->clock.set(at(0, 10) + busy_window);
    CHECK(apply_windows(*server) == 0);
    server->clock.advance(1);
    CHECK(apply_windows(*server) == 1);
    alice.pull();
    CHECK_FALSE(alice.tables.contains("busy_intervals"));

    SECTION("and is back when its appointment is moved to another day") {
        MoveAppointment move;
        move.appointment_id = appointment_id;
        move.starts_at = at(21, 9);
        expect(server->writer->run([&](server::WriteContext& context) -> Result<void> {
            return mutate(context.database, staff(Role::Admin), move, context.now);
        }));
        alice.pull();
        CHECK(alice.tables["busy_intervals"].size() == 1);
        CHECK(differences(*server).empty());
    }
}

TEST_CASE("many rows become old at once: all leave, in jobs of a few hundred") {
    const TemporaryFolder folder;
    const auto server = make_server({.folder = folder.path(), .durability = server::Durability::None});
    server->write(R"sql(
        WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1700)
        INSERT INTO busy_intervals (id, resource_id, starts_at, ends_at, units)
        SELECT printf('busy-%05d', n), ')sql" +
                  shop::lift + "', " + std::to_string(at(0, 9)) + ", " + std::to_string(at(0, 10)) + R"sql(, 1
        FROM numbers
    )sql");
    server->clock.set(at(0, 10) + busy_window + 1);
    const auto jobs = server->writer->counters().jobs;
    CHECK(apply_windows(*server) == 1700);
    CHECK(server->writer->counters().jobs - jobs == 4);
    CHECK(server->number("SELECT COUNT(*) FROM feed WHERE table_name = 'busy_intervals' AND deleted_at IS NULL") == 0);
    CHECK(expect(server::check(folder.path(), server->clock.now())).empty());
}

}  // namespace portail::test
