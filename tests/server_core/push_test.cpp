#include "server/core/push.h"

#include <catch2/catch_test_macros.hpp>

#include "server/core/decided_mutations.h"
#include "server/core/maintenance.h"
#include "server/core/secret_hash.h"
#include "server/core/sync_clients.h"
#include "shared/mutators/appointment_mutators.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/portal_link_mutators.h"
#include "shared/mutators/vehicle_mutators.h"
#include "tests/server_core/server_fixture.h"

namespace portail::test {
namespace {

const Id phone = numbered_id(1);
const Id tablet = numbered_id(2);
const Actor alice = customer(shop::alice);

Id uuid(unsigned number) {
    return numbered_id(500 + number);
}

AddVehicle car(unsigned number, const Id& owner = shop::alice) {
    return {numbered_id(1000 + number), owner, "GE " + std::to_string(number), "Fiat", "Panda"};
}

PushBuilder from_phone(MutationId first = 1) {
    return PushBuilder{alice, phone, first};
}

std::int64_t cars_added(ServerFixture& server) {
    return server.number("SELECT COUNT(*) FROM vehicles WHERE plate LIKE 'GE %'");
}

TestReplica replica_of(ServerFixture& server, const Id& client_id) {
    return TestReplica{server, alice, client_id};
}

}  // namespace

TEST_CASE("a mutation sent again changes nothing more") {
    const auto server = make_server();
    const auto push = from_phone().add(uuid(1), car(1));
    const PushReply first = expect(server->push(alice, push));
    const PushReply again = expect(server->push(alice, push));
    CHECK(first.status == PushStatus::Accepted);
    CHECK(first.last_mutation_id == 1);
    CHECK(again.status == PushStatus::Accepted);
    CHECK(again.last_mutation_id == 1);
    CHECK(cars_added(*server) == 1);
}

TEST_CASE("an old push that arrives late does not set the client back") {
    const auto server = make_server();
    const auto first = from_phone().add(uuid(1), car(1, shop::bruno));
    expect(server->push(alice, first));
    expect(server->push(alice, from_phone(2).add(uuid(2), car(2))));
    const PushReply late = expect(server->push(alice, first));
    CHECK(late.status == PushStatus::Accepted);
    CHECK(late.last_mutation_id == 2);
    CHECK(expect(server->push(alice, from_phone(3).add(uuid(3), car(3)))).last_mutation_id == 3);
    CHECK(server->number("SELECT COUNT(*) FROM outcomes") == 1);
}

TEST_CASE("a push that overlaps the last one runs only what is new") {
    const auto server = make_server();
    expect(server->push(alice, from_phone().add(uuid(1), car(1)).add(uuid(2), car(2))));
    const PushReply reply = expect(server->push(alice, from_phone(2).add(uuid(2), car(2)).add(uuid(3), car(3))));
    CHECK(reply.last_mutation_id == 3);
    CHECK(cars_added(*server) == 3);
}

TEST_CASE("a gap is refused with the last id known, and nothing runs") {
    const auto server = make_server();
    expect(server->push(alice, from_phone().add(uuid(1), car(1))));
    const PushReply reply = expect(server->push(alice, from_phone(3).add(uuid(3), car(3))));
    CHECK(reply.status == PushStatus::Gap);
    CHECK(reply.last_mutation_id == 1);
    CHECK(cars_added(*server) == 1);
}

TEST_CASE("ids that are out of sequence within a push are invalid, and nothing runs") {
    const auto server = make_server();
    auto push = from_phone().add(uuid(1), car(1)).add(uuid(2), car(2));
    push.request.mutations[1].id = 3;
    const auto reply = server->push(alice, push);
    REQUIRE_FALSE(reply.ok());
    CHECK(reply.error().code == ErrorCode::Invalid);
    CHECK(cars_added(*server) == 0);
}

TEST_CASE("a known id under another UUID is a forked client, and nothing runs") {
    const auto server = make_server();
    expect(server->push(alice, from_phone().add(uuid(1), car(1))));
    const auto push = from_phone().add(uuid(7), car(7)).add(uuid(8), car(8));
    const PushReply reply = expect(server->push(alice, push));
    CHECK(reply.status == PushStatus::ClientForked);
    CHECK(reply.last_mutation_id == 1);
    CHECK(cars_added(*server) == 1);
}

TEST_CASE("a known id under the UUID of another client's mutation is a fork, too") {
    const auto server = make_server();
    expect(server->push(alice, from_phone().add(uuid(1), car(1))));
    expect(server->push(alice, PushBuilder{alice, tablet}.add(uuid(2), car(2))));
    const auto push = PushBuilder{alice, tablet}.add(uuid(1), car(1));
    CHECK(expect(server->push(alice, push)).status == PushStatus::ClientForked);
}

TEST_CASE("a forked client that renumbers its outbox has nothing done twice") {
    const auto server = make_server();
    expect(server->push(alice, from_phone().add(uuid(1), car(1)).add(uuid(2), car(2))));
    auto renumbered = PushBuilder{alice, tablet}.add(uuid(2), car(2)).add(uuid(3), car(3));
    const PushReply reply = expect(server->push(alice, renumbered));
    CHECK(reply.status == PushStatus::Accepted);
    CHECK(reply.last_mutation_id == 2);
    CHECK(cars_added(*server) == 3);

    SECTION("and may lose the reply and send again") {
        const PushReply again = expect(server->push(alice, renumbered));
        CHECK(again.status == PushStatus::Accepted);
        CHECK(cars_added(*server) == 3);
    }
    SECTION("and leaves the original free to send again, too") {
        const PushReply original =
            expect(server->push(alice, from_phone().add(uuid(1), car(1)).add(uuid(2), car(2)).add(uuid(4), car(4))));
        CHECK(original.status == PushStatus::Accepted);
        CHECK(original.last_mutation_id == 3);
        CHECK(cars_added(*server) == 4);
    }
}

TEST_CASE("a rejection that was renumbered is told to the new client as well") {
    const auto server = make_server();
    const AddVehicle not_mine = car(1, shop::bruno);
    expect(server->push(alice, from_phone().add(uuid(1), not_mine)));
    expect(server->push(alice, PushBuilder{alice, tablet}.add(uuid(1), not_mine)));
    TestReplica replica = replica_of(*server, tablet);
    replica.pull();
    REQUIRE(replica.last_reply.outcomes.size() == 1);
    CHECK(replica.last_reply.outcomes[0].uuid == uuid(1));
    CHECK(replica.last_reply.outcomes[0].error.code == ErrorCode::Forbidden);
}

TEST_CASE("one principal's UUID does not stand in the way of another's") {
    const auto server = make_server();
    const Actor bruno = customer(shop::bruno);
    expect(server->push(alice, from_phone().add(uuid(1), car(1))));
    expect(server->push(bruno, PushBuilder{bruno, tablet}.add(uuid(1), car(2, shop::bruno))));
    CHECK(cars_added(*server) == 2);
}

TEST_CASE("a client belongs to its first principal") {
    const auto server = make_server();
    const Actor bruno = customer(shop::bruno);
    expect(server->push(alice, from_phone().add(uuid(1), car(1))));

    const auto push = server->push(bruno, PushBuilder{bruno, phone, 2}.add(uuid(2), car(2, shop::bruno)));
    REQUIRE_FALSE(push.ok());
    CHECK(push.error().code == ErrorCode::Forbidden);
    PullRequest request;
    request.client_id = phone;
    const auto pull = server->pull(bruno, request);
    REQUIRE_FALSE(pull.ok());
    CHECK(pull.error().code == ErrorCode::Forbidden);
}

TEST_CASE("work of one principal is refused in the session of another") {
    const auto server = make_server();
    const auto reply = server->push(customer(shop::bruno), from_phone().add(uuid(1), car(1)));
    REQUIRE_FALSE(reply.ok());
    CHECK(reply.error().code == ErrorCode::Forbidden);
    CHECK(server->number("SELECT COUNT(*) FROM sync_clients") == 0);
}

TEST_CASE("another epoch is told, and nothing runs") {
    const auto server = make_server();
    auto push = from_phone().add(uuid(1), car(1));
    push.request.epoch = "of another database";
    const PushReply reply = expect(server->push(alice, push));
    CHECK(reply.status == PushStatus::EpochChanged);
    CHECK(reply.epoch == server->store->epoch());
    CHECK(cars_added(*server) == 0);

    push.request.epoch = server->store->epoch();
    CHECK(expect(server->push(alice, push)).status == PushStatus::Accepted);
}

TEST_CASE("a rejected mutation advances the id, leaves no effect, and holds up nobody") {
    const auto server = make_server();
    const auto push = from_phone()
                          .add(uuid(1), car(1))
                          .add(uuid(2), car(1))  // the plate is known by now
                          .add(uuid(3), "unheard_of", 1, Json::object())
                          .add(uuid(4), car(4));
    const PushReply reply = expect(server->push(alice, push));
    CHECK(reply.status == PushStatus::Accepted);
    CHECK(reply.last_mutation_id == 4);
    CHECK(cars_added(*server) == 2);

    TestReplica replica = replica_of(*server, phone);
    replica.pull();
    REQUIRE(replica.last_reply.outcomes.size() == 2);
    CHECK(replica.last_reply.outcomes[0].id == 2);
    CHECK(replica.last_reply.outcomes[0].error.key == "error.vehicle_known");
    CHECK(replica.last_reply.outcomes[0].error.field == "plate");
    CHECK(replica.last_reply.outcomes[1].id == 3);
    CHECK(replica.last_reply.last_mutation_id == 4);
}

TEST_CASE("a rejected mutation leaves no effect of its first half either") {
    const auto server = make_server();
    const auto half = [](Database& database, const MutationContext&, const Mutation&) -> Result<void> {
        PORTAIL_RETURN_IF_ERROR(database.run("DELETE FROM vehicles"));
        return conflict("error.slot_taken");
    };
    TestReplica replica = replica_of(*server, phone);
    replica.pull();
    expect(server->push(alice, from_phone().add(uuid(1), car(1)), half));
    CHECK(server->number("SELECT COUNT(*) FROM vehicles") == 2);
    replica.rows_received = 0;
    replica.pull();
    CHECK(replica.rows_received == 0);
    CHECK(replica.tables == rows_in_scopes_of(*server, alice));
}

TEST_CASE("an outcome is repeated until the client has confirmed it, and to a copy of it even then") {
    const auto server = make_server();
    expect(server->push(alice, from_phone().add(uuid(1), car(1, shop::bruno))));
    TestReplica replica = replica_of(*server, phone);
    replica.pull();
    CHECK(replica.last_reply.outcomes.size() == 1);
    replica.pull();
    CHECK(replica.last_reply.outcomes.size() == 1);

    PullRequest request;
    request.client_id = phone;
    request.outcomes_confirmed = 1;
    const auto answer = expect(server->store->read(
        [&](Database& reader) { return server::build_pull(reader, alice, request, server->clock.now()); }));
    CHECK(answer.has_confirmed_outcomes);
    const auto forgotten = expect(server->writer->run(
        [&](server::WriteContext& context) { return server::forget_confirmed_outcomes(context, alice, phone, 1); }));
    CHECK(forgotten == 1);
    CHECK(server->number("SELECT COUNT(*) FROM outcomes WHERE args LIKE '%Panda%'") == 0);
    replica.outcomes_confirmed = 1;
    replica.pull();
    CHECK(replica.last_reply.outcomes.empty());
    // The other half of a copied replica has the same client_id, and confirms for itself.
    TestReplica copy = replica_of(*server, phone);
    copy.pull();
    REQUIRE(copy.last_reply.outcomes.size() == 1);
    CHECK(copy.last_reply.outcomes[0].uuid == uuid(1));
    CHECK_FALSE(expect(server->store->read([&](Database& reader) {
                    return server::build_pull(reader, alice, request, server->clock.now());
                })).has_confirmed_outcomes);
}

TEST_CASE("nobody forgets the outcomes of somebody else's client") {
    const auto server = make_server();
    expect(server->push(alice, from_phone().add(uuid(1), car(1, shop::bruno))));
    const auto forgotten = server->writer->run([&](server::WriteContext& context) {
        return server::forget_confirmed_outcomes(context, customer(shop::bruno), phone, 1);
    });
    REQUIRE_FALSE(forgotten.ok());
    CHECK(forgotten.error().code == ErrorCode::Forbidden);
    CHECK(server->number("SELECT COUNT(*) FROM outcomes") == 1);
}

TEST_CASE("what needs a rejected mutation is held back, and what needs that, too") {
    const auto server = make_server();
    const auto push = from_phone()
                          .add(uuid(1), car(1, shop::bruno))
                          .add(uuid(2), car(2))
                          .needing(uuid(1))
                          .add(uuid(3), car(3))
                          .needing(uuid(2))
                          .add(uuid(4), car(4));
    CHECK(expect(server->push(alice, push)).last_mutation_id == 4);
    CHECK(cars_added(*server) == 1);
    TestReplica replica = replica_of(*server, phone);
    replica.pull();
    REQUIRE(replica.last_reply.outcomes.size() == 3);
    CHECK_FALSE(replica.last_reply.outcomes[0].held_back);
    CHECK(replica.last_reply.outcomes[1].held_back);
    CHECK(replica.last_reply.outcomes[1].error.key == "error.held_back");
    CHECK(replica.last_reply.outcomes[2].held_back);
}

TEST_CASE("what needs an accepted mutation runs, in the same push and in a later one") {
    const auto server = make_server();
    expect(server->push(alice, from_phone().add(uuid(1), car(1)).add(uuid(2), car(2)).needing(uuid(1))));
    expect(server->push(alice, from_phone(3).add(uuid(3), car(3)).needing(uuid(2))));
    CHECK(cars_added(*server) == 3);
}

TEST_CASE("work of a stronger session waits for it: it is neither rejected nor run") {
    const auto server = make_server();
    const auto guarded = [](Database& database, const MutationContext& context,
                            const Mutation& mutation) -> Result<void> {
        const bool allowed = mutation.id != 2 || context.actor.assurance >= Assurance::Password;
        if (!allowed) return unauthorized();
        return server::run_shared_mutator(database, context, mutation);
    };
    const auto push = from_phone().add(uuid(1), car(1)).add(uuid(2), car(2)).add(uuid(3), car(3));
    const PushReply waiting = expect(server->push(alice, push, guarded));
    CHECK(waiting.status == PushStatus::SignInNeeded);
    CHECK(waiting.last_mutation_id == 1);
    CHECK(cars_added(*server) == 1);
    CHECK(server->number("SELECT COUNT(*) FROM outcomes") == 0);

    const Actor signed_in = customer(shop::alice, Assurance::Password);
    const PushReply reply = expect(server->push(signed_in, push, guarded));
    CHECK(reply.status == PushStatus::Accepted);
    CHECK(reply.last_mutation_id == 3);
    CHECK(cars_added(*server) == 3);
}

TEST_CASE("a temporary failure lets nothing advance, not even what ran before it") {
    const auto server = make_server();
    const auto breaking = [](Database& database, const MutationContext& context,
                             const Mutation& mutation) -> Result<void> {
        if (mutation.id == 2) return unavailable("the disk is full");
        return server::run_shared_mutator(database, context, mutation);
    };
    const auto push = from_phone().add(uuid(1), car(1)).add(uuid(2), car(2));
    const auto reply = server->push(alice, push, breaking);
    REQUIRE_FALSE(reply.ok());
    CHECK(reply.error().code == ErrorCode::Unavailable);
    CHECK(cars_added(*server) == 0);
    CHECK(server->number("SELECT COUNT(*) FROM sync_clients") == 0);
    CHECK(server->number("SELECT COUNT(*) FROM decided_mutations") == 0);

    CHECK(expect(server->push(alice, push)).last_mutation_id == 2);
    CHECK(cars_added(*server) == 2);
}

TEST_CASE("a mutator that fails internally is rejected without its internals") {
    const auto server = make_server();
    const auto broken = [](Database& database, const MutationContext&, const Mutation&) {
        return database.run("INSERT INTO nowhere (id) VALUES (1)");
    };
    CHECK(expect(server->push(alice, from_phone().add(uuid(1), car(1)), broken)).last_mutation_id == 1);
    TestReplica replica = replica_of(*server, phone);
    replica.pull();
    REQUIRE(replica.last_reply.outcomes.size() == 1);
    CHECK(replica.last_reply.outcomes[0].error.code == ErrorCode::Internal);
    CHECK(server->number("SELECT COUNT(*) FROM outcomes WHERE error LIKE '%nowhere%'") == 0);
    CHECK(server->number("SELECT COUNT(*) FROM outcomes WHERE args LIKE '%Panda%'") == 1);
}

TEST_CASE("the last slot goes to the first that arrives, and the other is told") {
    const auto server = make_server();
    const Actor bruno = customer(shop::bruno);
    const auto booking = [](unsigned number, const Id& customer_id) {
        return BookAppointment{numbered_id(2000 + number),
                               numbered_id(3000 + number),
                               customer_id,
                               std::nullopt,
                               shop::service,
                               at(1, 9),
                               ""};
    };
    // The lift takes two cars.
    expect(server->push(
        bruno, PushBuilder{bruno, tablet}.add(uuid(1), booking(1, shop::bruno)).add(uuid(2), booking(2, shop::bruno))));
    expect(server->push(alice, from_phone().add(uuid(3), booking(3, shop::alice))));
    TestReplica replica = replica_of(*server, phone);
    replica.pull();
    REQUIRE(replica.last_reply.outcomes.size() == 1);
    CHECK(replica.last_reply.outcomes[0].error.key == "error.slot_taken");
    CHECK(replica.tables.count("appointments") == 0);
    CHECK(replica.tables["busy_intervals"].size() == 2);
}

TEST_CASE("a decided mutation is recognised for 400 days") {
    const auto server = make_server();
    expect(server->push(alice, from_phone().add(uuid(1), car(1))));
    const auto drop = [&] {
        return expect(server->writer->run([](server::WriteContext& context) { return server::drop_expired(context); }));
    };
    server->clock.advance(server::decided_mutation_retention);
    CHECK(drop().decided_mutations == 0);
    CHECK(expect(server->push(alice, PushBuilder{alice, tablet}.add(uuid(1), car(1)))).status == PushStatus::Accepted);
    CHECK(cars_added(*server) == 1);
    server->clock.advance(1);
    CHECK(drop().decided_mutations == 1);
}

TEST_CASE("a mutation whose consequences fail is rejected alone, and with them") {
    const auto server = make_server();
    const Actor admin = staff(Role::Admin);
    // A code that opens something already, though no portal link tells so.
    expect(server->writer->run([](server::WriteContext& context) -> Result<void> {
        return context.database.run(
            "INSERT INTO portal_link_hashes (code_hash, portal_link_id, customer_id)"
            " VALUES (?1, 'nowhere', ?2)",
            server::secret_hash("ABCDEFGHJKLMNPQR"), shop::bruno);
    }));
    const auto somebody = [](unsigned number, const char* code) {
        return CreateCustomer{numbered_id(number), "Clara", "Rochat", "", "", "fr", numbered_id(number + 1), code};
    };
    const PushReply reply = expect(server->push(admin, PushBuilder{admin, phone}
                                                           .add(uuid(1), somebody(40, "STUVWXYZ23456789"))
                                                           .add(uuid(2), somebody(50, "ABCDEFGHJKLMNPQR"))
                                                           .add(uuid(3), somebody(60, "ZYXWVUTS98765432"))));
    CHECK(reply.status == PushStatus::Accepted);
    CHECK(reply.last_mutation_id == 3);
    CHECK(server->number("SELECT COUNT(*) FROM customers WHERE first_name = 'Clara'") == 2);
    CHECK(server->number("SELECT COUNT(*) FROM customers WHERE id = '" + numbered_id(50) + "'") == 0);
    CHECK(server->number("SELECT COUNT(*) FROM outcomes WHERE uuid = '" + uuid(2) + "'") == 1);
    CHECK(server->number("SELECT COUNT(*) FROM outcomes") == 1);
}

TEST_CASE("a client that has pushed nothing for 400 days is forgotten, with what it never confirmed") {
    const auto server = make_server();
    expect(server->push(alice, from_phone().add(uuid(1), car(1)).add(uuid(2), car(2, shop::bruno))));
    expect(server->push(alice, PushBuilder{alice, tablet}.add(uuid(5), car(5))));
    server->clock.advance(day_ms);
    expect(server->push(alice, PushBuilder{alice, tablet, 2}.add(uuid(3), car(3))));
    const auto drop = [&] {
        return expect(server->writer->run([](server::WriteContext& context) { return server::drop_expired(context); }));
    };
    server->clock.advance(server::sync_client_retention - day_ms);
    CHECK(drop().sync_clients == 0);
    CHECK(server->number("SELECT COUNT(*) FROM outcomes") == 1);
    server->clock.advance(1);
    CHECK(drop().sync_clients == 1);
    CHECK(server->number("SELECT COUNT(*) FROM outcomes") == 0);
    CHECK(server->number("SELECT last_mutation_id FROM sync_clients WHERE client_id = '" + tablet + "'") == 2);

    SECTION("and asked for its first mutation when it comes back, for it goes on under another id then") {
        const PushReply reply = expect(server->push(alice, from_phone(3).add(uuid(4), car(4))));
        CHECK(reply.status == PushStatus::Gap);
        CHECK(reply.last_mutation_id == 0);
        CHECK(cars_added(*server) == 3);
        const auto renumbered = PushBuilder{alice, numbered_id(3)}.add(uuid(4), car(4));
        CHECK(expect(server->push(alice, renumbered)).status == PushStatus::Accepted);
        CHECK(cars_added(*server) == 4);
    }
}

TEST_CASE("a customer that staff creates can be opened by the code of the link") {
    const auto server = make_server();
    const Actor admin = staff(Role::Admin);
    const CreateCustomer clara{numbered_id(40), "Clara", "Rochat", "", "", "fr", numbered_id(41), "ABCDEFGHJKLMNPQR"};
    expect(server->push(admin, PushBuilder{admin, phone}.add(uuid(1), clara)));
    const auto customer_of = [&](const std::string& code) {
        return expect(server->store->read([&](Database& reader) {
            return reader.first(
                "SELECT customer_id FROM portal_link_hashes WHERE code_hash = ?1",
                [](const Row& row) { return row.text(0); }, server::secret_hash(code));
        }));
    };
    CHECK(customer_of("ABCDEFGHJKLMNPQR") == clara.id);
    server->write(R"sql(
        INSERT INTO sessions (token_hash, role, principal_id, assurance, portal_link_id, created_at,
                              last_used_at, expires_at, user_agent, address)
        VALUES ('phone', 'customer', ')sql" +
                  clara.id + "', 'link', '" + numbered_id(41) + R"sql(', 0, 0, 0, '', ''),
               ('desk', 'customer', ')sql" +
                  clara.id + R"sql(', 'password', NULL, 0, 0, 0, '', '')
    )sql");

    SECTION("until a new code ends the old one and every session that came from it") {
        const RegeneratePortalLink renewed{clara.id, numbered_id(42), "STUVWXYZ23456789"};
        expect(server->push(admin, PushBuilder{admin, phone, 2}.add(uuid(2), renewed)));
        CHECK(customer_of("ABCDEFGHJKLMNPQR") == std::nullopt);
        CHECK(customer_of("STUVWXYZ23456789") == clara.id);
        CHECK(server->number("SELECT COUNT(*) FROM sessions WHERE token_hash = 'phone'") == 0);
        CHECK(server->number("SELECT COUNT(*) FROM sessions WHERE token_hash = 'desk'") == 1);
    }
    SECTION("and a code that exists already is rejected") {
        const CreateCustomer twin{numbered_id(50), "Anna", "Twin", "", "", "fr", numbered_id(51), "ABCDEFGHJKLMNPQR"};
        expect(server->push(admin, PushBuilder{admin, phone, 2}.add(uuid(3), twin)));
        CHECK(customer_of("ABCDEFGHJKLMNPQR") == clara.id);
        CHECK(server->number("SELECT COUNT(*) FROM outcomes") == 1);
    }
}

TEST_CASE("a staff member's sessions follow the role and end with the membership") {
    const auto server = make_server();
    server->write(R"sql(
        INSERT INTO sessions (token_hash, role, principal_id, assurance, portal_link_id, created_at,
                              last_used_at, expires_at, user_agent, address)
        VALUES ('desk', 'admin', ')sql" +
                  shop::admin + R"sql(', 'password', NULL, 0, 0, 0, '', ''),
               ('other', 'technician', ')sql" +
                  shop::technician + R"sql(', 'password', NULL, 0, 0, 0, '', '')
    )sql");
    server->write("UPDATE staff_members SET role = 'technician' WHERE role = 'admin'");
    CHECK(server->number("SELECT COUNT(*) FROM sessions WHERE role = 'technician'") == 2);
    server->write("UPDATE staff_members SET retired_at = 1 WHERE id = '" + shop::admin + "'");
    CHECK(server->number("SELECT COUNT(*) FROM sessions WHERE token_hash = 'desk'") == 0);
    CHECK(server->number("SELECT COUNT(*) FROM sessions WHERE token_hash = 'other'") == 1);
}

}  // namespace portail::test
