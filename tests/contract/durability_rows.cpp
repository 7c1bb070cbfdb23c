// What is durable, and how it is answered.
#include <array>
#include <memory>
#include <string>
#include <utility>

#include "shared/base/random.h"
#include "tests/contract/steps.h"
#include "tests/contract/storage_contract.h"

namespace portail::contract {
namespace {

using Next = Script::Next;

// --- what is durable ---

void survives_closing(Script& script) {
    open_with_tables(script, tab);
    script.run(tab, Which::Outbox, add_change("a"));
    script.run(tab, Which::Replica, add_rows(1, 10, 100));
    script.make_durable(tab);
    script.close(tab);
    script.open(tab);
    script.expect(tab, Which::Outbox, count_changes, 1);
    script.expect(tab, Which::Replica, count_rows, 10);
    script.expect_sound(tab);
}

void survives_a_crash(Script& script) {
    open_with_tables(script, tab);
    script.run(tab, Which::Outbox, add_change("a"));
    script.run(tab, Which::Replica, add_rows(1, 10, 100));
    script.make_durable(tab);
    reopen(script, tab);
    script.expect(tab, Which::Outbox, count_changes, 1);
    script.expect(tab, Which::Replica, count_rows, 10);
}

void is_sound_without_what_was_not_durable(Script& script) {
    open_with_tables(script, tab);
    script.run(tab, Which::Outbox, add_change("a"));
    script.make_durable(tab);
    script.run(tab, Which::Outbox, add_change("b"));
    script.run(tab, Which::Replica, add_rows(1, 500, 1000));
    reopen(script, tab);
    script.expect(tab, Which::Outbox, "SELECT count(*) >= 1 FROM changes WHERE text IN ('a', 'b')", 1);
    script.expect(tab, Which::Replica, "SELECT count(*) IN (0, 500) FROM rows", 1);
}

void loses_what_was_not_durable(Script& script) {
    open_with_tables(script, tab);
    script.make_durable(tab);
    script.run(tab, Which::Outbox, add_change("a"));
    reopen(script, tab);
    script.expect(tab, Which::Outbox, count_changes, 0);
}

void never_stores_uncommitted_rows(Script& script) {
    open_with_tables(script, tab);
    script.run(tab, Which::Replica, add_rows(1, 3, 100));
    // More than SQLite's cache of 2 MB holds, and over pages that exist already.
    script.run(tab, Which::Replica, "BEGIN");
    script.run(tab, Which::Replica, "UPDATE rows SET text = 'optimistic'");
    script.run(tab, Which::Replica, add_rows(4, 5000, 1000));
    script.run(tab, Which::Outbox, add_change("a"));
    script.make_durable(tab);
    script.expect(tab, Which::Replica, count_rows, 5003);
    reopen(script, tab);
    script.expect(tab, Which::Outbox, count_changes, 1);
    script.expect(tab, Which::Replica, count_rows, 3);
    script.expect(tab, Which::Replica, "SELECT count(*) FROM rows WHERE text = 'optimistic'", 0);
}

void refuses_spilled_rows(Script& script) {
    open_with_tables(script, tab);
    script.run(tab, Which::Replica, add_rows(1, 3, 100));
    script.make_durable(tab);
    // A careless caller: SQLite may now write uncommitted pages when its cache is full.
    script.run(tab, Which::Replica, "PRAGMA cache_size = 10; PRAGMA cache_spill = ON");
    script.run(tab, Which::Replica, "BEGIN");
    script.run(tab, Which::Replica, add_rows(4, 2000, 1000));
    script.run(tab, Which::Outbox, add_change("a"));
    script.make_durable_fails(tab, ErrorCode::Internal, "error.internal");
    script.run(tab, Which::Replica, "ROLLBACK");
    script.make_durable(tab);
    reopen(script, tab);
    script.expect(tab, Which::Replica, count_rows, 3);
    script.expect(tab, Which::Outbox, count_changes, 1);
}

void leaves_no_trace_of_a_rollback(Script& script) {
    open_with_tables(script, tab);
    script.run(tab, Which::Replica, add_rows(1, 100, 1000));
    script.run(tab, Which::Replica, "BEGIN");
    script.run(tab, Which::Replica, "DELETE FROM rows; DROP TABLE rows");
    script.run(tab, Which::Replica, "ROLLBACK");
    script.make_durable(tab);
    reopen(script, tab);
    script.expect(tab, Which::Replica, count_rows, 100);
}

// --- how it is answered ---

void answers_when_nothing_was_committed(Script& script) {
    script.open(tab);
    script.make_durable(tab);
    script.make_durable(tab);
}

void answers_later_and_in_order(Script& script) {
    open_with_tables(script, tab);
    script.wait([&script](const Next& done) {
        auto order = std::make_shared<std::string>();
        auto has_returned = std::make_shared<bool>(false);
        Window& window = script.window(tab);
        for (const char letter : std::string_view{"abc"}) {
            static_cast<void>(window.outbox->execute(add_change("x")));
            window.storage->make_durable([order, has_returned, letter, done](const Result<void>&) {
                if (!*has_returned) *order += '!';
                *order += letter;
                if (letter == 'c') {
                    done(*order == "abc" ? std::nullopt : std::optional{"order " + *order});
                }
            });
        }
        *has_returned = true;
    });
    script.expect(tab, Which::Outbox, count_changes, 3);
}

void takes_calls_from_its_answers(Script& script) {
    open_with_tables(script, tab);
    script.wait([&script](const Next& done) {
        struct Chain {
            Script& script;
            Next done;
            void link(const std::shared_ptr<Chain>& self, int left) const {
                Window& window = script.window(tab);
                static_cast<void>(window.outbox->execute(add_change("x")));
                window.storage->make_durable([self, left](const Result<void>& result) {
                    if (!result) {
                        self->done(result.error().describe());
                    } else if (left == 1) {
                        self->done({});
                    } else {
                        self->link(self, left - 1);
                    }
                });
            }
        };
        auto chain = std::make_shared<Chain>(Chain{script, done});
        chain->link(chain, 20);
    });
    reopen(script, tab);
    script.expect(tab, Which::Outbox, count_changes, 20);
}

void says_nothing_after_closing(Script& script) {
    open_with_tables(script, tab);
    auto was_answered = std::make_shared<bool>(false);
    script.check([was_answered](Script& running) -> std::string {
        Window& window = running.window(tab);
        window.storage->make_durable([was_answered](const Result<void>&) { *was_answered = true; });
        window.replica.reset();
        window.outbox.reset();
        window.storage->close();
        return {};
    });
    script.open(tab);
    script.make_durable(tab);
    script.check([was_answered](Script&) -> std::string { return *was_answered ? "an answer came after close" : ""; });
}

void tells_whether_it_may_be_evicted(Script& script) {
    script.open(tab);
    script.wait([&script](const Next& done) {
        script.window(tab).storage->ask_to_keep([done](const platform::StorageSafety& safety) {
            const bool is_plausible = safety.bytes_available.value_or(1) > 0;
            done(is_plausible ? std::nullopt : std::optional<std::string>{"no space at all"});
        });
    });
}

// --- sizes ---

void keeps_a_large_transaction_whole(Script& script) {
    open_with_tables(script, tab);
    script.run(tab, Which::Replica, add_rows(1, 5000, 1000));
    script.make_durable(tab);
    reopen(script, tab);
    script.expect(tab, Which::Replica, count_rows, 5000);
    script.expect(tab, Which::Replica, "SELECT count(*) FROM rows WHERE length(text) = 1000", 5000);
}

void follows_a_shrinking_database(Script& script) {
    open_with_tables(script, tab);
    script.run(tab, Which::Replica, add_rows(1, 2000, 1000));
    script.run(tab, Which::Replica, "CREATE TABLE kept (text TEXT NOT NULL) STRICT");
    script.run(tab, Which::Replica, "INSERT INTO kept (text) VALUES ('kept')");
    script.make_durable(tab);
    script.run(tab, Which::Replica, "DELETE FROM rows");
    script.run(tab, Which::Replica, "VACUUM");
    script.make_durable(tab);
    reopen(script, tab);
    script.expect(tab, Which::Replica, "SELECT page_count < 10 FROM pragma_page_count", 1);
    script.expect(tab, Which::Replica, "SELECT count(*) FROM kept WHERE text = 'kept'", 1);
    script.run(tab, Which::Replica, add_rows(1, 300, 1000));
    script.make_durable(tab);
    reopen(script, tab);
    script.expect(tab, Which::Replica, count_rows, 300);
}

void goes_on_counting_after_the_outbox_was_emptied(Script& script) {
    open_with_tables(script, tab);
    for (int change = 0; change < 3; ++change) {
        script.run(tab, Which::Outbox, add_change("sent"));
    }
    script.make_durable(tab);
    script.run(tab, Which::Outbox, "DELETE FROM changes");
    script.make_durable(tab);
    reopen(script, tab);
    script.run(tab, Which::Outbox, add_change("next"));
    script.expect(tab, Which::Outbox, "SELECT id FROM changes", 4);
}

// --- at random ---

/// Every change adds one row to the outbox and the same row, with 10 companions, to the replica. A
/// crash may lose changes that nobody was told are saved, but only the last ones, and never half.
void survives_any_history(Script& script) {
    constexpr std::uint64_t seed = 20261120;
    SeededRandom random{seed};
    open_with_tables(script, tab);
    script.make_durable(tab);
    int written = 0;
    int saved = 0;
    for (int step = 0; step < 150; ++step) {
        switch (random.below(6)) {
            case 0:
            case 1:
            case 2:
                ++written;
                script.run(tab, Which::Outbox,
                           "INSERT INTO changes (id, text) VALUES (" + std::to_string(written) + ", hex(randomblob(" +
                               std::to_string(random.below(4000)) + ")))");
                script.run(tab, Which::Replica, add_rows(written * 100, 11, 1 + int(random.below(2000))));
                break;
            case 3:
                script.run(tab, Which::Replica, "BEGIN; DELETE FROM rows; ROLLBACK");
                break;
            case 4:
                script.make_durable(tab);
                saved = written;
                break;
            default:
                reopen(script, tab);
                script.expect(tab, Which::Outbox,
                              "SELECT coalesce(max(id), 0) = count(*) AND count(*) BETWEEN " + std::to_string(saved) +
                                  " AND " + std::to_string(written) + " FROM changes",
                              1);
                script.expect(tab, Which::Replica,
                              "SELECT count(*) % 11 = 0 AND count(*) BETWEEN " + std::to_string(saved * 11) + " AND " +
                                  std::to_string(written * 11) + " FROM rows",
                              1);
                // Start again from what is known.
                script.run(tab, Which::Outbox, "DELETE FROM changes");
                script.run(tab, Which::Replica, "DELETE FROM rows");
                written = saved = 0;
                script.make_durable(tab);
        }
    }
}

constexpr auto rows = std::to_array<ContractRow>({
    {"what was made durable is there after closing", AppliesTo::All, survives_closing},
    {"what was made durable is there after a crash", AppliesTo::All, survives_a_crash},
    {"what was not made durable may be missing, but the databases are sound", AppliesTo::All,
     is_sound_without_what_was_not_durable},
    {"what was not made durable is not stored behind the caller's back", AppliesTo::WritesBehind,
     loses_what_was_not_durable},
    {"uncommitted rows never become durable", AppliesTo::All, never_stores_uncommitted_rows},
    {"rows that SQLite spilled are refused, and committed ones saved later", AppliesTo::WritesBehind,
     refuses_spilled_rows},
    {"a rolled-back transaction leaves no trace", AppliesTo::All, leaves_no_trace_of_a_rollback},
    {"a call without commits is answered", AppliesTo::All, answers_when_nothing_was_committed},
    {"answers come in order, and after the calls have returned", AppliesTo::All, answers_later_and_in_order},
    {"an answer may commit and ask again", AppliesTo::All, takes_calls_from_its_answers},
    {"no answer comes after closing", AppliesTo::All, says_nothing_after_closing},
    {"it tells whether it may be evicted", AppliesTo::All, tells_whether_it_may_be_evicted},
    {"a transaction of 5 MB is there as a whole", AppliesTo::All, keeps_a_large_transaction_whole},
    {"a database that shrank is small and sound, and may grow again", AppliesTo::All, follows_a_shrinking_database},
    {"ids go on counting after the outbox was emptied", AppliesTo::All, goes_on_counting_after_the_outbox_was_emptied},
    {"any history of commits, roll-backs and crashes keeps what was saved", AppliesTo::All, survives_any_history},
});

}  // namespace

std::span<const ContractRow> durability_rows() {
    return rows;
}

}  // namespace portail::contract
