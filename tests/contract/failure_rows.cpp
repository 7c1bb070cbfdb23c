// Writes that fail, and storages that lost something.
#include <array>
#include <memory>
#include <string>
#include <utility>

#include "tests/contract/steps.h"
#include "tests/contract/storage_contract.h"

namespace portail::contract {
namespace {

using Next = Script::Next;

// --- failures ---

void carries_what_a_failed_write_held(Script& script) {
    open_with_tables(script, tab);
    script.make_durable(tab);
    script.run(tab, Which::Outbox, add_change("a"));
    script.run(tab, Which::Replica, add_rows(1, 200, 1000));
    script.fail_next_writes(2);
    script.make_durable_fails(tab, ErrorCode::Unavailable, "error.storage_full");
    script.run(tab, Which::Outbox, add_change("b"));
    script.make_durable_fails(tab, ErrorCode::Unavailable, "error.storage_full");
    script.expect(tab, Which::Outbox, count_changes, 2);
    script.run(tab, Which::Replica, add_rows(201, 1, 100));
    script.make_durable(tab);
    reopen(script, tab);
    script.expect(tab, Which::Outbox, count_changes, 2);
    script.expect(tab, Which::Replica, count_rows, 201);
}

void keeps_the_old_state_after_a_failed_write(Script& script) {
    open_with_tables(script, tab);
    script.run(tab, Which::Outbox, add_change("a"));
    script.make_durable(tab);
    script.run(tab, Which::Outbox, "DELETE FROM changes");
    script.run(tab, Which::Replica, add_rows(1, 500, 1000));
    script.fail_next_writes(1);
    script.make_durable_fails(tab, ErrorCode::Unavailable, "error.storage_full");
    reopen(script, tab);
    script.expect(tab, Which::Outbox, count_changes, 1);
    script.expect(tab, Which::Replica, count_rows, 0);
}

void fails_only_the_calls_of_the_failed_write(Script& script) {
    open_with_tables(script, tab);
    script.make_durable(tab);
    script.fail_next_writes(1);
    script.wait([&script](const Next& done) {
        auto outcomes = std::make_shared<std::string>();
        Window& window = script.window(tab);
        static_cast<void>(window.outbox->execute(add_change("a")));
        window.storage->make_durable([&script, outcomes, done](const Result<void>& first) {
            *outcomes += first ? "saved " : "failed ";
            Window& same = script.window(tab);
            static_cast<void>(same.outbox->execute(add_change("b")));
            same.storage->make_durable([outcomes, done](const Result<void>& second) {
                *outcomes += second ? "saved" : "failed";
                done(*outcomes == "failed saved" ? std::nullopt : std::optional{*outcomes});
            });
        });
    });
    reopen(script, tab);
    script.expect(tab, Which::Outbox, count_changes, 2);
}

void drops_a_replica_that_lost_a_record(Script& script) {
    open_with_tables(script, tab);
    script.run(tab, Which::Replica, add_rows(1, 500, 1000));
    script.run(tab, Which::Outbox, add_change("a"));
    script.make_durable(tab);
    script.close(tab);
    script.lose_record(false, 2);
    script.open(tab);
    script.check([](Script& running) -> std::string {
        const platform::StorageLocation& location = running.window(tab).location;
        if (!location.replica_dropped) return "the replica is not reported as dropped";
        return location.outbox_damaged ? "the outbox is reported as damaged" : "";
    });
    script.expect(tab, Which::Replica, count_tables, 0);
    script.expect(tab, Which::Outbox, count_changes, 1);
    script.run(tab, Which::Replica, make_rows);
    script.run(tab, Which::Replica, add_rows(1, 5, 100));
    script.make_durable(tab);
    reopen(script, tab);
    script.check([](Script& running) -> std::string {
        return running.window(tab).location.replica_dropped ? "it was dropped again" : "";
    });
    script.expect(tab, Which::Replica, count_rows, 5);
}

void reports_an_outbox_that_lost_a_record(Script& script) {
    open_with_tables(script, tab);
    script.run(tab, Which::Replica, add_rows(1, 5, 100));
    script.run(tab, Which::Outbox,
               "CREATE TABLE large (text TEXT NOT NULL) STRICT; INSERT INTO large (text) VALUES "
               "(hex(zeroblob(20000)))");
    script.run(tab, Which::Outbox, add_change("a"));
    script.make_durable(tab);
    script.close(tab);
    script.lose_record(true, 7);
    script.open(tab);
    script.check([](Script& running) -> std::string {
        const platform::StorageLocation& location = running.window(tab).location;
        if (location.replica_dropped) return "the replica was dropped";
        return location.outbox_damaged ? "" : "the outbox is not reported as damaged";
    });
    script.expect(tab, Which::Outbox, "SELECT count(*) FROM changes WHERE text = 'a'", 1);
    script.expect(tab, Which::Replica, count_rows, 5);
}

constexpr auto rows = std::to_array<ContractRow>({
    {"a failed write loses nothing, and the next one carries it", AppliesTo::WritesBehind,
     carries_what_a_failed_write_held},
    {"a failed write leaves the old state for the next start", AppliesTo::WritesBehind,
     keeps_the_old_state_after_a_failed_write},
    {"a failed write fails its own calls and no others", AppliesTo::WritesBehind,
     fails_only_the_calls_of_the_failed_write},
    {"a replica that lost a record is dropped, and the outbox kept", AppliesTo::WritesBehind,
     drops_a_replica_that_lost_a_record},
    {"an outbox that lost a record is reported, and what is left can be read", AppliesTo::WritesBehind,
     reports_an_outbox_that_lost_a_record},
});

}  // namespace

std::span<const ContractRow> failure_rows() {
    return rows;
}

}  // namespace portail::contract
