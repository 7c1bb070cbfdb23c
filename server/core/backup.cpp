#include "server/core/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "server/core/maintenance.h"
#include "server/core/store.h"
#include "shared/base/ids.h"
#include "shared/domain/mail.h"

namespace portail::server {
namespace {

namespace fs = std::filesystem;

Error file_error(std::string_view what, const std::string& path, const std::error_code& problem) {
    return unavailable(std::string{what}.append(" ").append(path).append(": ") + problem.message());
}

/// Removes its file at the end, unless the file has been given its final name by then.
class TemporaryFile {
public:
    explicit TemporaryFile(std::string path) : m_path(std::move(path)) { remove(); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { remove(); }
    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    void remove() {
        std::error_code ignored;
        fs::remove(m_path, ignored);
    }
    std::string m_path;
};

Result<void> flush(const std::string& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool flushed = file >= 0 && fsync(file) == 0;
    const std::error_code problem{errno, std::generic_category()};
    if (file >= 0) close(file);
    if (!flushed) return file_error("cannot flush", path, problem);
    return {};
}

Result<void> rename_durably(const std::string& from, const std::string& to) {
    PORTAIL_RETURN_IF_ERROR(flush(from));
    std::error_code problem;
    fs::rename(from, to, problem);
    if (problem) return file_error("cannot rename", from, problem);
    return flush(fs::absolute(to, problem).parent_path().string());
}

// One step within one read transaction: a snapshot, whatever the server writes meanwhile.
Result<void> copy_pages(Database& from, Database& to) {
    sqlite3_backup* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (backup == nullptr) return unavailable(sqlite3_errmsg(to.handle()));
    sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK) {
        return unavailable(std::string{"cannot copy the database: "} + sqlite3_errmsg(to.handle()));
    }
    // One file that is complete by itself, without a log.
    return to.execute("PRAGMA journal_mode = DELETE");
}

Result<void> copy_database(const std::string& from_path, const std::string& to_path) {
    Result<Database> from = Database::open(from_path, {.read_only = true});
    if (!from) return from.error();
    Result<Database> to = Database::open(to_path);
    if (!to) return to.error();
    std::error_code problem;
    fs::permissions(to_path, fs::perms::owner_read | fs::perms::owner_write, problem);
    if (problem) return file_error("cannot protect", to_path, problem);
    return copy_pages(*from, *to);
}

Result<void> require_usable(const std::string& path) {
    Result<Database> database = Database::open(path, {.read_only = true});
    if (!database) return database.error();
    return require_portail_database(*database);
}

// Whether they were sent after the backup was made nobody knows: staff decide. An old backup may have no mails yet.
Result<void> hold_mails(Database& database) {
    const Result<std::int64_t> tables =
        database.integer("SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = 'mails'");
    if (!tables) return tables.error();
    if (*tables == 0) return {};
    return database.run(
        "UPDATE mails SET state = 'uncertain', problem = ?1, last_error = '' WHERE state IN ('waiting', 'sending')",
        to_string(MailProblem::Restored));
}

Result<void> begin_new_epoch(const std::string& path, RandomSource& random) {
    Result<Database> database = Database::open(path);
    if (!database) return database.error();
    Result<Savepoint> together = Savepoint::begin(*database, "restore");
    if (!together) return together.error();
    PORTAIL_RETURN_IF_ERROR(database->run("UPDATE server_state SET epoch = ?1", make_unrelated_id(random)));
    PORTAIL_RETURN_IF_ERROR(database->run("DELETE FROM sessions"));
    PORTAIL_RETURN_IF_ERROR(hold_mails(*database));
    return together->release();
}

// The database that is replaced may be damaged, which must not keep anybody from replacing it: an
// attempt to empty its log, and then the log goes with it.
Result<std::string> set_aside(const std::string& path, Milliseconds now) {
    std::error_code problem;
    if (!fs::exists(path, problem)) return std::string{};
    if (Result<Database> database = Database::open(path)) {
        static_cast<void>(database->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    }
    const fs::path folder = fs::path{path}.parent_path();
    const std::string aside = (folder / ("portail-before-restore-" + std::to_string(now) + ".db")).string();
    // The log first: beside another database it would be applied to that.
    for (const char* suffix : {"-wal", "-shm", ""}) {
        if (!fs::exists(path + suffix, problem)) continue;
        fs::rename(path + suffix, aside + suffix, problem);
        if (problem) return file_error("cannot rename", path + suffix, problem);
    }
    return aside;
}

}  // namespace

Result<BackupReport> back_up(const std::string& folder, const std::string& target) {
    std::error_code problem;
    if (fs::exists(target, problem)) {
        Error error = conflict("error.file_exists");
        error.values = {{"path", target}};
        return error;
    }
    const TemporaryFile partial{target + ".partial"};
    PORTAIL_RETURN_IF_ERROR(copy_database(database_path(folder), partial.path()));
    PORTAIL_RETURN_IF_ERROR(require_usable(partial.path()));
    PORTAIL_RETURN_IF_ERROR(rename_durably(partial.path(), target));
    const std::uintmax_t bytes = fs::file_size(target, problem);
    if (problem) return file_error("cannot read", target, problem);
    return BackupReport{target, static_cast<std::int64_t>(bytes)};
}

Result<std::string> restore(const std::string& folder, const std::string& backup, const Clock& clock,
                            RandomSource& random) {
    PORTAIL_RETURN_IF_ERROR(create_data_folder(folder));
    const Result<FolderLock> lock = FolderLock::take(folder);
    if (!lock) return lock.error();
    const std::string path = database_path(folder);
    const TemporaryFile restored{path + ".restored"};
    PORTAIL_RETURN_IF_ERROR(copy_database(backup, restored.path()));
    PORTAIL_RETURN_IF_ERROR(require_usable(restored.path()));
    PORTAIL_RETURN_IF_ERROR(begin_new_epoch(restored.path(), random));
    Result<std::string> replaced = set_aside(path, clock.now());
    if (!replaced) return replaced;
    PORTAIL_RETURN_IF_ERROR(rename_durably(restored.path(), path));
    return replaced;
}

}  // namespace portail::server
