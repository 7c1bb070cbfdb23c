// The browser's storage at work, for measure.mjs: changes as shared/sync makes them (an optimistic
// row in the open transaction of the replica, an entry in the outbox, durable before it counts), and
// a large pull beside the same rows in a plain in-memory database.
#include <emscripten.h>

#include <optional>
#include <string>

#include "shared/db/database.h"
#include "web/replica_storage_web.h"

// clang-format off
EM_JS(void, tell, (const char* event, double value), {
    globalThis.bench.tell(UTF8ToString(event), value);
});

EM_JS(void, tell_failure, (const char* text), {
    globalThis.bench.fail(UTF8ToString(text));
});
// clang-format on

namespace portail {
namespace {

constexpr const char* make_rows = R"(
    CREATE TABLE IF NOT EXISTS rows (
        id TEXT PRIMARY KEY, customer TEXT NOT NULL, starts_at INTEGER NOT NULL, text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS rows_by_start ON rows (starts_at);
)";

constexpr const char* make_outbox = R"(
    CREATE TABLE IF NOT EXISTS outbox (
        id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        args TEXT NOT NULL
    ) STRICT;
)";

struct Bench {
    std::unique_ptr<platform::ReplicaStorage> storage = make_replica_storage_web();
    std::optional<Database> replica;
    std::optional<Database> outbox;
    int changes = 100'000;  // their rows stand beside those of the pull
    int unsaved = 0;
    int unstarted = 0;
    double started_at = 0;
};

Bench& bench() {
    static Bench only_one;
    return only_one;
}

/// A measurement that went wrong measures nothing.
template <class T>
bool failed(const Result<T>& result) {
    if (result) return false;
    tell_failure(result.error().describe().c_str());
    return true;
}

std::string uuid(int number) {
    std::string text = "0199a000-0000-7000-8000-000000000000";
    const std::string digits = std::to_string(number);
    return text.replace(text.size() - digits.size(), digits.size(), digits);
}

Result<void> insert_row(Database& database, int number) {
    return database.run("INSERT INTO rows (id, customer, starts_at, text) VALUES (?, ?, ?, ?)", uuid(number),
                        uuid(number % 300), 1'760'000'000'000 + number * 60'000LL,
                        "Révision des 30 000 km, client prévenu par téléphone, véhicule déposé la veille");
}

Result<void> commit_change() {
    const int number = ++bench().changes;
    auto savepoint = Savepoint::begin(*bench().replica, "change");
    if (!savepoint) return savepoint.error();
    PORTAIL_RETURN_IF_ERROR(insert_row(*bench().replica, number));
    PORTAIL_RETURN_IF_ERROR(bench().outbox->run(
        "INSERT INTO outbox (uuid, name, args) VALUES (?, ?, ?)", uuid(number), "book_appointment",
        R"({"id":"0199a000-0000-7000-8000-000000000001","vehicle":"0199a000-0000-7000-8000-000000000002","service":"0199a000-0000-7000-8000-000000000003","starts_at":1760000000000,"note":"Bruit à l'avant droit en virage"})"));
    return savepoint->release();
}

void change_once() {
    --bench().unstarted;
    if (failed(commit_change())) return;
    bench().storage->make_durable([](const Result<void>& result) {
        if (failed(result)) return;
        if (bench().unstarted > 0) change_once();
        if (--bench().unsaved == 0) tell("changed", emscripten_get_now() - bench().started_at);
    });
}

bool connect(const platform::StorageLocation& location) {
    Result<Database> replica = Database::open(location.replica_path, {.vfs = location.vfs});
    Result<Database> outbox = Database::open(location.outbox_path, {.vfs = location.vfs});
    if (failed(replica) || failed(outbox)) return false;
    for (Database* database : {&*replica, &*outbox}) {
        if (failed(database->execute(location.connection_setup))) return false;
    }
    if (failed(replica->execute(make_rows)) || failed(outbox->execute(make_outbox))) return false;
    bench().replica = *std::move(replica);
    bench().outbox = *std::move(outbox);
    return true;
}

/// Rows as a pull brings them: in commits of at most 1,000.
bool insert_rows(Database& database, int count) {
    for (int number = 1; number <= count; ++number) {
        if (number % 1000 == 1 && failed(database.execute("BEGIN"))) return false;
        if (failed(insert_row(database, number))) return false;
        if ((number % 1000 == 0 || number == count) && failed(database.execute("COMMIT"))) {
            return false;
        }
    }
    return true;
}

}  // namespace
}  // namespace portail

extern "C" {

using namespace portail;

/// Tells "opened" with the milliseconds that it took.
EMSCRIPTEN_KEEPALIVE void bench_open() {
    bench().started_at = emscripten_get_now();
    bench().storage->open("bench", [](const Result<platform::StorageLocation>& location) {
        if (failed(location) || !connect(*location)) return;
        tell("opened", emscripten_get_now() - bench().started_at);
    });
}

EMSCRIPTEN_KEEPALIVE void bench_close() {
    bench().replica.reset();
    bench().outbox.reset();
    bench().storage->close();
}

/// Tells "erased"; only while closed.
EMSCRIPTEN_KEEPALIVE void bench_erase() {
    bench().storage->erase("bench", true, [](const Result<void>& result) {
        if (!failed(result)) tell("erased", 0);
    });
}

/// The optimistic layer, on top of which the changes run.
EMSCRIPTEN_KEEPALIVE void bench_begin() {
    static_cast<void>(failed(bench().replica->execute("BEGIN")));
}

/// Tells "changed" with the milliseconds until the last one was durable.
EMSCRIPTEN_KEEPALIVE void bench_change(int count, int in_flight) {
    bench().unsaved = bench().unstarted = count;
    bench().started_at = emscripten_get_now();
    for (int chain = 0; chain < in_flight; ++chain)
        change_once();
}

/// Tells "applied" when the rows are committed, and "pulled" when they are durable.
EMSCRIPTEN_KEEPALIVE void bench_pull(int count) {
    bench().started_at = emscripten_get_now();
    if (!insert_rows(*bench().replica, count)) return;
    tell("applied", emscripten_get_now() - bench().started_at);
    bench().storage->make_durable([](const Result<void>& result) {
        if (failed(result)) return;
        tell("pulled", emscripten_get_now() - bench().started_at);
    });
}

/// The same rows in a database in memory: the floor. Tells "in_memory".
EMSCRIPTEN_KEEPALIVE void bench_in_memory(int count) {
    Result<Database> database = Database::open(":memory:");
    if (failed(database) || failed(database->execute(make_rows))) return;
    const double started_at = emscripten_get_now();
    if (!insert_rows(*database, count)) return;
    tell("in_memory", emscripten_get_now() - started_at);
}
}

int main() {
    tell("ready", 0);
}
