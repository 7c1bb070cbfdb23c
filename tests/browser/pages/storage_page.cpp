// A tab that opens a replica and writes changes to it, for tests that need several tabs or kill
// them. Change n is one row in the outbox and, in the same turn, a transaction on the replica that
// touches many pages: so it can be told whether a change is there as a whole, in both databases.
#include <emscripten.h>

#include <optional>
#include <string>

#include "shared/db/database.h"
#include "web/replica_storage_web.h"

// clang-format off
// Every event of the page: its name, a number, and a text.
EM_JS(void, tell, (const char* event, int number, const char* text), {
    globalThis.storagePage.tell(UTF8ToString(event), number, UTF8ToString(text));
});
// clang-format on

namespace portail {
namespace {

constexpr int rows_per_change = 5;
constexpr int changes_kept = 40;  // rows of older changes are deleted, so that pages are reused

struct Page {
    std::unique_ptr<platform::ReplicaStorage> storage = make_replica_storage_web();
    std::optional<Database> replica;
    std::optional<Database> outbox;
    int last_change = 0;
    bool writes_on = false;
};

Page& page() {
    static Page only_one;
    return only_one;
}

Result<Database> connect(const std::string& path, const platform::StorageLocation& location) {
    Result<Database> database = Database::open(path, {.vfs = location.vfs});
    if (!database) return database.error();
    PORTAIL_RETURN_IF_ERROR(database->execute(location.connection_setup));
    return database;
}

Result<void> prepare(const platform::StorageLocation& location) {
    Result<Database> replica = connect(location.replica_path, location);
    if (!replica) return replica.error();
    Result<Database> outbox = connect(location.outbox_path, location);
    if (!outbox) return outbox.error();
    page().replica = *std::move(replica);
    page().outbox = *std::move(outbox);
    PORTAIL_RETURN_IF_ERROR(page().replica->execute(R"(
        CREATE TABLE IF NOT EXISTS rows (
            change INTEGER NOT NULL, part INTEGER NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY (change, part)
        ) STRICT;
        CREATE TABLE IF NOT EXISTS totals (changes INTEGER NOT NULL) STRICT;
        INSERT INTO totals (changes) SELECT 0 WHERE NOT EXISTS (SELECT changes FROM totals);
    )"));
    PORTAIL_RETURN_IF_ERROR(page().outbox->execute(R"(
        CREATE TABLE IF NOT EXISTS changes (
            id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL
        ) STRICT;
    )"));
    Result<std::int64_t> last = page().outbox->integer("SELECT max(id) FROM changes");
    if (!last) return last.error();
    page().last_change = static_cast<int>(*last);
    return {};
}

/// What a server would give again: the changes that the outbox knows, where the replica has none.
Result<bool> rebuild_replica() {
    Database& replica = *page().replica;
    Result<std::int64_t> known = replica.integer("SELECT changes FROM totals");
    if (!known) return known.error();
    if (*known != 0 || page().last_change == 0) return false;
    PORTAIL_RETURN_IF_ERROR(replica.execute("BEGIN"));
    for (int change = std::max(1, page().last_change - changes_kept + 1); change <= page().last_change; ++change) {
        for (int part = 0; part < rows_per_change; ++part)
            PORTAIL_RETURN_IF_ERROR(
                replica.run("INSERT INTO rows (change, part, text) VALUES (?, ?, 'again')", change, part));
    }
    PORTAIL_RETURN_IF_ERROR(replica.run("UPDATE totals SET changes = ?", page().last_change));
    PORTAIL_RETURN_IF_ERROR(replica.execute("COMMIT"));
    return true;
}

Result<void> commit_change(int change) {
    Database& replica = *page().replica;
    PORTAIL_RETURN_IF_ERROR(replica.execute("BEGIN"));
    for (int part = 0; part < rows_per_change; ++part) {
        PORTAIL_RETURN_IF_ERROR(replica.run("INSERT INTO rows (change, part, text) VALUES (?, ?, hex(randomblob(?)))",
                                            change, part, 200 + (change * 977 + part * 331) % 3000));
    }
    PORTAIL_RETURN_IF_ERROR(replica.run("DELETE FROM rows WHERE change <= ?", change - changes_kept));
    PORTAIL_RETURN_IF_ERROR(replica.execute("UPDATE totals SET changes = changes + 1"));
    PORTAIL_RETURN_IF_ERROR(replica.execute("COMMIT"));
    return page().outbox->run("INSERT INTO changes (id, text) VALUES (?, hex(randomblob(?)))", change, change % 700);
}

int write_change() {
    const int change = ++page().last_change;
    if (const Result<void> committed = commit_change(change); !committed) {
        tell("failed", change, committed.error().describe().c_str());
        return change;
    }
    tell("started", change, "");
    page().storage->make_durable([change](const Result<void>& result) {
        if (!result) {
            tell("failed", change, result.error().describe().c_str());
            return;
        }
        tell("saved", change, "");
        if (page().writes_on) write_change();
    });
    return change;
}

/// What is wrong with the two databases, or nothing.
Result<std::string> find_fault() {
    for (Database* database : {&*page().replica, &*page().outbox}) {
        auto verdict = database->first("PRAGMA integrity_check", [](const Row& row) { return row.text(0); });
        if (!verdict) return verdict.error();
        if (verdict->value_or("") != "ok") return "unsound: " + verdict->value_or("");
    }
    const auto number = [](Database& database, const char* query) { return database.integer(query); };
    auto in_outbox = number(*page().outbox, "SELECT count(*) FROM changes");
    auto highest = number(*page().outbox, "SELECT max(id) FROM changes");
    auto in_replica = number(*page().replica, "SELECT changes FROM totals");
    auto rows = number(*page().replica, "SELECT count(*) FROM rows");
    auto highest_row = number(*page().replica, "SELECT max(change) FROM rows");
    for (const auto* read : {&in_outbox, &highest, &in_replica, &rows, &highest_row}) {
        if (!*read) return read->error();
    }
    const std::int64_t kept = std::min<std::int64_t>(*highest, changes_kept) * rows_per_change;
    if (*in_outbox != *highest || *in_replica != *highest || *highest_row != *highest || *rows != kept) {
        return "outbox " + std::to_string(*in_outbox) + " up to " + std::to_string(*highest) + ", replica " +
               std::to_string(*in_replica) + " up to " + std::to_string(*highest_row) + " with " +
               std::to_string(*rows) + " rows";
    }
    return std::string{};
}

}  // namespace
}  // namespace portail

extern "C" {

using namespace portail;

EMSCRIPTEN_KEEPALIVE void page_open() {
    page().storage->on_lost([](platform::StorageLoss loss) {
        tell("lost", 0, loss == platform::StorageLoss::TakenOver ? "taken over" : "failed");
    });
    page().storage->open("shop", [](const Result<platform::StorageLocation>& location) {
        if (!location) {
            tell("refused", 0, location.error().describe().c_str());
            return;
        }
        const Result<void> prepared = prepare(*location);
        if (!prepared) {
            tell("refused", 0, prepared.error().describe().c_str());
            return;
        }
        const Result<bool> rebuilt = rebuild_replica();
        if (!rebuilt) {
            tell("refused", 0, rebuilt.error().describe().c_str());
            return;
        }
        const char* const news = *rebuilt ? "replica rebuilt" : location->replica_dropped ? "replica dropped" : "";
        tell("opened", page().last_change, news);
    });
}

EMSCRIPTEN_KEEPALIVE void page_close() {
    page().replica.reset();
    page().outbox.reset();
    page().storage->close();
}

EMSCRIPTEN_KEEPALIVE void page_erase() {
    page_close();
    page().storage->erase("shop", true, [](const Result<void>& erased) {
        tell(erased ? "erased" : "failed", 0, erased ? "" : erased.error().describe().c_str());
    });
}

/// Returns the number of the change.
EMSCRIPTEN_KEEPALIVE int page_write() {
    return write_change();
}

/// `chains` changes are in flight at any time from now on.
EMSCRIPTEN_KEEPALIVE void page_write_on(int chains) {
    page().writes_on = true;
    for (int chain = 0; chain < chains; ++chain)
        write_change();
}

EMSCRIPTEN_KEEPALIVE void page_check() {
    const Result<std::string> fault = find_fault();
    const std::string text = fault ? *fault : fault.error().describe();
    tell("checked", page().last_change, text.c_str());
}
}

int main() {
    tell("ready", 0, "");
}
