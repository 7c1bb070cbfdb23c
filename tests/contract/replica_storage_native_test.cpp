#include "native/replica_storage_native.h"

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <fstream>
#include <optional>

#include <sys/resource.h>
#include <sys/stat.h>

#include "shared/db/database.h"
#include "tests/support/temporary_folder.h"

namespace portail {
namespace {

using platform::ReplicaStorage;
using platform::StorageLocation;

/// Tasks run at once: these tests have no loop.
std::unique_ptr<ReplicaStorage> make_storage(const std::filesystem::path& folder) {
    return make_replica_storage_native(folder, [](const std::function<void()>& task) { task(); });
}

Result<StorageLocation> open(ReplicaStorage& storage) {
    std::optional<Result<StorageLocation>> answer;
    storage.open("me", [&](Result<StorageLocation> location) { answer = std::move(location); });
    return *answer;
}

/// No file of this process grows beyond `bytes` while it lives: the kernel's own full disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, SIG_DFL);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit m_before{};
};

TEST_CASE("a commit that the disk refuses is rolled back, and the next one succeeds") {
    const TemporaryFolder folder;
    auto storage = make_storage(folder.path());
    const Result<StorageLocation> location = open(*storage);
    REQUIRE(location);
    Result<Database> outbox = Database::open(location->outbox_path);
    REQUIRE(outbox);
    REQUIRE(outbox->execute(location->connection_setup));
    REQUIRE(outbox->execute("CREATE TABLE changes (text TEXT NOT NULL) STRICT"));
    {
        const FileSizeLimit limit{100'000};
        const Result<void> refused = outbox->execute("INSERT INTO changes (text) VALUES (hex(zeroblob(200000)))");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::Unavailable);
    }
    REQUIRE(outbox->execute("INSERT INTO changes (text) VALUES ('small')"));
    CHECK(*outbox->integer("SELECT count(*) FROM changes") == 1);
    CHECK(*outbox->integer("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = "
                           "'ok'") == 1);
}

TEST_CASE("the folder of the replicas is made for its owner alone") {
    const TemporaryFolder folder;
    const auto replicas = folder.path() / "deeper" / "replicas";
    auto storage = make_storage(replicas);
    REQUIRE(open(*storage));
    struct stat status {};
    REQUIRE(stat(replicas.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0700);
}

TEST_CASE("a folder that cannot be made is an error that the person is told") {
    const TemporaryFolder folder;
    const auto in_the_way = folder.path() / "file";
    std::ofstream{in_the_way} << "no folder";
    auto storage = make_storage(in_the_way / "replicas");
    const Result<StorageLocation> location = open(*storage);
    REQUIRE_FALSE(location);
    CHECK(location.error().code == ErrorCode::Unavailable);
    CHECK(location.error().key == "error.storage");
}

TEST_CASE("every commit is synced to the disk") {
    const TemporaryFolder folder;
    auto storage = make_storage(folder.path());
    const Result<StorageLocation> location = open(*storage);
    REQUIRE(location);
    Result<Database> replica = Database::open(location->replica_path);
    REQUIRE(replica->execute(location->connection_setup));
    CHECK(*replica->integer("SELECT synchronous FROM pragma_synchronous") == 2);
    CHECK(*replica->integer("SELECT journal_mode = 'wal' FROM pragma_journal_mode") == 1);
    CHECK(*replica->integer("SELECT cache_spill FROM pragma_cache_spill") == 0);
}

}  // namespace
}  // namespace portail
