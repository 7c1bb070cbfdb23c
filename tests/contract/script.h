// A contract row as a straight line of steps, run one after another by whatever event loop there is:
// a browser's, whose answers come only after the program has returned, or a test's queue. The row
// is written down first and run afterwards; a failing step ends it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/db/database.h"
#include "shared/platform/replica_storage.h"

namespace portail::contract {

/// A storage and what can be done to it behind its back.
class StorageUnderTest {
public:
    virtual ~StorageUnderTest() = default;
    using Done = std::function<void()>;

    /// Another window, or another process, on the same storage.
    [[nodiscard]] virtual std::unique_ptr<platform::ReplicaStorage> make_window() = 0;
    /// A second opener takes the replica from the first; where not, it is refused.
    [[nodiscard]] virtual bool takes_over() const = 0;
    /// Commits wait for make_durable; where not, SQLite makes each one durable itself.
    [[nodiscard]] virtual bool writes_behind() const = 0;
    virtual void fail_next_writes(int count) = 0;
    /// Removes one stored record of the closed replica, as a broken disk would.
    virtual void lose_record(const std::string& name, bool of_outbox, std::uint32_t index, Done done) = 0;
};

enum class Which { Replica, Outbox };

/// One opener with its connections. Destroying it without closing is the crash of its process.
struct Window {
    std::unique_ptr<platform::ReplicaStorage> storage;
    std::optional<Database> replica;
    std::optional<Database> outbox;
    platform::StorageLocation location;
    std::optional<platform::StorageLoss> loss;

    [[nodiscard]] Database& database(Which which) { return which == Which::Replica ? *replica : *outbox; }
};

class Script {
public:
    using WindowName = std::string_view;
    /// Nothing, or what went wrong.
    using Next = std::function<void(std::optional<std::string> failure)>;
    using Step = std::function<void(Next)>;

    Script(StorageUnderTest& storage, std::string replica_name)
        : m_storage(storage), m_replica_name(std::move(replica_name)) {}

    // --- the steps of a row ---
    void use_replica(std::string name);
    void open(WindowName window);
    void open_is_refused(WindowName window);
    void close(WindowName window);
    void crash(WindowName window);
    void erase(WindowName window, bool outbox_too);
    void run(WindowName window, Which which, std::string sql);
    void make_durable(WindowName window);
    void make_durable_fails(WindowName window, ErrorCode code, std::string key);
    /// The query's single number is `expected`.
    void expect(WindowName window, Which which, std::string query, std::int64_t expected);
    void expect_sound(WindowName window);
    void expect_loss(WindowName window, std::optional<platform::StorageLoss> loss);
    void fail_next_writes(int count);
    void lose_record(bool of_outbox, std::uint32_t index);
    /// Anything else; returns what is wrong, or nothing.
    void check(std::function<std::string(Script&)> look);
    /// Anything else that ends later.
    void wait(Step step) { m_steps.push_back(std::move(step)); }

    [[nodiscard]] Window& window(WindowName name);
    [[nodiscard]] StorageUnderTest& storage() { return m_storage; }

    /// Runs the steps and calls back once with nothing or with the first failure.
    void start(Next finished);

private:
    void next(std::optional<std::string> failure);
    void open_storage(WindowName name, std::function<void(Result<platform::StorageLocation>)> then);
    [[nodiscard]] std::optional<std::string> connect(Window& window);

    StorageUnderTest& m_storage;
    std::string m_replica_name;
    std::vector<Step> m_steps;
    std::size_t m_position = 0;
    Next m_finished;
    std::vector<std::pair<std::string, std::unique_ptr<Window>>> m_windows;
};

}  // namespace portail::contract
