// What is on the desk program's screen, as a file for those who operate it without eyes: the tests, and scripts. It is
// one JSON object, replaced as a whole after each frame, so that a reader never meets half of it:
//
//   {"process": 4711, "frame": 17, "location": "/clients", "nodes": [
//     {"role": "button", "name": "Se connecter", "value": "", "description": "", "error": "", "path": "main/sign_in",
//      "rect": [x, y, width, height], "states": ["focusable"], "is_focused": false}, …]}
//
// The nodes are those of the tree of meanings (shared/ui/semantics.h) in reading order. A rectangle is the part that
// can be seen, in pixels of the window; nodes of which nothing can be seen have none ("rect": null).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "shared/base/result.h"
#include "shared/ui/semantics.h"

namespace portail {

struct ScreenDescription {
    const ui::SemanticTree& tree;
    ui::NodeId focused = ui::no_node;
    std::uint64_t frame = 0;  ///< how many have been drawn; it stands still while nothing changes
    float pixel_ratio = 1;
    std::string location;
};

[[nodiscard]] std::string to_json_text(const ScreenDescription& description);
/// ErrorCode::Unavailable where the file cannot be written.
[[nodiscard]] Result<void> write_to(const std::filesystem::path& file, const ScreenDescription& description);

}  // namespace portail
