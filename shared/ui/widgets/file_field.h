// A field that takes files: chosen in the machine's own dialog, photographed on a phone, dropped on it, or pasted. What it
// holds belongs to the screen, which says so with a preview and a name; the field gives what comes in, checked against
// what was asked for.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "shared/base/error.h"
#include "shared/ui/ui.h"

namespace portail::ui {

struct FileFieldOptions {
    std::string_view key;
    std::string_view label;
    std::string_view choose_label;               ///< "Choisir une image"
    std::span<const std::string> media_types{};  ///< "image/*"; none: any
    std::string_view help;
    std::string_view error;  ///< what is wrong and the way out
    std::string_view held;   ///< what the field holds, in words; empty: nothing, so nothing to remove
    TexturePtr preview;      ///< of it
    bool takes_several = false;
    bool is_required = false;
    bool is_disabled = false;
    bool is_busy = false;  ///< what came in is being read
};
struct FileFieldResult {
    platform::Files files;         ///< one at least, if anything came in
    std::optional<Error> problem;  ///< why it was not taken
    bool is_removed = false;
};
FileFieldResult file_field(Ui& ui, const FileFieldOptions& options);

}  // namespace portail::ui
