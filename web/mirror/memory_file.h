// The bytes of one database in memory, in records of one size: the unit that is written to durable
// storage. It keeps three marks for each record: written by SQLite but not committed yet, committed
// but not durable yet (dirty), and on its way to durable storage (in flight). Running out of memory
// is a return value here, never the end of the program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace portail {

class MemoryFile {
public:
    explicit MemoryFile(std::uint32_t record_size) : m_record_size(record_size) {}

    [[nodiscard]] std::uint64_t size() const { return m_size; }
    [[nodiscard]] std::uint32_t record_size() const { return m_record_size; }
    [[nodiscard]] std::uint32_t record_count() const { return records_for(m_size); }
    [[nodiscard]] const std::uint8_t* record(std::uint32_t index) const;
    /// Shorter than record_size() for the last record alone.
    [[nodiscard]] std::uint32_t record_length(std::uint32_t index) const;

    // --- SQLite's side ---
    /// Fills what lies beyond the end with zeros, and returns false if there was any.
    [[nodiscard]] bool read(std::uint64_t offset, void* into, std::size_t length) const;
    /// False when memory ran out; the file is then as before.
    [[nodiscard]] bool write(std::uint64_t offset, const void* from, std::size_t length);
    [[nodiscard]] bool truncate(std::uint64_t size);
    /// What was written since the last commit is dirty from now on.
    void commit();
    /// The transaction was rolled back: SQLite has written the committed bytes back, if it ever
    /// wrote others.
    void abandon();

    // --- durable storage's side ---
    /// Sets the size of what is about to be loaded; all records read as zeros. False: no memory.
    [[nodiscard]] bool prepare_load(std::uint64_t size);
    /// Where the record's bytes go; what is loaded is not dirty.
    [[nodiscard]] std::uint8_t* load_record(std::uint32_t index);
    void clear();

    [[nodiscard]] bool has_uncommitted() const { return m_has_uncommitted; }
    /// True when dirty records, or a size that was committed meanwhile, wait to become durable.
    [[nodiscard]] bool is_dirty() const { return m_is_dirty; }
    /// Calls `visit(index)` for each dirty record that lies within the file, and marks it as in
    /// flight.
    template <class Visit>
    void begin_write(Visit visit) {
        for (std::uint32_t index = 0; index < m_capacity; ++index) {
            Record& record = m_records[index];
            if (!record.dirty) continue;
            record.dirty = false;
            record.in_flight = true;
            if (index < record_count()) visit(index);
        }
        m_is_dirty = false;
    }
    /// What was in flight is durable, or is dirty again.
    void end_write(bool succeeded);

private:
    struct Record {
        std::unique_ptr<std::uint8_t[]> bytes;
        bool uncommitted = false;
        bool dirty = false;
        bool in_flight = false;
    };

    [[nodiscard]] std::uint32_t records_for(std::uint64_t size) const {
        return static_cast<std::uint32_t>((size + m_record_size - 1) / m_record_size);
    }
    [[nodiscard]] Record& record_at(std::uint64_t offset) const {
        return m_records[static_cast<std::size_t>(offset / m_record_size)];
    }
    [[nodiscard]] bool grow_to(std::uint64_t size);
    [[nodiscard]] bool grow_table(std::uint32_t count);
    void free_beyond(std::uint32_t count);

    std::uint32_t m_record_size;
    std::uint64_t m_size = 0;
    // Not a vector: where memory runs out, a vector has no way to say so without exceptions.
    std::unique_ptr<Record[]> m_records;
    std::uint32_t m_capacity = 0;
    bool m_has_uncommitted = false;
    bool m_is_dirty = false;
};

}  // namespace portail
