// The outbox: durable first, numbers, forks, rejections, crashes (rules 1 to 4).
#include <catch2/catch_test_macros.hpp>

#include "tests/sync/replica_fixture.h"

using namespace portail;
using namespace portail::test;

namespace {

std::vector<MutationId> numbers_to_push(const ReplicaFixture& fixture) {
    std::vector<MutationId> numbers;
    if (const auto push = fixture.replica->next_push(protocol_limits::mutations_in_a_push)) {
        for (const Mutation& mutation : push->mutations) {
            numbers.push_back(mutation.id);
        }
    }
    return numbers;
}

PullReply with_outcomes(PullReply reply, std::vector<Outcome> outcomes) {
    reply.outcomes = std::move(outcomes);
    return reply;
}

Outcome rejection_of(const Mutation& mutation, bool held_back = false) {
    return {mutation.id, mutation.uuid, conflict(held_back ? "error.held_back" : "error.slot_taken", "starts_at"),
            held_back};
}

// Submits, pushes, and has the server decide: the mutations whose index is in `rejected` are rejected.
void decide(ReplicaFixture& fixture, const std::vector<Outcome>& outcomes) {
    fixture.make_durable();
    if (fixture.replica->has_work_to_push()) fixture.acknowledge();
    fixture.pull(with_outcomes(page_of_rows("customers", {}, "2"), outcomes), fixture.replica->outbox().last_number());
}

const Mutation& pending(ReplicaFixture& fixture, std::size_t index) {
    return fixture.replica->outbox().pending()[index].mutation;
}

}  // namespace

TEST_CASE("nothing is pushed before it is durable", "[outbox][rule1]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    CHECK_FALSE(fixture->replica->has_work_to_push());
    const std::uint64_t mark = fixture->replica->outbox().write_mark();
    fixture->submit(mutation_of(new_phone("079 000 00 02")));
    fixture->replica->outbox().made_durable(mark);
    CHECK(numbers_to_push(*fixture) == std::vector<MutationId>{1});
    REQUIRE(fixture->make_durable());
    CHECK(numbers_to_push(*fixture) == std::vector<MutationId>{1, 2});
}

TEST_CASE("a change that cannot be made durable is undone, and what came after it moves up", "[outbox][rule1]") {
    auto fixture = filled_replica();
    const Submitted lost = fixture->submit(mutation_of(new_phone("079 000 00 01")));
    fixture->submit(mutation_of(new_vehicle(1, "ZH 7")));
    expect(fixture->replica->undo(lost));
    CHECK(fixture->phone_of_alice().empty());
    CHECK(fixture->count("vehicles") == 3);
    CHECK(fixture->replica->is_pending("vehicles", numbered_id(1)));
    fixture->make_durable();
    CHECK(numbers_to_push(*fixture) == std::vector<MutationId>{1});
    fixture->submit(mutation_of(new_vehicle(2, "ZH 8")));
    fixture->make_durable();
    CHECK(numbers_to_push(*fixture) == std::vector<MutationId>{1, 2});
    fixture->restart();
    CHECK(numbers_to_push(*fixture) == std::vector<MutationId>{1, 2});
}

TEST_CASE("what is durable is not undone any more", "[outbox][rule1]") {
    auto fixture = filled_replica();
    const Submitted saved = fixture->submit(mutation_of(new_phone("079 000 00 01")));
    fixture->make_durable();
    expect(fixture->replica->undo(saved));
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
    CHECK(numbers_to_push(*fixture) == std::vector<MutationId>{1});
}

TEST_CASE("an emptied outbox goes on counting, also after a restart", "[outbox][rule2]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    decide(*fixture, {});
    REQUIRE(fixture->replica->outbox().pending().empty());
    fixture->make_durable();
    fixture->restart();
    fixture->submit(mutation_of(new_phone("079 000 00 02")));
    fixture->make_durable();
    CHECK(numbers_to_push(*fixture) == std::vector<MutationId>{2});
}

TEST_CASE("the same token twice is the same change", "[outbox][rule2]") {
    auto fixture = filled_replica();
    NewMutation mutation = mutation_of(new_vehicle(1, "ZH 7"));
    mutation.token = "from another tab";
    const Id first = fixture->submit(mutation).uuid;
    CHECK(fixture->submit(mutation).uuid == first);
    CHECK(fixture->replica->outbox().pending().size() == 1);
    decide(*fixture, {});
    CHECK(fixture->submit(mutation).uuid == first);
    CHECK(fixture->replica->outbox().pending().empty());
}

