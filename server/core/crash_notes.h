// What the server is about to run, noted outside the database so that it outlives the process: a mutation that was
// running at two crashes is rejected instead of taking the server down for ever. The note is a small file written with
// pwrite(2) and never flushed, for it has to survive the death of the process, not that of the machine.
#pragma once

#include <string>

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/db/database.h"

namespace portail::server {

inline constexpr std::int64_t crashes_until_rejected = 2;

class CrashNotes {
public:
    CrashNotes() = default;  ///< notes nothing: for a store without a folder
    CrashNotes(CrashNotes&& other) noexcept;
    CrashNotes& operator=(CrashNotes&& other) noexcept;
    ~CrashNotes();

    [[nodiscard]] static Result<CrashNotes> open(const std::string& path);

    /// Counts a crash for what the last process left running, if anything, and clears the note.
    [[nodiscard]] Result<void> settle(Database& database, Milliseconds now);
    [[nodiscard]] static Result<bool> has_crashed_too_often(Database& database, const Id& uuid);

    void begin(const Id& uuid);
    void end();

private:
    explicit CrashNotes(int file) : m_file(file) {}
    int m_file = -1;
};

}  // namespace portail::server
