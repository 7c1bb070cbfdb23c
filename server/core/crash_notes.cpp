#include "server/core/crash_notes.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace portail::server {
namespace {

constexpr std::size_t note_size = 36;  // the text form of a UUID

using Note = std::array<char, note_size>;

// A note that cannot be written is a protection lost, not a mutation lost: the caller goes on.
void write_note(int file, const Note& note) {
    [[maybe_unused]] const ssize_t written = pwrite(file, note.data(), note.size(), 0);
}

}  // namespace

CrashNotes::CrashNotes(CrashNotes&& other) noexcept : m_file(std::exchange(other.m_file, -1)) {}

CrashNotes& CrashNotes::operator=(CrashNotes&& other) noexcept {
    std::swap(m_file, other.m_file);
    return *this;
}

CrashNotes::~CrashNotes() {
    if (m_file >= 0) close(m_file);
}

Result<CrashNotes> CrashNotes::open(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return unavailable("cannot open " + path + ": " + std::strerror(errno));
    return CrashNotes{file};
}

Result<void> CrashNotes::settle(Database& database, Milliseconds now) {
    if (m_file < 0) return {};
    Note note{};
    const ssize_t length = pread(m_file, note.data(), note.size(), 0);
    const std::string_view uuid{note.data(), length < 0 ? 0 : static_cast<std::size_t>(length)};
    if (!is_id(uuid)) return {};
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        INSERT INTO mutation_crashes (uuid, crashes, last_crash_at)
        VALUES (?1, 1, ?2)
        ON CONFLICT (uuid) DO UPDATE
        SET crashes = mutation_crashes.crashes + 1, last_crash_at = excluded.last_crash_at
    )sql",
                                         uuid, now));
    end();
    return {};
}

Result<bool> CrashNotes::has_crashed_too_often(Database& database, const Id& uuid) {
    const Result<std::int64_t> crashes = database.integer("SELECT crashes FROM mutation_crashes WHERE uuid = ?1", uuid);
    if (!crashes) return crashes.error();
    return *crashes >= crashes_until_rejected;
}

void CrashNotes::begin(const Id& uuid) {
    if (m_file < 0) return;
    Note note{};
    std::memcpy(note.data(), uuid.data(), std::min(uuid.size(), note.size()));
    write_note(m_file, note);
}

void CrashNotes::end() {
    if (m_file >= 0) write_note(m_file, Note{});
}

}  // namespace portail::server
