#include "native/saved_files.h"

#include <cstdlib>
#include <fstream>

namespace portail {
namespace {

namespace fs = std::filesystem;

/// The first that does not exist.
fs::path free_path(const fs::path& folder, const std::string& name) {
    const fs::path file = fs::path{name}.filename();
    const fs::path wanted = folder / (file.empty() ? fs::path{"portail"} : file);
    fs::path path = wanted;
    for (int number = 2; fs::exists(path); ++number) {
        path = folder / (wanted.stem().string() + " (" + std::to_string(number) + ")" + wanted.extension().string());
    }
    return path;
}

}  // namespace

fs::path download_folder() {
    const char* const home = std::getenv("HOME");
    const fs::path root = home != nullptr ? home : ".";
    std::ifstream settings(root / ".config" / "user-dirs.dirs");
    for (std::string line; std::getline(settings, line);) {
        constexpr std::string_view key = "XDG_DOWNLOAD_DIR=\"$HOME/";
        if (line.compare(0, key.size(), key) == 0 && line.back() == '"') {
            return root / line.substr(key.size(), line.size() - key.size() - 1);
        }
    }
    return root / "Downloads";
}

Result<fs::path> save_file_in(const fs::path& folder, const std::string& name, std::string_view contents) {
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    fs::path path = free_path(folder, name);
    std::ofstream file(path, std::ios::binary);
    file.write(contents.data(), static_cast<std::streamsize>(contents.size()));
    if (file.flush().good()) return path;
    return Error{ErrorCode::Unavailable, "error.not_saved", {}, {}, path.string()};
}

}  // namespace portail
