// Several windows on one replica, erasing, and names.
#include <array>
#include <memory>
#include <string>
#include <utility>

#include "tests/contract/steps.h"
#include "tests/contract/storage_contract.h"

namespace portail::contract {
namespace {

using platform::StorageLoss;

// --- two windows ---

void lets_the_second_window_win(Script& script) {
    open_with_tables(script, tab);
    script.run(tab, Which::Outbox, add_change("first"));
    script.make_durable(tab);
    script.open(other_tab);
    script.expect(other_tab, Which::Outbox, count_changes, 1);
    script.run(tab, Which::Outbox, add_change("stale"));
    script.make_durable_fails(tab, ErrorCode::Conflict, "error.storage_in_use");
    script.expect_loss(tab, StorageLoss::TakenOver);
    script.make_durable_fails(tab, ErrorCode::Conflict, "error.storage_in_use");
    script.run(other_tab, Which::Outbox, add_change("second"));
    script.make_durable(other_tab);
    script.expect_loss(other_tab, std::nullopt);
    reopen(script, other_tab);
    script.expect(other_tab, Which::Outbox, count_changes, 2);
    script.expect(other_tab, Which::Outbox, "SELECT count(*) FROM changes WHERE text = 'stale'", 0);
}

void lets_the_first_window_come_back(Script& script) {
    open_with_tables(script, tab);
    script.run(tab, Which::Outbox, add_change("a"));
    script.make_durable(tab);
    script.open(other_tab);
    script.run(other_tab, Which::Outbox, add_change("b"));
    script.make_durable(other_tab);
    script.close(tab);
    script.open(tab);
    script.expect(tab, Which::Outbox, count_changes, 2);
    script.run(tab, Which::Outbox, add_change("c"));
    script.make_durable(tab);
    script.run(other_tab, Which::Outbox, add_change("stale"));
    script.make_durable_fails(other_tab, ErrorCode::Conflict, "error.storage_in_use");
    script.expect_loss(other_tab, StorageLoss::TakenOver);
    reopen(script, tab);
    script.expect(tab, Which::Outbox, count_changes, 3);
}

void keeps_a_stale_window_from_undoing_an_erasure(Script& script) {
    open_with_tables(script, tab);
    script.run(tab, Which::Outbox, add_change("a"));
    script.make_durable(tab);
    script.erase(other_tab, true);
    script.run(tab, Which::Outbox, add_change("stale"));
    script.make_durable_fails(tab, ErrorCode::Conflict, "error.storage_in_use");
    script.crash(tab);
    script.open(other_tab);
    script.expect(other_tab, Which::Outbox, count_tables, 0);
}

void refuses_a_second_process(Script& script) {
    open_with_tables(script, tab);
    script.open_is_refused(other_tab);
    script.run(tab, Which::Outbox, add_change("a"));
    script.make_durable(tab);
    script.expect_loss(tab, std::nullopt);
    script.close(tab);
    script.open(other_tab);
    script.expect(other_tab, Which::Outbox, count_changes, 1);
}

void gives_the_lock_back_after_a_crash(Script& script) {
    open_with_tables(script, tab);
    script.make_durable(tab);
    script.crash(tab);
    script.open(other_tab);
    script.expect(other_tab, Which::Outbox, count_changes, 0);
}

// --- erasing, names ---

void erases_the_replica_and_keeps_the_outbox(Script& script) {
    open_with_tables(script, tab);
    script.run(tab, Which::Replica, add_rows(1, 500, 1000));
    script.run(tab, Which::Outbox, add_change("a"));
    script.make_durable(tab);
    script.close(tab);
    script.erase(tab, false);
    script.open(tab);
    script.expect(tab, Which::Replica, count_tables, 0);
    script.expect(tab, Which::Outbox, count_changes, 1);
    script.check([](Script& running) -> std::string {
        return running.window(tab).location.replica_dropped ? "an erased replica is no damage" : "";
    });
}

void erases_both(Script& script) {
    open_with_tables(script, tab);
    script.run(tab, Which::Outbox, add_change("a"));
    script.make_durable(tab);
    script.close(tab);
    script.erase(tab, true);
    script.open(tab);
    script.expect(tab, Which::Replica, count_tables, 0);
    script.expect(tab, Which::Outbox, count_tables, 0);
}

void erases_what_never_was(Script& script) {
    script.erase(tab, true);
    script.open(tab);
    script.expect(tab, Which::Outbox, count_tables, 0);
}

void keeps_names_apart(Script& script) {
    const std::array<std::string, 3> names{"Léa/../../café", "lea", "LEA\"'; %2F"};
    for (const std::string& name : names) {
        script.use_replica(name);
        script.erase(tab, true);
        open_with_tables(script, tab);
        script.run(tab, Which::Outbox,
                   "INSERT INTO changes (id, text) VALUES (" + std::to_string(name.size()) + ", '')");
        script.make_durable(tab);
        script.close(tab);
    }
    for (const std::string& name : names) {
        script.use_replica(name);
        script.open(tab);
        script.expect(tab, Which::Outbox, "SELECT sum(id) FROM changes", static_cast<std::int64_t>(name.size()));
        script.close(tab);
    }
}

constexpr auto rows = std::to_array<ContractRow>({
    {"a second window takes over, and the first writes nothing", AppliesTo::TakesOver, lets_the_second_window_win},
    {"a window that lost the storage can take it back", AppliesTo::TakesOver, lets_the_first_window_come_back},
    {"a stale window cannot write back what was erased", AppliesTo::TakesOver,
     keeps_a_stale_window_from_undoing_an_erasure},
    {"a second process is refused, and the first goes on", AppliesTo::RefusesTheSecond, refuses_a_second_process},
    {"the lock ends with its holder", AppliesTo::All, gives_the_lock_back_after_a_crash},
    {"erasing the replica keeps the outbox", AppliesTo::All, erases_the_replica_and_keeps_the_outbox},
    {"erasing both leaves nothing", AppliesTo::All, erases_both},
    {"what never was can be erased", AppliesTo::All, erases_what_never_was},
    {"replicas of different names are apart, whatever the names hold", AppliesTo::All, keeps_names_apart},
});

}  // namespace

std::span<const ContractRow> window_rows() {
    return rows;
}

}  // namespace portail::contract
