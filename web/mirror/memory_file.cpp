#include "web/mirror/memory_file.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace portail {

const std::uint8_t* MemoryFile::record(std::uint32_t index) const {
    return m_records[index].bytes.get();
}

std::uint32_t MemoryFile::record_length(std::uint32_t index) const {
    const std::uint64_t start = std::uint64_t{index} * m_record_size;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(m_record_size, m_size - start));
}

bool MemoryFile::read(std::uint64_t offset, void* into, std::size_t length) const {
    auto* target = static_cast<std::uint8_t*>(into);
    const std::uint64_t end = std::min(m_size, offset + length);
    while (offset < end) {
        const std::uint64_t within = offset % m_record_size;
        const std::size_t part = static_cast<std::size_t>(std::min(m_record_size - within, end - offset));
        std::memcpy(target, record_at(offset).bytes.get() + within, part);
        target += part;
        offset += part;
        length -= part;
    }
    std::memset(target, 0, length);
    return length == 0;
}

bool MemoryFile::write(std::uint64_t offset, const void* from, std::size_t length) {
    if (offset + length > m_size && !grow_to(offset + length)) return false;
    m_has_uncommitted = true;
    const auto* source = static_cast<const std::uint8_t*>(from);
    while (length > 0) {
        const std::uint64_t within = offset % m_record_size;
        const std::size_t part = static_cast<std::size_t>(std::min<std::uint64_t>(m_record_size - within, length));
        Record& record = record_at(offset);
        record.uncommitted = true;
        std::memcpy(record.bytes.get() + within, source, part);
        source += part;
        offset += part;
        length -= part;
    }
    return true;
}

bool MemoryFile::truncate(std::uint64_t size) {
    if (size > m_size) return grow_to(size);
    if (size == m_size) return true;
    m_has_uncommitted = true;
    m_size = size;
    const std::uint32_t count = record_count();
    free_beyond(count);
    if (const std::uint64_t within = size % m_record_size; within != 0) {
        // What grows over the cut later must read as zeros, and the shorter record is another one.
        Record& last = m_records[count - 1];
        std::memset(last.bytes.get() + within, 0, static_cast<std::size_t>(m_record_size - within));
        last.uncommitted = true;
    }
    return true;
}

void MemoryFile::commit() {
    if (!m_has_uncommitted) return;
    for (std::uint32_t index = 0; index < m_capacity; ++index) {
        if (std::exchange(m_records[index].uncommitted, false)) m_records[index].dirty = true;
    }
    m_has_uncommitted = false;
    m_is_dirty = true;
}

void MemoryFile::abandon() {
    if (!m_has_uncommitted) return;
    for (std::uint32_t index = 0; index < m_capacity; ++index)
        m_records[index].uncommitted = false;
    m_has_uncommitted = false;
}

bool MemoryFile::prepare_load(std::uint64_t size) {
    clear();
    if (size > 0 && !grow_to(size)) return false;
    abandon();
    return true;
}

std::uint8_t* MemoryFile::load_record(std::uint32_t index) {
    return m_records[index].bytes.get();
}

void MemoryFile::clear() {
    m_records.reset();
    m_capacity = 0;
    m_size = 0;
    m_has_uncommitted = false;
    m_is_dirty = false;
}

void MemoryFile::end_write(bool succeeded) {
    for (std::uint32_t index = 0; index < m_capacity; ++index) {
        Record& record = m_records[index];
        if (std::exchange(record.in_flight, false) && !succeeded) record.dirty = true;
    }
    if (!succeeded) m_is_dirty = true;
}

bool MemoryFile::grow_to(std::uint64_t size) {
    constexpr std::uint64_t most_records = 1U << 30;
    if (size / m_record_size >= most_records) return false;
    const std::uint32_t old_count = record_count();
    const std::uint32_t new_count = records_for(size);
    if (!grow_table(new_count)) return false;
    for (std::uint32_t index = old_count; index < new_count; ++index) {
        m_records[index].bytes.reset(new (std::nothrow) std::uint8_t[m_record_size]());
        if (m_records[index].bytes == nullptr) {
            free_beyond(old_count);
            return false;
        }
        m_records[index].uncommitted = true;
    }
    // A last record that was short becomes longer, even where SQLite leaves the new part unwritten.
    if (old_count > 0) m_records[old_count - 1].uncommitted = true;
    m_size = size;
    m_has_uncommitted = true;
    return true;
}

bool MemoryFile::grow_table(std::uint32_t count) {
    if (count <= m_capacity) return true;
    const std::uint32_t capacity = std::max({count, m_capacity * 2, 16U});
    std::unique_ptr<Record[]> table{new (std::nothrow) Record[capacity]};
    if (table == nullptr) return false;
    std::move(m_records.get(), m_records.get() + m_capacity, table.get());
    m_records = std::move(table);
    m_capacity = capacity;
    return true;
}

// The marks stay: a record that comes back is written again, which is never wrong.
void MemoryFile::free_beyond(std::uint32_t count) {
    for (std::uint32_t index = count; index < m_capacity; ++index)
        m_records[index].bytes.reset();
}

}  // namespace portail
