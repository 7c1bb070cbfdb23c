#include "native/desktop_bus.h"

#include <unistd.h>

#include <cstdlib>
#include <string>

namespace portail {

bool has_session_bus() {
    if (const char* address = std::getenv("DBUS_SESSION_BUS_ADDRESS")) return *address != '\0';
    const char* const folder = std::getenv("XDG_RUNTIME_DIR");
    return folder != nullptr && ::access((std::string{folder} + "/bus").c_str(), R_OK) == 0;
}

}  // namespace portail
