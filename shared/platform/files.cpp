#include "shared/platform/files.h"

#include <algorithm>

namespace portail::platform {

Error file_too_large() {
    constexpr std::uint64_t megabyte = 1024ULL * 1024;
    return invalid("file", "error.file_too_large", {{"limit", std::to_string(file_limits::bytes / megabyte)}});
}

bool matches_media_type(std::string_view media_type, std::span<const std::string> wanted) {
    return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), [&](std::string_view type) {
               return type == media_type ||
                      (type.ends_with("/*") && media_type.starts_with(type.substr(0, type.size() - 1)));
           });
}

}  // namespace portail::platform
