#include "server/core/store.h"

#include <filesystem>

#include "server/core/server_migrations.h"
#include "shared/base/ids.h"

namespace portail::server {
namespace {

constexpr int busy_timeout_ms = 5000;
constexpr std::string_view in_memory_name = ":memory:";

int note_pages_in_log(void* pages_in_log, sqlite3*, const char*, int pages) {
    *static_cast<int*>(pages_in_log) = pages;
    return SQLITE_OK;
}

Result<void> write_ahead(Database& database) {
    const auto mode = database.first("PRAGMA journal_mode = WAL", [](const Row& row) { return row.text(0); });
    if (!mode) return mode.error();
    if (mode->value_or("") != "wal") {
        return unavailable("the file system cannot hold a write-ahead log");
    }
    return {};
}

}  // namespace

std::string database_path(const std::string& folder) {
    return (std::filesystem::path{folder} / "portail.db").string();
}

Result<void> create_data_folder(const std::string& folder) {
    std::error_code problem;
    const bool created = std::filesystem::create_directories(folder, problem);
    if (created) {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, problem);
    }
    if (problem) return unavailable("cannot create " + folder + ": " + problem.message());
    return {};
}

Result<std::unique_ptr<Store>> Store::open(StoreOptions options, const Clock& clock, RandomSource& random) {
    std::unique_ptr<Store> store{new Store{std::move(options), clock, random}};
    if (!store->in_memory()) PORTAIL_RETURN_IF_ERROR(store->take_folder());
    PORTAIL_RETURN_IF_ERROR(store->reopen_writer_connection());
    PORTAIL_RETURN_IF_ERROR(store->prepare());
    return store;
}

Store::Store(StoreOptions options, const Clock& clock, RandomSource& random)
    : m_options(std::move(options)), m_clock(clock), m_random(random) {}

bool Store::in_memory() const {
    return m_options.folder == in_memory_name;
}

Result<void> Store::take_folder() {
    PORTAIL_RETURN_IF_ERROR(create_data_folder(m_options.folder));
    Result<FolderLock> lock = FolderLock::take(m_options.folder);
    if (!lock) return lock.error();
    m_lock = std::move(*lock);
    const std::filesystem::path folder{m_options.folder};
    Result<CrashNotes> notes = CrashNotes::open((folder / "running_mutation").string());
    if (!notes) return notes.error();
    m_crash_notes = std::move(*notes);
    return {};
}

Result<void> Store::reopen_writer_connection() {
    // What is in memory ends with its connection.
    if (in_memory() && m_writer_connection) return {};
    const std::string path = in_memory() ? m_options.folder : database_path(m_options.folder);
    m_writer_connection.reset();
    Result<Database> opened = Database::open(path, {.vfs = m_options.vfs});
    if (!opened) return opened.error();
    m_writer_connection.emplace(std::move(*opened));
    m_feed.install(*m_writer_connection);
    sqlite3_busy_timeout(m_writer_connection->handle(), busy_timeout_ms);
    if (!in_memory()) PORTAIL_RETURN_IF_ERROR(write_ahead(*m_writer_connection));
    // In the place of SQLite's own hook, which runs a checkpoint within the commit: the writer does
    // that itself, after it has answered.
    sqlite3_wal_hook(m_writer_connection->handle(), &note_pages_in_log, &m_pages_in_log);
    const bool full = m_options.durability == Durability::Full;
    return m_writer_connection->execute(full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
}

Result<void> Store::prepare() {
    PORTAIL_RETURN_IF_ERROR(bring_up_to_date(*m_writer_connection, m_feed, present_migrations(),
                                             make_unrelated_id(m_random), m_clock.now()));
    PORTAIL_RETURN_IF_ERROR(m_crash_notes.settle(*m_writer_connection, m_clock.now()));
    auto epoch =
        m_writer_connection->first("SELECT epoch FROM server_state", [](const Row& row) { return row.text(0); });
    if (!epoch) return epoch.error();
    m_epoch = epoch->value_or("");
    return {};
}

Result<Store::Reader> Store::begin_read() {
    if (in_memory()) return Reader{*this, nullptr};
    Result<std::unique_ptr<Database>> connection = take_reader();
    if (!connection) return connection.error();
    Reader reader{*this, std::move(*connection)};
    PORTAIL_RETURN_IF_ERROR(reader.database().execute("BEGIN"));
    return reader;
}

Result<std::unique_ptr<Database>> Store::take_reader() {
    {
        std::unique_lock lock{m_readers_mutex};
        m_reader_returned.wait(lock, [&] { return !m_idle_readers.empty() || m_open_readers < m_options.readers; });
        if (!m_idle_readers.empty()) {
            std::unique_ptr<Database> reader = std::move(m_idle_readers.back());
            m_idle_readers.pop_back();
            return reader;
        }
        ++m_open_readers;
    }
    Result<Database> opened =
        Database::open(database_path(m_options.folder), {.read_only = true, .vfs = m_options.vfs});
    if (!opened) {
        give_back(nullptr);
        return opened.error();
    }
    sqlite3_busy_timeout(opened->handle(), busy_timeout_ms);
    return std::make_unique<Database>(std::move(*opened));
}

void Store::give_back(std::unique_ptr<Database> reader) {
    {
        const std::lock_guard lock{m_readers_mutex};
        if (reader) {
            m_idle_readers.push_back(std::move(reader));
        } else {
            --m_open_readers;
        }
    }
    m_reader_returned.notify_one();
}

Store::Reader::~Reader() {
    if (m_store == nullptr || !m_own) return;
    // A connection that cannot end its snapshot is closed, or it would keep the log from ever
    // beginning anew.
    const bool ended = !m_own->in_transaction() || m_own->execute("COMMIT").ok();
    if (!ended) m_own.reset();
    m_store->give_back(std::move(m_own));
}

}  // namespace portail::server
