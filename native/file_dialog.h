// Asks for files with the desktop's own dialog: through the file chooser of the XDG Desktop Portal
// (org.freedesktop.portal.FileChooser, version 3), else with zenity or kdialog. Blocks until the person has chosen: for a
// thread of its own.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include "shared/base/result.h"

namespace portail {

struct FileDialog {
    std::string title;
    std::vector<std::string> media_types;  ///< "image/png", "image/*"; empty: any
    bool takes_several = false;
};
using Paths = std::vector<std::filesystem::path>;

/// No paths: nobody chose. ErrorCode::Unavailable, "error.no_file_dialog", where the desktop has none of the three.
[[nodiscard]] Result<Paths> ask_for_files(const FileDialog& dialog, const std::atomic<bool>& is_stopping);

/// The portal alone; nothing where it is not there.
[[nodiscard]] std::optional<Paths> ask_portal_for_files(const FileDialog& dialog, const std::atomic<bool>& is_stopping);
/// Opens the desktop's file manager where these files lie (org.freedesktop.FileManager1). False where there is none.
bool show_in_file_manager(const Paths& paths);

/// The endings of the files of a media type that this program reads: {"*.png"}.
[[nodiscard]] std::vector<std::string> file_patterns(const std::vector<std::string>& media_types);
/// By the ending of its name; empty where it is not known.
[[nodiscard]] std::string media_type_of(const std::filesystem::path& path);

}  // namespace portail
