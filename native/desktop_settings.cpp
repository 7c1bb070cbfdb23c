#include "native/desktop_settings.h"

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "native/desktop_bus.h"

namespace portail {
namespace {

constexpr int patience_ms = 300;
constexpr std::uint32_t prefers_dark = 1;

/// The number within the variants of the answer; version 1 of the portal wraps it twice.
std::optional<std::uint32_t> number_in(DBusMessage& answer) {
    DBusMessageIter at{};
    if (dbus_message_iter_init(&answer, &at) == FALSE) return std::nullopt;
    while (dbus_message_iter_get_arg_type(&at) == DBUS_TYPE_VARIANT) {
        DBusMessageIter inner{};
        dbus_message_iter_recurse(&at, &inner);
        at = inner;
    }
    if (dbus_message_iter_get_arg_type(&at) != DBUS_TYPE_UINT32) return std::nullopt;
    dbus_uint32_t number = 0;
    dbus_message_iter_get_basic(&at, &number);
    return number;
}

std::optional<std::uint32_t> color_scheme_of_portal() {
    if (!has_session_bus()) return std::nullopt;
    DBusConnection* const bus = dbus_bus_get(DBUS_BUS_SESSION, nullptr);  // shared with SDL, never closed
    if (bus == nullptr) return std::nullopt;
    dbus_connection_set_exit_on_disconnect(bus, FALSE);
    const BusMessage question{dbus_message_new_method_call("org.freedesktop.portal.Desktop",
                                                           "/org/freedesktop/portal/desktop",
                                                           "org.freedesktop.portal.Settings", "Read")};
    const char* space = "org.freedesktop.appearance";
    const char* key = "color-scheme";
    if (!question || dbus_message_append_args(question.get(), DBUS_TYPE_STRING, &space, DBUS_TYPE_STRING, &key,
                                              DBUS_TYPE_INVALID) == FALSE) {
        return std::nullopt;
    }
    const BusMessage answer{dbus_connection_send_with_reply_and_block(bus, question.get(), patience_ms, nullptr)};
    return answer ? number_in(*answer) : std::nullopt;
}

bool gtk_theme_is_dark() {
    const char* const name = std::getenv("GTK_THEME");
    const std::string_view theme = name != nullptr ? name : "";
    return theme.ends_with(":dark") || theme.ends_with("-dark");
}

}  // namespace

bool desktop_prefers_dark() {
    const std::optional<std::uint32_t> scheme = color_scheme_of_portal();
    return scheme ? *scheme == prefers_dark : gtk_theme_is_dark();
}

}  // namespace portail
