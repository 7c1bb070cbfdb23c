#include "native/file_dialog.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <utility>

#include "native/child_process.h"

namespace portail {
namespace {

constexpr std::size_t longest_answer = 256 * 1024;

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> media_types{{{".png", "image/png"},
                                                                                     {".jpg", "image/jpeg"},
                                                                                     {".jpeg", "image/jpeg"},
                                                                                     {".gif", "image/gif"},
                                                                                     {".webp", "image/webp"},
                                                                                     {".svg", "image/svg+xml"},
                                                                                     {".heic", "image/heic"},
                                                                                     {".pdf", "application/pdf"},
                                                                                     {".txt", "text/plain"},
                                                                                     {".csv", "text/csv"}}};

Paths paths_in(std::string_view lines) {
    Paths paths;
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(lines.size(), line.size() + 1));
        if (!line.empty()) paths.emplace_back(line);
    }
    return paths;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : " ") + part;
    return text;
}

std::vector<std::string> zenity_command(const FileDialog& dialog) {
    std::vector<std::string> command{"zenity", "--file-selection", "--title=" + dialog.title};
    if (dialog.takes_several) command.insert(command.end(), {"--multiple", "--separator=\n"});
    const std::vector<std::string> patterns = file_patterns(dialog.media_types);
    if (!patterns.empty()) command.push_back("--file-filter=" + joined(patterns));
    return command;
}

std::vector<std::string> kdialog_command(const FileDialog& dialog) {
    std::vector<std::string> command{"kdialog", "--title", dialog.title};
    if (dialog.takes_several) command.insert(command.end(), {"--multiple", "--separate-output"});
    command.insert(command.end(), {"--getopenfilename", "."});
    const std::vector<std::string> patterns = file_patterns(dialog.media_types);
    if (!patterns.empty()) command.push_back(joined(patterns));
    return command;
}

}  // namespace

std::vector<std::string> file_patterns(const std::vector<std::string>& wanted) {
    std::vector<std::string> patterns;
    for (const auto& [ending, type] : media_types) {
        const bool is_wanted = std::any_of(wanted.begin(), wanted.end(), [&, type = type](std::string_view each) {
            return each == type || (each.ends_with("/*") && type.starts_with(each.substr(0, each.size() - 1)));
        });
        if (is_wanted) patterns.push_back("*" + std::string{ending});
    }
    return patterns;
}

std::string media_type_of(const std::filesystem::path& path) {
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    const auto found =
        std::find_if(media_types.begin(), media_types.end(), [&](const auto& entry) { return entry.first == ending; });
    return found == media_types.end() ? std::string{} : std::string{found->second};
}

Result<Paths> ask_for_files(const FileDialog& dialog, const std::atomic<bool>& is_stopping) {
    if (std::optional<Paths> chosen = ask_portal_for_files(dialog, is_stopping)) return std::move(*chosen);
    for (const std::vector<std::string>& command : {zenity_command(dialog), kdialog_command(dialog)}) {
        if (is_stopping) return Paths{};
        if (!is_installed(command.front())) continue;
        const std::optional<ChildOutput> output = run_child(command, longest_answer, is_stopping);
        constexpr int cancelled = 1;
        if (output && output->exit_code == 0) return paths_in(output->text);
        if (!output || output->exit_code == cancelled) return Paths{};
    }
    return Error{ErrorCode::Unavailable, "error.no_file_dialog", {}, {}, {}};
}

}  // namespace portail
