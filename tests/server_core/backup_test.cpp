#include "server/core/backup.h"

#include <catch2/catch_test_macros.hpp>

#include <fstream>

#include "server/core/maintenance.h"
#include "shared/mutators/vehicle_mutators.h"
#include "tests/server_core/server_fixture.h"

namespace portail::test {
namespace {

constexpr const char* one_session = R"sql(
    INSERT INTO sessions (token_hash, role, principal_id, assurance, portal_link_id, created_at,
                          last_used_at, expires_at, user_agent, address)
    VALUES ('desk', 'admin', 'someone', 'password', NULL, 0, 0, 9999999999999, '', '')
)sql";

}  // namespace

TEST_CASE("a backup made while the server runs restores to what was there") {
    const TemporaryFolder folder;
    const TemporaryFolder other;
    const std::string copy = other.file("copy.db");
    const auto server = make_server({.folder = folder.path()});
    server->write(one_session);
    const auto report = expect(server::back_up(folder.path(), copy));
    CHECK(report.path == copy);
    CHECK(report.bytes == static_cast<std::int64_t>(std::filesystem::file_size(copy)));
    CHECK_FALSE(std::filesystem::exists(copy + ".partial"));
    CHECK_FALSE(std::filesystem::exists(copy + "-wal"));

    SystemRandom random;
    const std::string replaced = expect(server::restore(other.file("data"), copy, server->clock, random));
    CHECK(replaced.empty());
    ServerFixture restored{{.folder = other.file("data")}};
    CHECK(restored.number("SELECT COUNT(*) FROM customers") == 2);
    CHECK(restored.store->epoch() != server->store->epoch());
    CHECK(restored.number("SELECT COUNT(*) FROM sessions") == 0);
    CHECK(expect(server::check(other.file("data"), shop::now)).empty());
}

TEST_CASE("a restored server gets its lost work back from the clients, once") {
    const TemporaryFolder folder;
    const TemporaryFolder other;
    const Actor alice = customer(shop::alice);
    const Id phone = numbered_id(1);
    const AddVehicle kept{numbered_id(3), shop::alice, "GE 1", "Fiat", "Panda"};
    const AddVehicle lost{numbered_id(5), shop::alice, "GE 2", "Fiat", "Uno"};
    const auto push = PushBuilder{alice, phone}.add(numbered_id(2), kept);
    ManualClock clock{shop::now};
    SystemRandom random;
    std::string old_epoch;
    {
        const auto server = make_server({.folder = folder.path()});
        old_epoch = server->store->epoch();
        expect(server->push(alice, push));
        expect(server::back_up(folder.path(), other.file("copy.db")));
        expect(server->push(alice, PushBuilder{alice, phone, 2}.add(numbered_id(4), lost)));
    }
    const std::string replaced = expect(server::restore(folder.path(), other.file("copy.db"), clock, random));
    CHECK(std::filesystem::exists(replaced));

    ServerFixture server{{.folder = folder.path()}};
    CHECK(server.number("SELECT COUNT(*) FROM vehicles") == 3);
    auto late = PushBuilder{alice, phone, 2}.add(numbered_id(4), lost);
    late.request.epoch = old_epoch;
    CHECK(expect(server.push(alice, late)).status == PushStatus::EpochChanged);
    auto renumbered = PushBuilder{alice, numbered_id(9)}.add(numbered_id(2), kept).add(numbered_id(4), lost);
    renumbered.request.epoch = server.store->epoch();
    CHECK(expect(server.push(alice, renumbered)).status == PushStatus::Accepted);
    CHECK(server.number("SELECT COUNT(*) FROM vehicles") == 4);
    CHECK(server.number("SELECT COUNT(*) FROM outcomes") == 0);
}

TEST_CASE("a restored server sends no mail that may have been sent since the backup") {
    const TemporaryFolder folder;
    const TemporaryFolder other;
    const auto server = make_server({.folder = folder.path()});
    for (const char* const state : {"waiting", "sending", "sent", "failed"}) {
        server->write(
            "INSERT INTO mails (id, customer_id, kind, recipient, language, state, next_attempt_at, created_at)"
            " VALUES ('" +
            std::string{state} + "', '', 'portal_link', 'a@b.ch', 'fr', '" + state + "', 0, 0)");
    }
    expect(server::back_up(folder.path(), other.file("copy.db")));
    SystemRandom random;
    expect(server::restore(other.file("data"), other.file("copy.db"), server->clock, random));
    ServerFixture restored{{.folder = other.file("data")}};
    CHECK(restored.number("SELECT COUNT(*) FROM mails WHERE state = 'uncertain' AND problem = 'restored'") == 2);
    CHECK(restored.number("SELECT COUNT(*) FROM mails WHERE state = id") == 2);
}

