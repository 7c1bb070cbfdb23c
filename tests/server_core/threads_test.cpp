// Many threads push and pull at once, as they do behind the HTTP server. It says most under
// ThreadSanitizer, and is bounded by counts, not by time.
#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <thread>

#include "server/core/backup.h"
#include "server/core/maintenance.h"
#include "shared/mutators/vehicle_mutators.h"
#include "tests/server_core/server_fixture.h"

namespace portail::test {
namespace {

constexpr unsigned pushers = 4;
constexpr unsigned pullers = 2;
constexpr unsigned mutations_of_each = 25;

class PokeCounter final : public server::PokeSink {
public:
    void changed(std::span<const server::ChangedScope> scopes) override { pokes += scopes.size(); }
    std::atomic<std::size_t> pokes = 0;
};

AddVehicle car(unsigned number) {
    return {numbered_id(10'000 + number), shop::alice, "GE " + std::to_string(number), "Fiat", "Uno"};
}

}  // namespace

TEST_CASE("concurrent pushes and pulls lose nothing, double nothing, and see whole states") {
    const TemporaryFolder folder;
    PokeCounter pokes;
    ServerFixture server{{.folder = folder.path(), .durability = server::Durability::None, .readers = 2},
                         server::Writer::Mode::Thread,
                         &pokes};
    expect(server.writer->run([](server::WriteContext& context) -> Result<void> {
        fill_shop(context.database);
        return {};
    }));

    const Actor admin = staff(Role::Admin);
    std::atomic<unsigned> wrong_replies = 0;
    std::atomic<unsigned> wrong_pulls = 0;
    std::atomic<bool> writing = true;
    {
        std::vector<std::jthread> threads;
        for (unsigned client = 0; client < pushers; ++client) {
            threads.emplace_back([&, client] {
                for (unsigned number = 1; number <= mutations_of_each; ++number) {
                    const unsigned unique = client * mutations_of_each + number;
                    const auto push = PushBuilder{admin, numbered_id(client), static_cast<MutationId>(number)}.add(
                        numbered_id(20'000 + unique), car(unique));
                    // Each one twice, as after a lost reply.
                    for (int attempt = 0; attempt < 2; ++attempt) {
                        const auto reply = server.push(admin, push);
                        if (!reply || reply->last_mutation_id != static_cast<MutationId>(number)) ++wrong_replies;
                    }
                }
            });
        }
        for (unsigned client = 0; client < pullers; ++client) {
            threads.emplace_back([&, client] {
                TestReplica replica{server, admin, numbered_id(900 + client), 17};
                std::size_t vehicles = 0;
                while (writing) {
                    replica.pull();
                    // Vehicles only ever come: a state that shows fewer is not whole.
                    if (replica.tables["vehicles"].size() < vehicles) ++wrong_pulls;
                    vehicles = replica.tables["vehicles"].size();
                }
                replica.pull();
                if (replica.tables != rows_in_scopes_of(server, admin)) ++wrong_pulls;
            });
        }
        for (unsigned client = 0; client < pushers; ++client)
            threads[client].join();
        writing = false;
    }
    CHECK(wrong_replies == 0);
    CHECK(wrong_pulls == 0);
    CHECK(server.number("SELECT COUNT(*) FROM vehicles") == 2 + pushers * mutations_of_each);
    CHECK(server.number("SELECT COUNT(*) FROM outcomes") == 0);
    CHECK(pokes.pokes > 0);
    CHECK(server.writer->counters().jobs == 1 + 2 * pushers * mutations_of_each);
    CHECK(expect(server::check(folder.path(), shop::now)).empty());
}

TEST_CASE("a backup taken in the midst of writing is a sound state") {
    const TemporaryFolder folder;
    const TemporaryFolder copies;
    ServerFixture server{{.folder = folder.path(), .durability = server::Durability::None},
                         server::Writer::Mode::Thread};
    expect(server.writer->run([](server::WriteContext& context) -> Result<void> {
        fill_shop(context.database);
        return {};
    }));
    std::atomic<bool> writing = true;
    std::jthread pusher{[&] {
        for (unsigned number = 1; writing; ++number) {
            server.write("UPDATE services SET position = " + std::to_string(number));
        }
    }};
    for (int round = 0; round < 5; ++round) {
        const std::string name = "copy" + std::to_string(round);
        expect(server::back_up(folder.path(), copies.file(name)));
        std::filesystem::create_directory(copies.file(name + "-data"));
        std::filesystem::rename(copies.file(name), copies.file(name + "-data/portail.db"));
        CHECK(expect(server::check(copies.file(name + "-data"), shop::now)).empty());
    }
    writing = false;
}

}  // namespace portail::test
