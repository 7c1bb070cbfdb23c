// What SQLite alone can do on this machine: the rows that the load generator's mutations write, in a bare loop with
// synchronous=FULL. Prints one JSON line.
//
//   portail_bench_raw write FOLDER SECONDS ROWS_PER_TRANSACTION
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "shared/base/ids.h"
#include "shared/db/database.h"

using namespace portail;

namespace {

[[noreturn]] void fail(const Error& error) {
    std::fprintf(stderr, "%s\n", error.describe().c_str());
    std::exit(1);
}

void require(const Result<void>& result) {
    if (!result) fail(result.error());
}

void write_rows(const std::string& folder, double seconds, int rows_per_transaction) {
    Result<Database> opened = Database::open(folder + "/raw.db");
    if (!opened) fail(opened.error());
    Database& database = *opened;
    require(database.execute(R"sql(
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE customer_notes (
            id TEXT PRIMARY KEY,
            customer_id TEXT NOT NULL,
            staff_member_id TEXT NOT NULL,
            body TEXT NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX customer_notes_by_customer ON customer_notes (customer_id, created_at);
    )sql"));
    SystemRandom random;
    const SystemClock clock;
    const Id customer = make_id(clock.now(), random);
    const std::string body(100, 'x');

    const auto started = std::chrono::steady_clock::now();
    const auto elapsed = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    };
    std::int64_t rows = 0;
    while (elapsed() < seconds) {
        require(database.execute("BEGIN IMMEDIATE"));
        for (int row = 0; row < rows_per_transaction; ++row, ++rows) {
            require(database.run(R"sql(
                INSERT INTO customer_notes (id, customer_id, staff_member_id, body, created_at)
                VALUES (?1, ?2, ?3, ?4, ?5)
            )sql",
                                 make_id(clock.now(), random), customer, customer, body, clock.now()));
        }
        require(database.execute("COMMIT"));
    }
    const double took = elapsed();
    std::printf("{\"rows\": %lld, \"seconds\": %.3f, \"rows_per_second\": %.0f}\n", static_cast<long long>(rows), took,
                static_cast<double>(rows) / took);
}

}  // namespace

int main(int count, char** arguments) {
    if (count == 5 && std::string{arguments[1]} == "write") {
        write_rows(arguments[2], std::atof(arguments[3]), std::atoi(arguments[4]));
        return 0;
    }
    std::fprintf(stderr, "usage: portail_bench_raw write FOLDER SECONDS ROWS_PER_TRANSACTION\n");
    return 2;
}
