// Runs a small program of the desktop (a file dialog, a clipboard tool) and gives what it writes. Blocks: for a thread of
// its own. Nothing of it passes through a shell.
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace portail {

struct ChildOutput {
    int exit_code = 0;
    std::string text;  ///< what it wrote to its standard output
};

/// Nothing where there is no such program, where it wrote more than `most_bytes`, or when `is_stopping` became true (the
/// program is ended then).
[[nodiscard]] std::optional<ChildOutput> run_child(const std::vector<std::string>& command, std::size_t most_bytes,
                                                   const std::atomic<bool>& is_stopping);
/// Whether the program lies in one of the folders of PATH.
[[nodiscard]] bool is_installed(const std::string& program);

}  // namespace portail
