// The desktop's host services with their preferences in a file that the caller names.
#pragma once

#include <filesystem>
#include <memory>

#include "shared/platform/host_services.h"

namespace portail {

[[nodiscard]] std::unique_ptr<platform::HostServices> make_host_services_native(std::filesystem::path preferences_file);

}  // namespace portail
