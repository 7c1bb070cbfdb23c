#include "web/mirror/memory_file.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <map>
#include <vector>

#include "shared/base/random.h"

namespace portail {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes contents(const MemoryFile& file) {
    Bytes bytes(file.size());
    if (!bytes.empty()) CHECK(file.read(0, bytes.data(), bytes.size()));
    return bytes;
}

/// Durable storage of one file, and how it is brought up to date.
struct Durable {
    std::map<std::uint32_t, Bytes> records;
    std::uint64_t size = 0;

    void write_from(MemoryFile& file, bool succeeds) {
        std::map<std::uint32_t, Bytes> changed;
        file.begin_write([&](std::uint32_t index) {
            changed[index] = {file.record(index), file.record(index) + file.record_length(index)};
        });
        const std::uint64_t new_size = file.size();
        const std::uint32_t count = file.record_count();
        file.end_write(succeeds);
        if (!succeeds) return;
        for (auto& [index, bytes] : changed)
            records[index] = std::move(bytes);
        records.erase(records.lower_bound(count), records.end());
        size = new_size;
    }

    [[nodiscard]] Bytes loaded(std::uint32_t record_size) const {
        MemoryFile file{record_size};
        REQUIRE(file.prepare_load(size));
        REQUIRE(records.size() == file.record_count());
        for (const auto& [index, bytes] : records) {
            REQUIRE(bytes.size() == file.record_length(index));
            std::copy(bytes.begin(), bytes.end(), file.load_record(index));
        }
        CHECK_FALSE(file.is_dirty());
        return contents(file);
    }
};

TEST_CASE("a read beyond the end is filled with zeros and said to be short") {
    MemoryFile file{16};
    REQUIRE(file.write(0, "abcdefghijklmnopqrst", 20));
    Bytes bytes(8, 0xff);
    CHECK_FALSE(file.read(16, bytes.data(), bytes.size()));
    CHECK(bytes == Bytes{'q', 'r', 's', 't', 0, 0, 0, 0});
    CHECK_FALSE(file.read(100, bytes.data(), bytes.size()));
    CHECK(bytes == Bytes(8, 0));
}

TEST_CASE("what grows over a cut reads as zeros") {
    MemoryFile file{16};
    REQUIRE(file.write(0, "abcdefghijklmnopqrst", 20));
    REQUIRE(file.truncate(4));
    REQUIRE(file.truncate(20));
    Bytes expected(20, 0);
    std::copy_n("abcd", 4, expected.begin());
    CHECK(contents(file) == expected);
}

TEST_CASE("nothing is dirty before it is committed, nor after a roll-back") {
    MemoryFile file{16};
    REQUIRE(file.write(0, "abcd", 4));
    CHECK(file.has_uncommitted());
    CHECK_FALSE(file.is_dirty());
    file.commit();
    CHECK_FALSE(file.has_uncommitted());
    CHECK(file.is_dirty());

    Durable durable;
    durable.write_from(file, true);
    CHECK_FALSE(file.is_dirty());
    REQUIRE(file.write(0, "abcd", 4));
    file.abandon();
    CHECK_FALSE(file.has_uncommitted());
    CHECK_FALSE(file.is_dirty());
}

TEST_CASE("what is committed while a write is under way is dirty afterwards") {
    MemoryFile file{16};
    REQUIRE(file.write(0, "old.", 4));
    file.commit();
    file.begin_write([](std::uint32_t) {});
    REQUIRE(file.write(0, "new.", 4));
    file.commit();
    file.end_write(true);
    CHECK(file.is_dirty());
    int visited = 0;
    file.begin_write([&](std::uint32_t) { ++visited; });
    CHECK(visited == 1);
}

TEST_CASE("a last record that was short is stored again when the file grows past it") {
    MemoryFile file{16};
    REQUIRE(file.write(0, "abcd", 4));
    file.commit();
    Durable durable;
    durable.write_from(file, true);
    REQUIRE(file.write(16, "qrst", 4));
    file.commit();
    durable.write_from(file, true);
    CHECK(durable.loaded(16) == contents(file));
}

TEST_CASE("a file without memory says so and stays as it was") {
    MemoryFile file{16};
    REQUIRE(file.write(0, "abcd", 4));
    file.commit();
    CHECK_FALSE(file.truncate(std::uint64_t{1} << 36));
    CHECK(file.size() == 4);
    CHECK(contents(file) == Bytes{'a', 'b', 'c', 'd'});
}

TEST_CASE("durable storage equals the last committed state that was written, whatever happened") {
    const std::uint64_t seed = GENERATE_COPY(std::uint64_t{1}, 2, 3, 4, 5, 6, 7, 8);
    INFO("seed " << seed);
    SeededRandom random{seed};
    constexpr std::uint32_t record_size = 64;
    MemoryFile file{record_size};
    Bytes model;
    Durable durable;
    for (int step = 0; step < 2000; ++step) {
        switch (random.below(4)) {
            case 0:
            case 1: {
                Bytes bytes(1 + random.below(100));
                random.fill(bytes);
                const std::uint64_t offset = random.below(model.size() + 100);
                REQUIRE(file.write(offset, bytes.data(), bytes.size()));
                model.resize(std::max<std::size_t>(model.size(), offset + bytes.size()));
                std::copy(bytes.begin(), bytes.end(), model.begin() + static_cast<long>(offset));
                break;
            }
            case 2: {
                const std::uint64_t size = random.below(model.size() + 1);
                REQUIRE(file.truncate(size));
                model.resize(size);
                break;
            }
            default:
                break;
        }
        file.commit();
        REQUIRE(contents(file) == model);
        if (random.below(3) == 0) {
            const bool succeeds = random.below(3) != 0;
            durable.write_from(file, succeeds);
            if (succeeds) REQUIRE(durable.loaded(record_size) == model);
        }
    }
}

}  // namespace
}  // namespace portail
