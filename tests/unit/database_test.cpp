#include <catch2/catch_test_macros.hpp>

#include "shared/db/migrate.h"
#include "shared/db/synced_tables.h"
#include "tests/support/test_shop.h"

using namespace portail;
using namespace portail::test;

namespace {

Database empty_database() {
    return std::move(Database::open(":memory:")).value();
}

std::vector<std::string> schema_of(Database& database) {
    return database
        .rows("SELECT COALESCE(sql, name) FROM sqlite_schema ORDER BY name", [](const Row& row) { return row.text(0); })
        .value();
}

}  // namespace

TEST_CASE("values come back as they were bound", "[database]") {
    Database database = empty_database();
    const auto echo = [&](const auto& value) {
        return database
            .first(
                "SELECT ?1, typeof(?1)", [](const Row& row) { return row.text(0) + ":" + row.text(1); }, value)
            .value()
            .value();
    };
    CHECK(echo(42) == "42:integer");
    CHECK(echo(std::string{"é"}) == "é:text");
    CHECK(echo(std::string_view{}) == ":text");
    CHECK(echo(1.5) == "1.5:real");
    CHECK(echo(nullptr) == ":null");
    CHECK(echo(std::optional<Id>{}) == ":null");
    CHECK(echo(std::optional<Id>{"x"}) == "x:text");
    CHECK(echo(std::string("a\0b", 3)).size() == 3 + 5);
    CHECK(database.integer("SELECT 1 WHERE 0").value() == 0);
}

TEST_CASE("a query may run inside the same query", "[database]") {
    Database database = empty_database();
    const char* sql = "SELECT value FROM json_each('[1,2,3]')";
    int sum = 0;
    REQUIRE(database
                .rows(sql,
                      [&](const Row& outer) {
                          for (const std::int64_t inner :
                               database.rows(sql, [](const Row& row) { return row.integer(0); }).value()) {
                              sum += static_cast<int>(inner * outer.integer(0));
                          }
                          return 0;
                      })
                .ok());
    CHECK(sum == 36);
}

TEST_CASE("a violated constraint is a conflict, wrong SQL is our own fault, a full disk passes", "[database]") {
    Database database = empty_database();
    REQUIRE(database.execute("CREATE TABLE things (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT").ok());
    REQUIRE(database.run("INSERT INTO things (id, body) VALUES (?1, '')", "a").ok());
    CHECK(database.run("INSERT INTO things (id, body) VALUES (?1, '')", "a").error().code == ErrorCode::Conflict);
    CHECK(database.run("SELEKT").error().code == ErrorCode::Internal);
    REQUIRE(database.execute("PRAGMA max_page_count = 3").ok());
    const auto full = database.run("INSERT INTO things (id, body) VALUES ('b', ?1)", std::string(100'000, 'x'));
    REQUIRE_FALSE(full.ok());
    CHECK(full.error().code == ErrorCode::Unavailable);
    CHECK(database.run("INSERT INTO things (id, body) VALUES ('c', '')").ok());
}

TEST_CASE("a savepoint that is not released leaves nothing behind", "[database]") {
    Database database = empty_database();
    REQUIRE(database.execute("CREATE TABLE things (id INTEGER PRIMARY KEY) STRICT").ok());
    {
        auto outer = Savepoint::begin(database, "outer");
        REQUIRE(outer.ok());
        REQUIRE(database.run("INSERT INTO things (id) VALUES (1)").ok());
        {
            auto inner = Savepoint::begin(database, "inner");
            REQUIRE(inner.ok());
            REQUIRE(database.run("INSERT INTO things (id) VALUES (2)").ok());
        }
        REQUIRE(outer->release().ok());
    }
    CHECK(database.integer("SELECT SUM(id) FROM things").value() == 1);
    CHECK_FALSE(database.in_transaction());
}

TEST_CASE("a fresh database equals one upgraded from each earlier version", "[database]") {
    Database fresh = empty_database();
    REQUIRE(migrate(fresh, "shared", shared_migrations()).ok());
    for (std::size_t version = 0; version <= shared_migrations().size(); ++version) {
        Database upgraded = empty_database();
        REQUIRE(migrate(upgraded, "shared", shared_migrations(), version).ok());
        REQUIRE(migrate(upgraded, "shared", shared_migrations()).ok());
        CHECK(schema_of(upgraded) == schema_of(fresh));
    }
    REQUIRE(migrate(fresh, "shared", shared_migrations()).ok());
}

TEST_CASE("a failed migration leaves the version and the tables as they were", "[database]") {
    Database database = empty_database();
    const Migration migrations[] = {{"0001", "CREATE TABLE one (id TEXT) STRICT"},
                                    {"0002", "CREATE TABLE two (id TEXT) STRICT; SELEKT"}};
    CHECK_FALSE(migrate(database, "test", migrations).ok());
    CHECK(database.integer("SELECT version FROM schema_versions WHERE id = 'test'").value() == 1);
    CHECK(database.integer("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'two'").value() == 0);
    CHECK(migrate(database, "test", std::span{migrations}.first(0)).error().code == ErrorCode::Internal);
}

TEST_CASE("the list of synced tables is the schema, column by column", "[database]") {
    Database database = make_shop();
    std::vector<std::string> listed{"schema_versions"};
    for (const SyncedTable& table : synced_tables()) {
        listed.emplace_back(table.name);
        const auto columns = database
                                 .rows(
                                     "SELECT name FROM pragma_table_info(?1) ORDER BY cid",
                                     [](const Row& row) { return row.text(0); }, table.name)
                                 .value();
        CAPTURE(table.name);
        CHECK(std::vector<std::string>(table.columns.begin(), table.columns.end()) == columns);
        CHECK(table.columns.front() == "id");
        CHECK_FALSE(table.scope_templates.empty());
        CHECK(find_synced_table(table.name) == &table);
    }
    std::sort(listed.begin(), listed.end());
    CHECK(database
              .rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
                    [](const Row& row) { return row.text(0); })
              .value() == listed);
}

TEST_CASE("a row's scopes come from its own columns", "[database]") {
    Database database = make_shop();
    using Scopes = std::vector<std::string>;
    const SyncedTable& customers = *find_synced_table("customers");
    CHECK(scopes_of_row(database, customers, shop::alice).value() ==
          Scopes{"staff:clients", "customer:" + shop::alice + ":link"});
    CHECK(scopes_of_row(database, customers, shop::bruno).value() ==
          Scopes{"staff:clients", "customer:" + shop::bruno + ":link", "partner:" + shop::partner});
    CHECK(scopes_of_row(database, customers, numbered_id(404)).value().empty());
}
