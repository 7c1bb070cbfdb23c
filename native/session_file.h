// Where the desk program keeps the token of its session: one file that its owner alone can read (mode 0600), replaced
// as a whole and flushed, so that a crash leaves the old token or the new one.
#pragma once

#include <filesystem>
#include <string>

#include "shared/base/result.h"

namespace portail {

class SessionFile {
public:
    explicit SessionFile(std::filesystem::path path) : m_path(std::move(path)) {}

    /// Empty where there is no session, and where others could have read or written the file.
    [[nodiscard]] std::string load() const;
    /// An empty token removes the file. ErrorCode::Unavailable where the disk does not take it.
    [[nodiscard]] Result<void> save(const std::string& token) const;

private:
    std::filesystem::path m_path;
};

}  // namespace portail
