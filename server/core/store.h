// The authoritative database of one business: a data folder with one SQLite file, held by one process. Opening takes an
// exclusive lock on the folder, brings the schema up to date and settles what the last process left behind.
// One connection writes (see writer.h); reads run on connections of their own, each in a snapshot that has ended before
// the answer is sent.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "server/core/crash_notes.h"
#include "server/core/feed.h"
#include "server/core/folder_lock.h"
#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/db/database.h"

namespace portail::server {

/// How a commit reaches the disk. `None` is for tests and the simulation: it survives the process, not the machine.
enum class Durability : std::uint8_t { Full, None };

struct StoreOptions {
    std::string folder;  ///< created when missing; ":memory:" for a store without one, which is used by one thread
    Durability durability = Durability::Full;
    std::size_t readers = 4;  ///< connections for reading, opened when they are needed
    std::string vfs;          ///< SQLite's name of the file system, empty for the default one
};

[[nodiscard]] std::string database_path(const std::string& folder);
/// With everything above it, for its owner alone; one that exists is left as it is.
[[nodiscard]] Result<void> create_data_folder(const std::string& folder);

class Store {
public:
    /// The clock and the random source outlive the store.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(StoreOptions options, const Clock& clock,
                                                             RandomSource& random);
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    /// Runs `read(Database&)`, which returns a Result, in one snapshot. From any thread, except within a writer's job.
    template <class Read>
    [[nodiscard]] auto read(Read&& read) -> std::invoke_result_t<Read, Database&> {
        Result<Reader> reader = begin_read();
        if (!reader) return reader.error();
        return std::forward<Read>(read)(reader->database());
    }

    [[nodiscard]] const std::string& epoch() const { return m_epoch; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    [[nodiscard]] RandomSource& random() { return m_random; }
    [[nodiscard]] const StoreOptions& options() const { return m_options; }

    // The writer's side; its thread alone.
    [[nodiscard]] Database& writer_connection() { return *m_writer_connection; }
    [[nodiscard]] bool has_writer_connection() const { return m_writer_connection.has_value(); }
    [[nodiscard]] FeedRecorder& feed() { return m_feed; }
    [[nodiscard]] CrashNotes& crash_notes() { return m_crash_notes; }
    /// Pages in the write-ahead log after the last commit.
    [[nodiscard]] int pages_in_log() const { return m_pages_in_log; }
    /// Opens the writer's connection anew, for after a failed COMMIT nobody knows what the old one believes.
    [[nodiscard]] Result<void> reopen_writer_connection();

private:
    /// A connection on loan, within a snapshot; both end with it.
    class Reader {
    public:
        Reader(Store& store, std::unique_ptr<Database> own) : m_store(&store), m_own(std::move(own)) {}
        Reader(Reader&& other) noexcept
            : m_store(std::exchange(other.m_store, nullptr)), m_own(std::move(other.m_own)) {}
        Reader& operator=(Reader&&) = delete;
        ~Reader();
        /// The writer's connection for a store in memory, which has no other.
        [[nodiscard]] Database& database() { return m_own ? *m_own : *m_store->m_writer_connection; }

    private:
        Store* m_store;
        std::unique_ptr<Database> m_own;
    };

    Store(StoreOptions options, const Clock& clock, RandomSource& random);
    [[nodiscard]] bool in_memory() const;
    [[nodiscard]] Result<void> take_folder();
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<Reader> begin_read();
    [[nodiscard]] Result<std::unique_ptr<Database>> take_reader();
    void give_back(std::unique_ptr<Database> reader);

    StoreOptions m_options;
    const Clock& m_clock;
    RandomSource& m_random;
    FolderLock m_lock;
    CrashNotes m_crash_notes;
    FeedRecorder m_feed;
    std::optional<Database> m_writer_connection;
    int m_pages_in_log = 0;
    std::string m_epoch;

    std::mutex m_readers_mutex;
    std::condition_variable m_reader_returned;
    std::vector<std::unique_ptr<Database>> m_idle_readers;
    std::size_t m_open_readers = 0;
};

}  // namespace portail::server
