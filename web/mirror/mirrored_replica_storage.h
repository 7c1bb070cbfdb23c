// A replica storage that keeps both databases in memory and writes what was committed to a
// RecordStore behind them. Writes are atomic over both databases; what is committed while one is
// under way goes into the next; a failed one leaves its records dirty, and the next carries the
// union. A mirror that was stored incompletely is noticed while it is loaded.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "shared/platform/replica_storage.h"
#include "web/mirror/memory_file.h"
#include "web/mirror/record_store.h"

namespace portail {

class MirroredReplicaStorage final : public platform::ReplicaStorage, private RecordStore::Listener {
public:
    explicit MirroredReplicaStorage(std::unique_ptr<RecordStore> store);
    ~MirroredReplicaStorage() override;

    void open(const std::string& name, Opened opened) override;
    void make_durable(Durable durable) override;
    void on_lost(Lost lost) override { m_lost = std::move(lost); }
    void close() override;
    void erase(const std::string& name, bool outbox_too, Erased erased) override;
    void ask_to_keep(SafetyKnown known) override;

private:
    enum class State { Closed, Opening, Open, Lost };

    void loading(PerFile<std::uint64_t> sizes) override;
    std::uint8_t* load(MirrorFile file, std::uint32_t index, std::uint32_t length) override;
    void opened(Result<void> result) override;
    void written(Result<void> result) override;
    void lost(platform::StorageLoss loss) override;

    [[nodiscard]] platform::StorageLocation publish();
    void withdraw();
    void schedule_write();
    void start_write();
    /// False when a callback has closed or destroyed the storage: nothing may be touched any more.
    bool answer(std::vector<Durable> waiting, const Result<void>& result);
    [[nodiscard]] Error loss_error() const;
    [[nodiscard]] MemoryFile& file(MirrorFile which) { return *m_files[static_cast<std::size_t>(which)]; }

    std::unique_ptr<RecordStore> m_store;
    PerFile<std::shared_ptr<MemoryFile>> m_files;
    PerFile<std::string> m_paths;
    PerFile<std::uint32_t> m_records_loaded{};
    PerFile<bool> m_is_damaged{};
    bool m_out_of_memory = false;

    State m_state = State::Closed;
    platform::StorageLoss m_loss = platform::StorageLoss::Failed;
    bool m_is_writing = false;
    bool m_is_scheduled = false;
    Opened m_opened;
    Lost m_lost;
    std::vector<Durable> m_waiting;    // for the next write
    std::vector<Durable> m_in_flight;  // for the one under way
    std::shared_ptr<char> m_session;   // ends with close(): what was posted asks whether it lives
};

}  // namespace portail
