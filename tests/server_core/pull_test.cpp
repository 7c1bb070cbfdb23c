#include "server/core/pull.h"

#include <catch2/catch_test_macros.hpp>

#include "server/core/maintenance.h"
#include "server/core/sync_cursor.h"
#include "shared/domain/scopes.h"
#include "tests/server_core/server_fixture.h"

namespace portail::test {
namespace {

const Id phone = numbered_id(1);
const Actor alice = customer(shop::alice);

void drop_expired(ServerFixture& server) {
    expect(server.writer->run([](server::WriteContext& context) { return server::drop_expired(context); }));
}

}  // namespace

TEST_CASE("a first pull brings exactly the rows of the session's scopes") {
    const auto server = make_server();
    for (const Actor& actor :
         {alice, customer(shop::bruno), staff(Role::Partner), staff(Role::Technician), staff(Role::Admin)}) {
        CAPTURE(actor.principal());
        TestReplica replica{*server, actor, phone};
        replica.pull();
        CHECK(replica.tables == rows_in_scopes_of(*server, actor));
        CHECK_FALSE(replica.tables.empty());
        CHECK(replica.resets == 1);
    }
}

TEST_CASE("the answer is what the protocol's own encoder would write") {
    const auto server = make_server();
    server->write("UPDATE services SET name = 'Pneus \"été\" \\ \n \x01 日本', description = ''");
    server->write("UPDATE organisations SET name = CAST(x'41FF42' AS TEXT)");
    PullRequest request;
    request.client_id = phone;
    const auto answer = expect(server->store->read([&](Database& reader) {
        return server::build_pull(reader, staff(Role::Admin), request, server->clock.now());
    }));
    const Json json = expect(parse_json(answer.json));
    CHECK(to_json(expect(parse_pull_reply(json))) == json);
    CHECK(json["changes"]["services"]["put"][0][1] == "Pneus \"été\" \\ \n \x01 日本");
    CHECK(json["changes"]["organisations"]["put"][0][1] == "A\uFFFDB");
    CHECK(json["server_time"] == server->clock.now());
}

TEST_CASE("a pull brings what changed since the last one, and nothing else") {
    const auto server = make_server();
    TestReplica replica{*server, alice, phone};
    replica.pull();
    replica.rows_received = 0;
    replica.pull();
    CHECK(replica.rows_received == 0);
    server->write("UPDATE services SET name = 'Vidange' WHERE id = '" + shop::service + "'");
    server->write("UPDATE vehicles SET model = 'Twingo'");  // Bruno's as well
    replica.pull();
    CHECK(replica.rows_received == 2);
    CHECK(replica.tables == rows_in_scopes_of(*server, alice));
    CHECK(replica.resets == 1);
}

TEST_CASE("a row that leaves the session's scopes is deleted there, and only there") {
    const auto server = make_server();
    TestReplica partner{*server, staff(Role::Partner), numbered_id(1)};
    TestReplica admin{*server, staff(Role::Admin), numbered_id(2)};
    TestReplica bruno{*server, customer(shop::bruno), numbered_id(3)};
    for (TestReplica* replica : {&partner, &admin, &bruno})
        replica->pull();
    REQUIRE(partner.tables["customers"].size() == 1);

    server->write("UPDATE customers SET partner_id = NULL; UPDATE vehicles SET partner_id = NULL");
    for (TestReplica* replica : {&partner, &admin, &bruno}) {
        replica->pull();
        CHECK(replica->tables == rows_in_scopes_of(*server, replica->actor()));
    }
    CHECK(partner.tables.count("customers") == 0);
    CHECK(partner.last_reply.changes["customers"].deleted == std::vector<Id>{shop::bruno});
    CHECK(admin.last_reply.changes["customers"].deleted.empty());
    CHECK(partner.resets == 1);
}

TEST_CASE("no delete is sent while another held scope contains the row") {
    const auto server = make_server();
    // A row in two scopes of one session: the admin holds both, as if a duty had been split.
    server->write("INSERT INTO feed (row_id, table_name, scope, version, deleted_at) VALUES ('" + shop::lift +
                  "', 'resources', 'staff:agenda', 900000, NULL)");
    server->write("UPDATE server_state SET version = 900000");
    TestReplica admin{*server, staff(Role::Admin), phone};
    admin.pull();
    server->write("UPDATE feed SET version = 900001, deleted_at = 1 WHERE version = 900000");
    server->write("UPDATE server_state SET version = 900001");
    admin.pull();
    CHECK(admin.last_reply.changes.count("resources") == 0);
    CHECK(admin.tables["resources"].count(shop::lift) == 1);
    server->write("UPDATE feed SET version = 900002, deleted_at = 1 WHERE scope = 'everyone' AND row_id = '" +
                  shop::lift + "'");
    server->write("UPDATE server_state SET version = 900002");
    admin.pull();
    CHECK(admin.tables.count("resources") == 0);
}

TEST_CASE("pages of any size add up to the same replica") {
    const auto server = make_server();
    for (const int rows : {1, 2, 3, 7, 1000}) {
        CAPTURE(rows);
        TestReplica replica{*server, staff(Role::Admin), phone, rows};
        replica.pull();
        CHECK(replica.tables == rows_in_scopes_of(*server, replica.actor()));
        CHECK(replica.resets == 1);
        std::size_t total = 0;
        for (const auto& [table, held] : replica.tables)
            total += held.size();
        CHECK(replica.rows_received == total);
    }
}

TEST_CASE("writes between two pages are neither missed nor undone") {
    const auto server = make_server();
    const std::vector<std::string> writes{
        "UPDATE services SET name = name || '!'",
        "DELETE FROM vehicles WHERE id = '" + shop::alice_car + "'",
        "UPDATE customers SET partner_id = '" + shop::partner + "'",
        "DELETE FROM opening_hours",
        "INSERT INTO resources (id, name, capacity) VALUES ('" + numbered_id(9) + "', 'Banc', 1)",
        "UPDATE customers SET partner_id = NULL",
        "DELETE FROM services",
    };
    for (const Role role : {Role::Admin, Role::Partner}) {
        for (const int rows : {1, 2, 3, 5}) {
            CAPTURE(to_string(role), rows);
            const auto fresh = make_server();
            TestReplica replica{*fresh, staff(role), phone, rows};
            std::size_t next = 0;
            while (replica.pull_page()) {
                if (next < writes.size()) fresh->write(writes[next++]);
            }
            CHECK(next > 0);
            CHECK(replica.tables == rows_in_scopes_of(*fresh, replica.actor()));
            while (next < writes.size())
                fresh->write(writes[next++]);
            replica.pull();
            CHECK(replica.tables == rows_in_scopes_of(*fresh, replica.actor()));
            CHECK(replica.resets == 1);
        }
    }
}

TEST_CASE("a scope gained is sent from the beginning, without what was deleted before") {
    const auto server = make_server();
    server->write("DELETE FROM customer_notes");
    TestReplica replica{*server, staff(Role::Partner), phone};
    replica.pull();
    server->write("DELETE FROM customers WHERE id = '" + shop::alice + "'");
    // The partner becomes an admin: other scopes, of which one was held before.
    replica.actor().role = Role::Admin;
    replica.pull();
    CHECK(replica.tables == rows_in_scopes_of(*server, replica.actor()));
    CHECK(replica.resets == 2);  // for the partner's scope was lost

    replica.actor().role = Role::Technician;
    replica.pull();
    replica.rows_received = 0;
    replica.actor().role = Role::Admin;
    replica.pull();
    CHECK(replica.rows_received == 0);  // nothing is in staff:settings yet
    CHECK(replica.resets == 3);
    CHECK(replica.tables == rows_in_scopes_of(*server, replica.actor()));
}

TEST_CASE("a stronger session keeps what it holds, a weaker one drops it") {
    const auto server = make_server();
    TestReplica replica{*server, alice, phone};
    replica.pull();
    replica.actor().assurance = Assurance::Password;
    replica.rows_received = 0;
    replica.pull();
    CHECK(replica.rows_received == 0);
    CHECK(replica.resets == 1);
    replica.actor().assurance = Assurance::Link;
    replica.pull();
    CHECK(replica.resets == 2);
    CHECK(replica.tables == rows_in_scopes_of(*server, alice));
}

TEST_CASE("another epoch resets") {
    const auto server = make_server();
    TestReplica replica{*server, alice, phone};
    replica.pull();
    server->write("UPDATE server_state SET epoch = 'restored'");
    replica.pull();
    CHECK(replica.resets == 2);
    CHECK(replica.last_reply.epoch == "restored");
    CHECK(replica.tables == rows_in_scopes_of(*server, alice));
}

TEST_CASE("a cursor that would need tombstones which are gone resets, a newer one does not") {
    const auto server = make_server();
    TestReplica asleep{*server, staff(Role::Admin), numbered_id(1)};
    asleep.pull();
    server->write("DELETE FROM customers WHERE id = '" + shop::alice + "'");
    TestReplica awake{*server, staff(Role::Admin), numbered_id(2)};
    awake.pull();
    server->clock.advance(server::tombstone_retention + 1);
    drop_expired(*server);
    asleep.pull();
    awake.pull();
    CHECK(asleep.resets == 2);
    CHECK(awake.resets == 1);
    CHECK(asleep.tables == rows_in_scopes_of(*server, asleep.actor()));
}

TEST_CASE("a first pull that is under way when tombstones are dropped goes on") {
    const auto server = make_server();
    server->write("DELETE FROM vehicles");
    server->clock.advance(server::tombstone_retention + 1);
    TestReplica replica{*server, staff(Role::Admin), phone, 1};
    REQUIRE(replica.pull_page());
    drop_expired(*server);
    replica.pull();
    CHECK(replica.resets == 1);
    CHECK(replica.tables == rows_in_scopes_of(*server, replica.actor()));
}

TEST_CASE("a cursor that the server did not write resets") {
    const auto server = make_server();
    PullRequest request;
    request.client_id = phone;
    request.epoch = server->store->epoch();
    for (const char* cursor :
         {"", "nonsense", "everyone", "everyone=", "everyone=x", "everyone=-1", "everyone=5/3", "everyone=999999999",
          "everyone=1;everyone=2", "staff:clients=1", "=1", "everyone=1;", "everyone=99999999999999999999"}) {
        CAPTURE(cursor);
        request.cursor = cursor;
        const PullReply reply = expect(server->pull(alice, request));
        CHECK(reply.reset == (std::string{cursor} != "everyone=1;"));
        CHECK_FALSE(reply.changes.empty());
    }
}

TEST_CASE("a cursor is read as it was written") {
    const server::SyncCursor cursor{{"customer:" + shop::alice + ":link", 0, 12}, {"everyone", 7, 7}};
    CHECK(server::parse_cursor(server::format_cursor(cursor)) == cursor);
    CHECK(server::format_cursor(cursor) == "customer:" + shop::alice + ":link=0/12;everyone=7");
}

}  // namespace portail::test
