// The desktop's host services: preferences in a file that the caller names, and what only a window has.
#pragma once

#include <filesystem>
#include <memory>

#include "shared/platform/host_services.h"

namespace portail {

class DeskHost : public platform::HostServices {
public:
    virtual void go_forward() = 0;
    /// The window got the person's attention: what the desktop is set to is asked again, and listeners are told.
    virtual void window_focused() = 0;
    virtual void window_shown(bool is_shown) = 0;
};

[[nodiscard]] std::unique_ptr<DeskHost> make_host_services_native(std::filesystem::path preferences_file);

}  // namespace portail