TEST_CASE("a push holds no more than it may", "[outbox][rule2]") {
    auto fixture = filled_replica();
    for (unsigned index = 0; index < 5; ++index) {
        fixture->submit(mutation_of(new_vehicle(index, "ZH " + std::to_string(index))));
    }
    fixture->make_durable();
    CHECK(fixture->replica->next_push(3)->mutations.size() == 3);
    // As many bytes as the server reads at once.
    for (int index = 0; index < 60; ++index) {
        NewMutation large = mutation_of(new_phone("079 000 00 00"));
        large.args["padding"] = std::string(30'000, 'x');
        fixture->submit(large);
    }
    fixture->make_durable();
    const auto push = fixture->replica->next_push(protocol_limits::mutations_in_a_push);
    CHECK(to_text(to_json(*push)).size() <= protocol_limits::push_bytes);
    CHECK(push->mutations.size() > 30);
}

TEST_CASE("a gap is closed by sending from the number that the server expects", "[outbox][rule2]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    fixture->submit(mutation_of(new_phone("079 000 00 02")));
    fixture->make_durable();
    fixture->acknowledge();
    CHECK(numbers_to_push(*fixture).empty());
    expect(fixture->replica->close_gap(1, fixture->random));
    CHECK(numbers_to_push(*fixture) == std::vector<MutationId>{2});
    expect(fixture->replica->close_gap(0, fixture->random));
    CHECK(numbers_to_push(*fixture) == std::vector<MutationId>{1, 2});
}

TEST_CASE("a server that has forgotten this client gets a new one", "[outbox][rule2]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    decide(*fixture, {});
    const Id client_id = fixture->replica->outbox().client_id();
    const Id uuid = fixture->submit(mutation_of(new_phone("079 000 00 02"))).uuid;
    expect(fixture->replica->close_gap(0, fixture->random));
    fixture->make_durable();
    CHECK(fixture->replica->outbox().client_id() != client_id);
    CHECK(numbers_to_push(*fixture) == std::vector<MutationId>{1});
    CHECK(pending(*fixture, 0).uuid == uuid);
}

TEST_CASE("a forked client takes a new client_id and keeps the UUIDs", "[outbox][rule2]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    decide(*fixture, {});
    const Id one = fixture->submit(mutation_of(new_phone("079 000 00 02"))).uuid;
    const Id two = fixture->submit(mutation_of(new_vehicle(1, "ZH 7"))).uuid;
    fixture->make_durable();
    const Id client_id = fixture->replica->outbox().client_id();
    expect(fixture->replica->leave_fork(fixture->random));
    CHECK(fixture->replica->outbox().client_id() != client_id);
    CHECK(numbers_to_push(*fixture).empty());  // not before the new numbers are durable
    fixture->make_durable();
    CHECK(numbers_to_push(*fixture) == std::vector<MutationId>{1, 2});
    CHECK(pending(*fixture, 0).uuid == one);
    CHECK(pending(*fixture, 1).uuid == two);
    CHECK(fixture->phone_of_alice() == "079 000 00 02");
}

TEST_CASE("a copied replica loses nothing to the other copy's numbers", "[outbox][rule2]") {
    auto original = filled_replica();
    original->make_durable();
    const auto copied_disk = std::make_shared<MemoryDisk>(*original->disk);
    ReplicaFixture copy{copied_disk};
    expect(copy.open());
    const Id of_copy = copy.submit(mutation_of(new_phone("079 000 00 07"))).uuid;
    copy.make_durable();
    // The original has pushed two mutations under the client_id that both have.
    const MutationId last_of_original = 2;

    SECTION("the pull shows that the server has more than this outbox ever gave") {
        copy.pull(page_of_rows("customers", {customer_row(shop::alice, "Müller", "079 000 00 01")}, "2"), last_of_original);
        CHECK(copy.phone_of_alice() == "079 000 00 07");
    }
    SECTION("the pull seems to cover it, the push tells") {
        copy.pull(page_of_rows("customers", {customer_row(shop::alice, "Müller", "079 000 00 01")}, "2"), 1);
        CHECK(copy.replica->outbox().pending().size() == 1);
        expect(copy.replica->leave_fork(copy.random));
        CHECK(copy.phone_of_alice() == "079 000 00 07");
    }
    CHECK(copy.replica->outbox().client_id() != original->replica->outbox().client_id());
    copy.make_durable();
    REQUIRE(numbers_to_push(copy) == std::vector<MutationId>{1});
    CHECK(pending(copy, 0).uuid == of_copy);
}

TEST_CASE("a rejection is kept with its reason and its arguments", "[outbox][rule4]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    const Mutation rejected = pending(*fixture, 0);
    decide(*fixture, {rejection_of(rejected)});
    CHECK(fixture->phone_of_alice().empty());
    CHECK(fixture->replica->outbox().rejection_count() == 1);
    fixture->make_durable();
    fixture->restart();
    const auto rejections = expect(fixture->replica->outbox().rejections());
    REQUIRE(rejections.size() == 1);
    CHECK(rejections[0].mutation.uuid == rejected.uuid);
    CHECK(rejections[0].mutation.args == rejected.args);
    CHECK(rejections[0].error.key == "error.slot_taken");
    CHECK(rejections[0].error.field == "starts_at");
    CHECK_FALSE(rejections[0].held_back);
}

TEST_CASE("only the server rejects: a failing replay leaves the change pending and uncertain", "[outbox][rule4]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    PullReply gone = page_of_rows("customers", {}, "2");
    gone.changes["customers"] = {{}, {}, {shop::alice}};
    fixture->pull(gone);
    REQUIRE(fixture->replica->outbox().pending().size() == 1);
    CHECK(fixture->replica->outbox().pending()[0].is_uncertain);
    CHECK(fixture->replica->outbox().rejection_count() == 0);
    fixture->make_durable();
    CHECK(numbers_to_push(*fixture) == std::vector<MutationId>{1});
    // And when it fits again it is certain again.
    fixture->pull(page_of_rows("customers", {customer_row(shop::alice, "Müller")}, "3"));
    CHECK_FALSE(fixture->replica->outbox().pending()[0].is_uncertain);
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
}

TEST_CASE("correcting a rejection sends what was held back for it once more", "[outbox][rule4]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_vehicle(1, "ZH 7")));
    NewMutation dependent = mutation_of(new_phone("079 000 00 01"));
    dependent.needs = pending(*fixture, 0).uuid;
    fixture->submit(dependent);
    NewMutation dependent_of_dependent = mutation_of(new_phone("079 000 00 02"));
    dependent_of_dependent.needs = pending(*fixture, 1).uuid;
    fixture->submit(dependent_of_dependent);
    const Id vehicle = pending(*fixture, 0).uuid;
    decide(*fixture, {rejection_of(pending(*fixture, 0)), rejection_of(pending(*fixture, 1), true),
                      rejection_of(pending(*fixture, 2), true)});
    REQUIRE(fixture->replica->outbox().rejection_count() == 3);

    NewMutation corrected = mutation_of(new_vehicle(1, "ZH 8"));
    corrected.corrects = vehicle;
    const Submitted submitted = fixture->submit(corrected);
    CHECK(submitted.sent_again.size() == 2);
    CHECK(fixture->replica->outbox().rejection_count() == 0);
    REQUIRE(fixture->replica->outbox().pending().size() == 3);
    CHECK(pending(*fixture, 0).uuid == submitted.uuid);
    CHECK(pending(*fixture, 1).needs == submitted.uuid);
    CHECK(pending(*fixture, 2).needs == pending(*fixture, 1).uuid);
    CHECK(pending(*fixture, 1).uuid != dependent.needs);
    CHECK(fixture->phone_of_alice() == "079 000 00 02");

    SECTION("and if that cannot be made durable, the rejections stand again") {
        expect(fixture->replica->undo(submitted));
        CHECK(fixture->replica->outbox().pending().empty());
        CHECK(fixture->replica->outbox().rejection_count() == 3);
        CHECK(fixture->count("vehicles") == 2);
        CHECK(expect(fixture->replica->retry(vehicle, shop::now, fixture->random)).sent_again.size() == 2);
    }
}

TEST_CASE("what is held back after its need was corrected is sent again by itself", "[outbox][rule4]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_vehicle(1, "ZH 7")));
    const Mutation vehicle = pending(*fixture, 0);
    decide(*fixture, {rejection_of(vehicle)});
    // Made before the person had seen the rejection.
    NewMutation dependent = mutation_of(new_phone("079 000 00 01"));
    dependent.needs = vehicle.uuid;
    fixture->submit(dependent);
    const Mutation held_back = pending(*fixture, 0);
    NewMutation corrected = mutation_of(new_vehicle(1, "ZH 8"));
    corrected.corrects = vehicle.uuid;
    const Submitted submitted = fixture->submit(corrected);
    decide(*fixture, {rejection_of(held_back, true)});
    CHECK(fixture->replica->outbox().rejection_count() == 0);
    REQUIRE(fixture->replica->outbox().pending().size() == 1);
    CHECK(pending(*fixture, 0).needs == submitted.uuid);
    CHECK(pending(*fixture, 0).uuid != held_back.uuid);
    CHECK(fixture->phone_of_alice() == "079 000 00 01");
}

TEST_CASE("discarding a rejection lets go of what was held back for it", "[outbox][rule4]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_vehicle(1, "ZH 7")));
    NewMutation dependent = mutation_of(new_phone("079 000 00 01"));
    dependent.needs = pending(*fixture, 0).uuid;
    fixture->submit(dependent);
    fixture->submit(mutation_of(new_vehicle(2, "ZH 9")));
    const Id vehicle = pending(*fixture, 0).uuid;
    const Id other = pending(*fixture, 2).uuid;
    decide(*fixture, {rejection_of(pending(*fixture, 0)), rejection_of(pending(*fixture, 1), true),
                      rejection_of(pending(*fixture, 2))});
    expect(fixture->replica->discard(vehicle));
    const auto left = expect(fixture->replica->outbox().rejections());
    REQUIRE(left.size() == 1);
    CHECK(left[0].mutation.uuid == other);
    CHECK(fixture->replica->outbox().rejection_count() == 1);
}

TEST_CASE("a correction that fails here goes to the form, and the rejection stays", "[outbox][rule4]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_vehicle(1, "ZH 7")));
    const Id vehicle = pending(*fixture, 0).uuid;
    decide(*fixture, {rejection_of(pending(*fixture, 0))});
    NewMutation wrong = mutation_of(new_vehicle(1, "ZH 12345"));
    wrong.corrects = vehicle;
    CHECK(fixture->replica->submit(wrong, shop::now, fixture->random).error().key == "error.vehicle_known");
    CHECK(fixture->replica->outbox().rejection_count() == 1);
    CHECK(fixture->replica->outbox().pending().empty());
    CHECK(fixture->replica->retry(numbered_id(99), shop::now, fixture->random).error().code == ErrorCode::NotFound);
}

TEST_CASE("outcomes are confirmed when they are durable, not before", "[outbox][rule4]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    decide(*fixture, {rejection_of(pending(*fixture, 0))});
    CHECK(fixture->replica->next_pull().outcomes_confirmed == 0);
    fixture->make_durable();
    CHECK(fixture->replica->next_pull().outcomes_confirmed == 1);
    fixture->restart();
    CHECK(fixture->replica->next_pull().outcomes_confirmed == 1);
}

TEST_CASE("more rejections than one pull tells are all kept", "[outbox][rule4]") {
    auto fixture = filled_replica();
    std::vector<Outcome> outcomes;
    const std::size_t all = protocol_limits::outcomes_in_a_pull + 5;
    for (std::size_t index = 0; index < all; ++index) {
        fixture->submit(mutation_of(new_phone("079 000 " + std::to_string(1000 + index))));
        outcomes.push_back(rejection_of(pending(*fixture, index)));
    }
    std::vector<Outcome> first(outcomes.begin(), outcomes.end() - 5);
    std::vector<Outcome> rest(outcomes.end() - 5, outcomes.end());
    fixture->make_durable();
    while (fixture->replica->has_work_to_push()) {
        fixture->acknowledge();
    }
    const auto last = static_cast<MutationId>(all);
    fixture->pull(with_outcomes(page_of_rows("customers", {}, "2"), first), last);
    CHECK(fixture->replica->outbox().pending().size() == 5);
    CHECK(fixture->replica->awaits_outcomes());
    fixture->make_durable();
    CHECK(fixture->replica->next_pull().outcomes_confirmed == static_cast<MutationId>(first.size()));
    fixture->pull(with_outcomes(page_of_rows("customers", {}, "3"), rest), last);
    CHECK(fixture->replica->outbox().rejection_count() == all);
    CHECK_FALSE(fixture->replica->awaits_outcomes());
}

TEST_CASE("the outbox of somebody else is not opened", "[outbox][rule8]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    fixture->make_durable();
    fixture->kill();
    fixture->actor = customer(shop::bruno);
    CHECK(fixture->open().error().code == ErrorCode::Forbidden);
}

TEST_CASE("a push names whose work it is", "[outbox][rule8]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    fixture->make_durable();
    CHECK(fixture->replica->next_push(1)->principal == "customer:" + shop::alice);
}

TEST_CASE("a hidden outbox is there again for 30 days, then gone", "[outbox][rule8]") {
    auto fixture = filled_replica();
    fixture->submit(mutation_of(new_phone("079 000 00 01")));
    expect(fixture->replica->outbox().hide(shop::now));
    fixture->make_durable();
    SECTION("the person returns in time, and stays") {
        fixture->loop.clock().advance(29 * day_ms);
        fixture->restart();
        CHECK(fixture->replica->outbox().pending().size() == 1);
        fixture->make_durable();
        fixture->loop.clock().advance(2 * day_ms);
        fixture->restart();
        CHECK(fixture->replica->outbox().pending().size() == 1);
    }
    SECTION("the person returns too late") {
        const Id client_id = fixture->replica->outbox().client_id();
        fixture->loop.clock().advance(31 * day_ms);
        fixture->restart();
        CHECK(fixture->replica->outbox().pending().empty());
        CHECK(fixture->replica->outbox().client_id() != client_id);
    }
}
