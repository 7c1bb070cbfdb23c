// The desktop's message bus (D-Bus): whether there is one, and messages that are given back by themselves.
#pragma once

#include <dbus/dbus.h>

#include <memory>

namespace portail {

struct MessageDeleter {
    void operator()(DBusMessage* message) const { dbus_message_unref(message); }
};
using BusMessage = std::unique_ptr<DBusMessage, MessageDeleter>;

/// libdbus would start a bus where there is none.
[[nodiscard]] bool has_session_bus();

}  // namespace portail
