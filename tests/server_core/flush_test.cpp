// An acknowledgement is a promise: what was acknowledged is on the disk, whatever happens next. These tests look at the
// disk at the moment of each answer.
#include <catch2/catch_test_macros.hpp>
#include <latch>
#include <thread>

#include "shared/mutators/vehicle_mutators.h"
#include "tests/server_core/faulty_disk.h"
#include "tests/server_core/server_fixture.h"

namespace portail::test {
namespace {

constexpr unsigned clients = 16;

AddVehicle car(unsigned number) {
    return {numbered_id(1000 + number), shop::alice, "GE " + std::to_string(number), "Fiat", "Panda"};
}

PushRequest push_of_client(unsigned client, MutationId id) {
    const unsigned number = client * 100 + static_cast<unsigned>(id);
    return PushBuilder{customer(shop::alice), numbered_id(client), id}.add(numbered_id(5000 + number), car(number));
}

/// Submits the push; `answered` is called on the writer's thread with the answer.
void submit(ServerFixture& server, PushRequest request, std::function<void(const Result<void>&)> answered) {
    server.writer->submit(
        [request = std::move(request)](server::WriteContext& context) -> Result<void> {
            const auto reply = server::apply_push(context, customer(shop::alice), request);
            if (!reply) return reply.error();
            return {};
        },
        std::move(answered));
}

std::int64_t cars_added(ServerFixture& server) {
    return server.number("SELECT COUNT(*) FROM vehicles WHERE plate LIKE 'GE %'");
}

/// Keeps the writer from taking another group until it is let go.
class HeldWriter {
public:
    explicit HeldWriter(server::Writer& writer) {
        writer.submit(
            [this](server::WriteContext&) -> Result<void> {
                m_is_held.count_down();
                m_release.wait();
                return {};
            },
            [](const Result<void>&) {});
        m_is_held.wait();
    }
    void release() { m_release.count_down(); }

private:
    std::latch m_is_held{1};
    std::latch m_release{1};
};

std::unique_ptr<ServerFixture> shop_on(const TemporaryFolder& folder) {
    auto server = std::make_unique<ServerFixture>(server::StoreOptions{.folder = folder.path(), .vfs = FaultyDisk::vfs},
                                                  server::Writer::Mode::Thread);
    expect(server->writer->run([](server::WriteContext& context) -> Result<void> {
        fill_shop(context.database);
        return {};
    }));
    return server;
}

}  // namespace

TEST_CASE("sixteen pushes that wait together cost one commit and one flush, and none is answered before it") {
    const TemporaryFolder folder;
    FaultyDisk disk;
    const auto server = shop_on(folder);
    const auto commits = server->writer->counters().commits;
    const int flushes = disk.flushes;
    std::atomic<unsigned> answered = 0;
    std::atomic<unsigned> answered_too_early = 0;
    unsigned answered_at_the_flush = clients;
    std::latch done{clients};
    HeldWriter held{*server->writer};
    disk.before_flush = [&] { answered_at_the_flush = answered; };
    for (unsigned client = 1; client <= clients; ++client) {
        submit(*server, push_of_client(client, 1), [&](const Result<void>& result) {
            const bool is_covered = result.ok() && disk.flushes > flushes && !disk.has_unflushed_writes();
            if (!is_covered) ++answered_too_early;
            ++answered;
            done.count_down();
        });
    }
    REQUIRE(server->writer->counters().waiting_jobs == clients);
    held.release();
    done.wait();
    CHECK(answered_at_the_flush == 0);
    CHECK(answered_too_early == 0);
    CHECK(disk.flushes - flushes == 1);
    CHECK(server->writer->counters().commits - commits == 2);  // the other is of the job that held them up
    CHECK(cars_added(*server) == clients);
}

TEST_CASE("every acknowledgement of a busy writer is covered by a flush") {
    constexpr MutationId pushes_of_each = 40;
    const TemporaryFolder folder;
    FaultyDisk disk;
    const auto server = shop_on(folder);
    std::atomic<unsigned> acknowledged = 0;
    std::atomic<unsigned> uncovered = 0;
    {
        std::vector<std::jthread> threads;
        for (unsigned client = 1; client <= 4; ++client) {
            threads.emplace_back([&, client] {
                for (MutationId id = 1; id <= pushes_of_each; ++id) {
                    std::latch done{1};
                    submit(*server, push_of_client(client, id), [&](const Result<void>& result) {
                        if (result) ++acknowledged;
                        if (disk.has_unflushed_writes()) ++uncovered;
                        done.count_down();
                    });
                    done.wait();
                }
            });
        }
    }
    CHECK(acknowledged == 4 * pushes_of_each);
    CHECK(uncovered == 0);
    CHECK(cars_added(*server) == 4 * pushes_of_each);
}

}  // namespace portail::test
