// Runs the storage contract against the pretended disk and against SQLite files.
#include <catch2/catch_test_macros.hpp>

#include <deque>
#include <filesystem>
#include <functional>
#include <string>

#include "native/replica_storage_native.h"
#include "tests/contract/storage_contract.h"
#include "tests/support/replica_storage_memory.h"
#include "tests/support/temporary_folder.h"

namespace portail::contract {
namespace {

/// The event loop of a test: what was posted runs in order until nothing is left.
class TaskQueue {
public:
    [[nodiscard]] std::function<void(std::function<void()>)> post() {
        return [this](std::function<void()> task) { m_tasks.push_back(std::move(task)); };
    }
    void run() {
        while (!m_tasks.empty()) {
            const std::function<void()> task = std::move(m_tasks.front());
            m_tasks.pop_front();
            task();
        }
    }

private:
    std::deque<std::function<void()>> m_tasks;
};

class MemoryUnderTest final : public StorageUnderTest {
public:
    explicit MemoryUnderTest(TaskQueue& queue) : m_queue(queue) {}
    std::unique_ptr<platform::ReplicaStorage> make_window() override {
        return make_replica_storage_memory(m_disk, m_queue.post());
    }
    [[nodiscard]] bool takes_over() const override { return true; }
    [[nodiscard]] bool writes_behind() const override { return true; }
    void fail_next_writes(int count) override { m_disk->fail_next_writes(count); }
    void lose_record(const std::string& name, bool of_outbox, std::uint32_t index, Done done) override {
        REQUIRE(m_disk->replica(name).records[of_outbox ? 1 : 0].erase(index) == 1);
        done();
    }

private:
    TaskQueue& m_queue;
    std::shared_ptr<MemoryDisk> m_disk = std::make_shared<MemoryDisk>();
};

class NativeUnderTest final : public StorageUnderTest {
public:
    explicit NativeUnderTest(TaskQueue& queue) : m_queue(queue) {}
    std::unique_ptr<platform::ReplicaStorage> make_window() override {
        return make_replica_storage_native(m_folder.path() / "replicas", m_queue.post());
    }
    [[nodiscard]] bool takes_over() const override { return false; }
    [[nodiscard]] bool writes_behind() const override { return false; }
    void fail_next_writes(int) override { FAIL("a commit fails here, not make_durable"); }
    void lose_record(const std::string&, bool, std::uint32_t, Done) override { FAIL("SQLite files have no records"); }

private:
    TaskQueue& m_queue;
    TemporaryFolder m_folder;
};

template <class Storage>
void keep_the_contract() {
    for (const ContractRow& row : storage_contract()) {
        TaskQueue queue;
        Storage storage{queue};
        if (!applies(row, storage)) continue;
        DYNAMIC_SECTION(row.sentence) {
            Script script{storage, "shop/customer:42"};
            row.write(script);
            bool has_finished = false;
            std::optional<std::string> failure;
            script.start([&](std::optional<std::string> outcome) {
                has_finished = true;
                failure = std::move(outcome);
            });
            queue.run();
            INFO(failure.value_or("a step was never answered"));
            CHECK((has_finished && !failure));
        }
    }
}

TEST_CASE("the pretended disk keeps the contract of a replica storage") {
    keep_the_contract<MemoryUnderTest>();
}

TEST_CASE("SQLite files keep the contract of a replica storage") {
    keep_the_contract<NativeUnderTest>();
}

}  // namespace
}  // namespace portail::contract
