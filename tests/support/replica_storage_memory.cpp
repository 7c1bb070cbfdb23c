#include "tests/support/replica_storage_memory.h"

#include <algorithm>
#include <utility>

#include "web/mirror/mirrored_replica_storage.h"

namespace portail {

using platform::StorageLoss;

class MemoryRecordStore final : public RecordStore {
public:
    MemoryRecordStore(std::shared_ptr<MemoryDisk> disk, std::function<void(std::function<void()>)> post)
        : m_disk(std::move(disk)), m_post(std::move(post)) {}

    void open(const std::string& name, Listener& listener) override {
        m_name = name;
        m_listener = &listener;
        if_still_open([this] {
            MemoryDisk::Replica& replica = m_disk->replica(m_name);
            m_epoch = ++replica.epoch;
            m_listener->loading(replica.sizes);
            for (const MirrorFile file : {MirrorFile::Replica, MirrorFile::Outbox}) {
                for (const auto& [index, bytes] : replica.records[static_cast<std::size_t>(file)]) {
                    std::uint8_t* into = m_listener->load(file, index, static_cast<std::uint32_t>(bytes.size()));
                    if (into != nullptr) std::copy(bytes.begin(), bytes.end(), into);
                }
            }
            m_listener->opened({});
        });
    }

    void write(const MirrorWrite& write) override {
        struct Copy {
            MirrorFile file;
            std::uint32_t index;
            std::vector<std::uint8_t> bytes;
        };
        std::vector<Copy> copies;
        for (const RecordWrite& record : write.records) {
            copies.push_back({record.file, record.index, {record.bytes, record.bytes + record.length}});
        }
        // The disk does not ask whether the program still lives; the answer does.
        m_post([this, alive = std::weak_ptr<char>(m_session), disk = m_disk, name = m_name, epoch = m_epoch,
                sizes = write.sizes, copies = std::move(copies)]() mutable {
            MemoryDisk::Replica& replica = disk->replica(name);
            const bool is_ours = replica.epoch == epoch;
            const bool fails = is_ours && disk->m_writes_to_fail > 0;
            if (fails) {
                --disk->m_writes_to_fail;
            } else if (is_ours) {
                ++disk->m_write_count;
                for (Copy& copy : copies) {
                    replica.records[static_cast<std::size_t>(copy.file)][copy.index] = std::move(copy.bytes);
                }
                replica.sizes = sizes;
                for (std::size_t file = 0; file < sizes.size(); ++file) {
                    const std::uint64_t count = (sizes[file] + record_sizes[file] - 1) / record_sizes[file];
                    auto& records = replica.records[file];
                    records.erase(records.lower_bound(static_cast<std::uint32_t>(count)), records.end());
                }
            }
            if (!alive.expired()) answer_write(is_ours, fails);
        });
    }

    void close() override {
        m_listener = nullptr;
        m_session = std::make_shared<char>();
    }

    void erase(const std::string& name, bool outbox_too, platform::ReplicaStorage::Erased erased) override {
        MemoryDisk::Replica& replica = m_disk->replica(name);
        ++replica.epoch;
        for (std::size_t file = 0; file < (outbox_too ? 2U : 1U); ++file) {
            replica.sizes[file] = 0;
            replica.records[file].clear();
        }
        if_still_open([erased = std::move(erased)] { erased({}); });
    }

    void ask_to_keep(platform::ReplicaStorage::SafetyKnown known) override {
        if_still_open([known = std::move(known)] { known({.may_be_evicted = true}); });
    }

    void post(std::function<void()> task) override { m_post(std::move(task)); }

private:
    void answer_write(bool is_ours, bool fails) {
        if_still_open([this, is_ours, fails] {
            if (is_ours) {
                m_listener->written(fails ? Result<void>{storage_full("a pretended full disk")} : Result<void>{});
                return;
            }
            const std::weak_ptr<char> alive = m_session;
            m_listener->lost(StorageLoss::TakenOver);
            if (!alive.expired()) m_listener->written(storage_in_use());
        });
    }

    void if_still_open(std::function<void()> task) {
        m_post([alive = std::weak_ptr<char>(m_session), task = std::move(task)] {
            if (!alive.expired()) task();
        });
    }

    std::shared_ptr<MemoryDisk> m_disk;
    std::function<void(std::function<void()>)> m_post;
    std::string m_name;
    std::uint64_t m_epoch = 0;
    Listener* m_listener = nullptr;
    std::shared_ptr<char> m_session = std::make_shared<char>();  // ends with close()
};

std::unique_ptr<platform::ReplicaStorage> make_replica_storage_memory(std::shared_ptr<MemoryDisk> disk,
                                                                      std::function<void(std::function<void()>)> post) {
    return std::make_unique<MirroredReplicaStorage>(
        std::make_unique<MemoryRecordStore>(std::move(disk), std::move(post)));
}

}  // namespace portail
