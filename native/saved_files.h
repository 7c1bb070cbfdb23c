// Files that the program writes for the person: into the folder of their downloads, never over another.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace portail {

/// Where downloads go, by the freedesktop user-dirs convention.
[[nodiscard]] std::filesystem::path download_folder();
/// "recu.pdf", "recu (2).pdf", …: the path that was written. ErrorCode::Unavailable, "error.not_saved".
[[nodiscard]] Result<std::filesystem::path> save_file_in(const std::filesystem::path& folder, const std::string& name,
                                                         std::string_view contents);

}  // namespace portail
