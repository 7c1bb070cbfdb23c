#include "native/replica_storage_native.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cassert>
#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace portail {
namespace {

namespace fs = std::filesystem;
using platform::StorageLocation;

// cache_spill=OFF: the transaction of the replica stays open for hours and its rows are not for the
// disk; spilled ones would be harmless there, but would grow the WAL.
constexpr const char* connection_setup = R"(
    PRAGMA page_size = 4096;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_spill = OFF;
)";

Error storage_failed(std::string_view what, const std::error_code& reason) {
    const bool is_full = reason == std::errc::no_space_on_device;
    return {ErrorCode::Unavailable,
            is_full ? "error.storage_full" : "error.storage",
            {},
            {},
            std::string{what} + ": " + reason.message()};
}

std::error_code last_system_error() {
    return {errno, std::generic_category()};
}

/// A file descriptor that is closed with its owner; a lock on it ends then too.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(m_number, other.m_number);
        return *this;
    }
    ~Descriptor() {
        if (m_number >= 0) ::close(m_number);
    }
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number = -1;
};

/// A name of any bytes as a file name: what is not plain is written as %xx.
std::string as_file_name(std::string_view name) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    constexpr std::string_view digits = "0123456789abcdef";
    std::string encoded;
    for (const char character : name) {
        if (plain.find(character) != std::string_view::npos) {
            encoded += character;
        } else {
            const auto byte = static_cast<unsigned char>(character);
            encoded += {'%', digits[byte >> 4], digits[byte & 15]};
        }
    }
    return encoded;
}

Result<void> sync_folder(const fs::path& folder) {
    const Descriptor descriptor{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (descriptor.number() < 0 || ::fsync(descriptor.number()) != 0) {
        return storage_failed("sync of the replica's folder", last_system_error());
    }
    return {};
}

class NativeReplicaStorage final : public platform::ReplicaStorage {
public:
    NativeReplicaStorage(fs::path folder, std::function<void(std::function<void()>)> post)
        : m_folder(std::move(folder)), m_post(std::move(post)) {}

    void open(const std::string& name, Opened opened) override {
        assert(m_lock.number() < 0);
        Result<StorageLocation> location = take(name);
        answer([opened = std::move(opened), location = std::move(location)] { opened(location); });
    }

    void make_durable(Durable durable) override {
        Result<void> result;
        if (m_lock.number() < 0) {
            result = Error{ErrorCode::Unavailable, "error.storage", {}, {}, "it is not open"};
        }
        answer([durable = std::move(durable), result] { durable(result); });
    }

    /// A lock that is held is never taken away here.
    void on_lost(Lost) override {}

    void close() override {
        m_lock = {};
        m_session = std::make_shared<char>();
    }

    void erase(const std::string& name, bool outbox_too, Erased erased) override {
        assert(m_lock.number() < 0);
        answer([erased = std::move(erased), result = remove(name, outbox_too)] { erased(result); });
    }

    void ask_to_keep(SafetyKnown known) override {
        platform::StorageSafety safety;
        std::error_code failed;
        const fs::space_info space = fs::space(m_folder, failed);
        if (!failed) safety.bytes_available = static_cast<std::int64_t>(space.available);
        answer([known = std::move(known), safety] { known(safety); });
    }

private:
    [[nodiscard]] std::string file(std::string_view name, std::string_view extension) const {
        return (m_folder / (as_file_name(name) + std::string{extension})).string();
    }

    [[nodiscard]] Result<Descriptor> lock(const std::string& name) const {
        std::error_code failed;
        if (fs::create_directories(m_folder, failed)) {
            fs::permissions(m_folder, fs::perms::owner_all, failed);
        }
        if (failed) return storage_failed("the replica's folder", failed);
        Descriptor descriptor{::open(file(name, ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)};
        if (descriptor.number() < 0) {
            return storage_failed("the replica's lock file", last_system_error());
        }
        if (::flock(descriptor.number(), LOCK_EX | LOCK_NB) != 0) {
            if (errno == EWOULDBLOCK) return conflict("error.storage_in_use");
            return storage_failed("the replica's lock", last_system_error());
        }
        return descriptor;
    }

    [[nodiscard]] Result<StorageLocation> take(const std::string& name) {
        Result<Descriptor> locked = lock(name);
        if (!locked) return locked.error();
        m_lock = *std::move(locked);
        return StorageLocation{.replica_path = file(name, ".replica.db"),
                               .outbox_path = file(name, ".outbox.db"),
                               .vfs = {},
                               .connection_setup = connection_setup};
    }

    /// The lock file stays: who removed it would let two others lock two different files.
    [[nodiscard]] Result<void> remove(const std::string& name, bool outbox_too) const {
        Result<Descriptor> locked = lock(name);
        if (!locked) return locked.error();
        for (const std::string_view database : {".replica.db", ".outbox.db"}) {
            if (database == ".outbox.db" && !outbox_too) continue;
            // The database first: SQLite drops a WAL that has lost its database, but a database
            // that has lost its WAL may be half of one.
            for (const std::string_view part : {"", "-wal", "-shm"}) {
                std::error_code failed;
                fs::remove(file(name, std::string{database} + std::string{part}), failed);
                if (failed) return storage_failed("erasing", failed);
            }
        }
        return sync_folder(m_folder);
    }

    void answer(std::function<void()> give) {
        m_post([alive = std::weak_ptr<char>(m_session), give = std::move(give)] {
            if (!alive.expired()) give();
        });
    }

    fs::path m_folder;
    std::function<void(std::function<void()>)> m_post;
    Descriptor m_lock;
    std::shared_ptr<char> m_session = std::make_shared<char>();  // ends with close()
};

}  // namespace

std::unique_ptr<platform::ReplicaStorage> make_replica_storage_native(std::filesystem::path folder,
                                                                      std::function<void(std::function<void()>)> post) {
    return std::make_unique<NativeReplicaStorage>(std::move(folder), std::move(post));
}

}  // namespace portail
