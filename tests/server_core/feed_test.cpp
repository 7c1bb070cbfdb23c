#include "server/core/feed.h"

#include <catch2/catch_test_macros.hpp>

#include "server/core/maintenance.h"
#include "tests/server_core/server_fixture.h"

namespace portail::test {
namespace {

using Strings = std::vector<std::string>;

Strings feed_of(ServerFixture& server, const Id& row_id) {
    return expect(server.store->read([&](Database& reader) {
        return reader.rows(R"sql(
            SELECT CASE WHEN deleted_at IS NULL THEN '+' ELSE '-' END || scope
            FROM feed
            WHERE row_id = ?1
            ORDER BY scope
        )sql",
                           [](const Row& row) { return row.text(0); }, row_id);
    }));
}

Strings differences(ServerFixture& server) {
    return expect(server.store->read(
        [&](Database& reader) { return server::feed_differences(reader, 100, server.clock.now()); }));
}

const std::string alice_link = "customer:" + shop::alice + ":link";
const std::string partner_scope = "partner:" + shop::partner;

}  // namespace

TEST_CASE("every row of the shop is published to its scopes") {
    const auto server = make_server();
    CHECK(differences(*server).empty());
    CHECK(feed_of(*server, shop::alice) == Strings{"+" + alice_link, "+staff:clients"});
    CHECK(feed_of(*server, shop::service) == Strings{"+everyone"});
}

TEST_CASE("every entry of the feed has a version of its own") {
    const auto server = make_server();
    CHECK(server->number("SELECT COUNT(*) FROM feed") == server->number("SELECT COUNT(DISTINCT version) FROM feed"));
    CHECK(server->number("SELECT MAX(version) FROM feed") == server->number("SELECT version FROM server_state"));
}

TEST_CASE("a transfer to another partner leaves a tombstone with the old one") {
    const auto server = make_server();
    const std::string other = numbered_id(77);
    server->write("UPDATE customers SET partner_id = '" + other + "' WHERE id = '" + shop::bruno + "'");
    CHECK(feed_of(*server, shop::bruno) ==
          Strings{"+customer:" + shop::bruno + ":link", "-" + partner_scope, "+partner:" + other, "+staff:clients"});
    CHECK(differences(*server).empty());

    SECTION("which is gone when the row comes back") {
        server->write("UPDATE customers SET partner_id = '" + shop::partner + "' WHERE id = '" + shop::bruno + "'");
        CHECK(feed_of(*server, shop::bruno) == Strings{"+customer:" + shop::bruno + ":link", "+" + partner_scope,
                                                       "-partner:" + other, "+staff:clients"});
    }
}

TEST_CASE("a deleted row leaves a tombstone in every scope that held it") {
    const auto server = make_server();
    server->write("DELETE FROM customers WHERE id = '" + shop::alice + "'");
    CHECK(feed_of(*server, shop::alice) == Strings{"-" + alice_link, "-staff:clients"});
}

TEST_CASE("a DELETE without WHERE is seen, row for row") {
    const auto server = make_server();
    server->write("DELETE FROM vehicles");
    server->write("DELETE FROM vehicles");
    CHECK(differences(*server).empty());
    CHECK(server->number("SELECT COUNT(*) FROM feed WHERE table_name = 'vehicles' AND deleted_at IS NULL") == 0);
}

TEST_CASE("a row that came and went within one job was never published") {
    const auto server = make_server();
    const Id id = numbered_id(9);
    server->write("INSERT INTO resources (id, name, capacity) VALUES ('" + id +
                  "', 'Banc', 1);"
                  "DELETE FROM resources WHERE id = '" +
                  id + "'");
    CHECK(feed_of(*server, id).empty());
}

TEST_CASE("a row whose id changes leaves a tombstone under the old one") {
    const auto server = make_server();
    server->write("UPDATE resources SET id = '" + numbered_id(9) + "' WHERE id = '" + shop::lift + "'");
    CHECK(feed_of(*server, shop::lift) == Strings{"-everyone"});
    CHECK(feed_of(*server, numbered_id(9)) == Strings{"+everyone"});
}

TEST_CASE("a job that fails publishes nothing") {
    const auto server = make_server();
    const std::int64_t entries = server->number("SELECT SUM(version) FROM feed");
    const Result<void> failed = server->writer->run([](server::WriteContext& context) -> Result<void> {
        PORTAIL_RETURN_IF_ERROR(context.database.run("DELETE FROM customers"));
        return conflict("error.slot_taken");
    });
    REQUIRE_FALSE(failed.ok());
    CHECK(server->number("SELECT SUM(version) FROM feed") == entries);
    CHECK(server->number("SELECT COUNT(*) FROM customers") == 2);
    server->write("UPDATE services SET name = 'Grand service'");
    CHECK(differences(*server).empty());
}

TEST_CASE("a feed that was tampered with is found out") {
    const auto server = make_server();
    server->write("DELETE FROM feed WHERE row_id = '" + shop::alice + "' AND scope = 'staff:clients'");
    server->write("UPDATE feed SET scope = 'partner:x' WHERE row_id = '" + shop::lift + "'");
    server->write(
        "INSERT INTO feed (row_id, table_name, scope, version, deleted_at)"
        " VALUES ('ghost', 'vehicles', 'everyone', 1, NULL)");
    CHECK(differences(*server) == Strings{"resources/" + shop::lift + " is not published to everyone",
                                          "resources/" + shop::lift + " is still published to partner:x",
                                          "customers/" + shop::alice + " is not published to staff:clients",
                                          "vehicles/ghost is still published to everyone"});
}

TEST_CASE("tombstones are kept for 90 days") {
    const auto server = make_server();
    const auto drop = [&] {
        return expect(server->writer->run([](server::WriteContext& context) { return server::drop_expired(context); }));
    };
    server->write("DELETE FROM customers WHERE id = '" + shop::alice + "'");
    server->clock.advance(server::tombstone_retention);
    CHECK(drop().tombstones == 0);
    server->clock.advance(1);
    CHECK(drop().tombstones == 2);
    CHECK(feed_of(*server, shop::alice).empty());
    CHECK(differences(*server).empty());
}

}  // namespace portail::test