TEST_CASE("a damaged database can be replaced by its backup") {
    const TemporaryFolder folder;
    const TemporaryFolder other;
    make_server({.folder = folder.path()}).reset();
    expect(server::back_up(folder.path(), other.file("copy.db")));
    {
        std::fstream file{folder.file("portail.db"), std::ios::in | std::ios::out | std::ios::binary};
        for (int page = 1; page < 30; ++page) {
            file.seekp(page * 4096);
            file << std::string(2000, 'x');
        }
    }
    const auto findings = server::check(folder.path(), shop::now);
    CHECK((!findings.ok() || !findings->empty()));
    ManualClock clock{shop::now};
    SystemRandom random;
    const std::string replaced = expect(server::restore(folder.path(), other.file("copy.db"), clock, random));
    CHECK_FALSE(replaced.empty());
    CHECK(expect(server::check(folder.path(), shop::now)).empty());
}

TEST_CASE("the log of what is replaced is not applied to the backup") {
    const TemporaryFolder folder;
    const TemporaryFolder other;
    ManualClock clock{shop::now};
    SystemRandom random;
    const auto server = make_server({.folder = folder.path()});
    expect(server::back_up(folder.path(), other.file("copy.db")));
    // Somebody who looks on keeps the log from being emptied when the server stops.
    Database onlooker = expect(Database::open(folder.file("portail.db"), {.read_only = true}));
    expect(onlooker.execute("BEGIN; SELECT COUNT(*) FROM services"));
    server->write("UPDATE services SET name = 'after the backup'");
    server->writer.reset();
    server->store.reset();
    REQUIRE(std::filesystem::file_size(folder.file("portail.db-wal")) > 0);

    const std::string replaced = expect(server::restore(folder.path(), other.file("copy.db"), clock, random));
    CHECK(std::filesystem::exists(replaced + "-wal"));
    CHECK_FALSE(std::filesystem::exists(folder.file("portail.db-wal")));
    ServerFixture restored{{.folder = folder.path()}};
    CHECK(restored.number("SELECT COUNT(*) FROM services WHERE name = 'after the backup'") == 0);
    CHECK(expect(server::check(folder.path(), shop::now)).empty());
}

TEST_CASE("a backup never replaces a file, and a restore never takes a bad one") {
    const TemporaryFolder folder;
    const TemporaryFolder other;
    make_server({.folder = folder.path()}).reset();
    const std::string copy = other.file("copy.db");
    expect(server::back_up(folder.path(), copy));
    CHECK(server::back_up(folder.path(), copy).error().key == "error.file_exists");

    ManualClock clock{shop::now};
    SystemRandom random;
    const auto refusal = [&] {
        const auto restored = server::restore(folder.path(), copy, clock, random);
        return restored ? std::string{"none"} : restored.error().key;
    };
    SECTION("one that is cut off") {
        std::filesystem::resize_file(copy, std::filesystem::file_size(copy) - 4096 * 3);
        CHECK(refusal() != "none");
    }
    SECTION("one that is not ours") {
        std::filesystem::remove(copy);
        expect(expect(Database::open(copy)).execute("CREATE TABLE notes (id TEXT) STRICT"));
        CHECK(refusal() == "error.not_a_portail_database");
    }
    SECTION("one of a newer program") {
        expect(expect(Database::open(copy)).execute("UPDATE schema_versions SET version = 999"));
        CHECK(refusal() == "error.database_is_newer");
    }
    SECTION("one that is not there") {
        std::filesystem::remove(copy);
        CHECK(refusal() != "none");
    }
    CHECK(expect(server::check(folder.path(), shop::now)).empty());
    CHECK_FALSE(std::filesystem::exists(folder.file("portail.db.restored")));
}

TEST_CASE("a running server cannot be restored over") {
    const TemporaryFolder folder;
    const TemporaryFolder other;
    const auto server = make_server({.folder = folder.path()});
    expect(server::back_up(folder.path(), other.file("copy.db")));
    const auto refused = server::restore(folder.path(), other.file("copy.db"), server->clock, server->random);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().key == "error.data_folder_in_use");
}

TEST_CASE("check names what is wrong") {
    const TemporaryFolder folder;
    const auto server = make_server({.folder = folder.path()});
    CHECK(expect(server::check(folder.path(), shop::now)).empty());
    server->write("DELETE FROM feed WHERE row_id = '" + shop::lift + "'");
    CHECK(expect(server::check(folder.path(), shop::now)) ==
          std::vector<std::string>{"resources/" + shop::lift + " is not published to everyone"});
    server->write("UPDATE schema_versions SET version = 7 WHERE id = 'shared'");
    CHECK(expect(server::check(folder.path(), shop::now)).front().find("the shared tables have version 7") == 0);
}

TEST_CASE("sessions are dropped when they have expired") {
    const auto server = make_server();
    server->write(one_session);
    const auto drop = [&] {
        return expect(server->writer->run([](server::WriteContext& context) { return server::drop_expired(context); }));
    };
    CHECK(drop().sessions == 0);
    server->clock.set(9999999999999);
    CHECK(drop().sessions == 1);
}

}  // namespace portail::test
