// A replica of the test shop on a pretended disk, without a network: the test plays the server by hand.
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "shared/base/random.h"
#include "shared/mutators/appointment_mutators.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/vehicle_mutators.h"
#include "shared/sync/replica.h"
#include "shared/sync/replica_opener.h"
#include "tests/support/replica_storage_memory.h"
#include "tests/support/test_shop.h"
#include "tests/sync/event_loop.h"

namespace portail::test {

/// The value, or the end of the test with the error's description.
template <class T>
T expect(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().describe());
    return std::move(*result);
}
inline void expect(const Result<void>& result) {
    if (!result) throw std::runtime_error(result.error().describe());
}

/// Every row of the database's synced tables, as one page of a pull.
[[nodiscard]] PullReply page_of(Database& database, const std::string& cursor = "everything");
/// A page with these rows of one table, each given by its values.
[[nodiscard]] PullReply page_of_rows(const std::string& table, const std::vector<Json>& rows, std::string cursor);
/// A customer's row; the test shop's customers look like this.
[[nodiscard]] Json customer_row(const Id& id, const std::string& last_name, const std::string& phone = "");

/// The mutation that `args` are for.
template <class Args>
[[nodiscard]] NewMutation mutation_of(const Args& args) {
    return {Args::name, Args::version, args.to_json(), std::nullopt, std::nullopt, {}};
}
[[nodiscard]] UpdateContactDetails new_phone(const std::string& phone);           ///< Alice's
[[nodiscard]] AddVehicle new_vehicle(unsigned number, const std::string& plate);  ///< Alice's

class ReplicaFixture {
public:
    explicit ReplicaFixture(std::shared_ptr<MemoryDisk> disk = std::make_shared<MemoryDisk>(),
                            MutationRunner run = run_shared_mutator);
    ~ReplicaFixture();

    /// Opens the replica and replays its outbox.
    [[nodiscard]] Result<void> open();
    /// Ends the program: what is not durable is gone.
    void kill();
    /// Both.
    void restart();

    /// True when the storage has taken everything.
    bool make_durable();
    Submitted submit(const NewMutation& mutation) {
        return expect(replica->submit(mutation, loop.clock().now(), random));
    }
    /// Applies a page that says that everything up to `last` is decided.
    void pull(PullReply reply, MutationId last = 0);
    /// The answer to a push of everything that is durable.
    void acknowledge();
    [[nodiscard]] std::string phone_of_alice();
    [[nodiscard]] std::int64_t count(const std::string& table);

    EventLoop loop{shop::now};
    SeededRandom random{7};
    Actor actor = customer(shop::alice);
    std::shared_ptr<MemoryDisk> disk;
    MutationRunner run;
    std::unique_ptr<platform::ReplicaStorage> storage;
    std::unique_ptr<ReplicaOpener> opener;
    std::unique_ptr<Replica> replica;
};

/// A fixture whose replica holds the test shop.
[[nodiscard]] std::unique_ptr<ReplicaFixture> filled_replica(MutationRunner run = run_shared_mutator);

}  // namespace portail::test
