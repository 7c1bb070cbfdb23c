// The parts of file_dialog.h that speak over the desktop's bus.
#include <unistd.h>

#include <array>
#include <string_view>

#include "native/desktop_bus.h"
#include "native/file_dialog.h"
#include "native/file_uri.h"

namespace portail {
namespace {

constexpr const char* portal_name = "org.freedesktop.portal.Desktop";
constexpr const char* portal_path = "/org/freedesktop/portal/desktop";
constexpr const char* request_interface = "org.freedesktop.portal.Request";
constexpr int start_patience_ms = 10'000;  // the bus may have to start the portal first
constexpr int poll_ms = 100;

struct ConnectionCloser {
    void operator()(DBusConnection* connection) const {
        dbus_connection_close(connection);
        dbus_connection_unref(connection);
    }
};
using Connection = std::unique_ptr<DBusConnection, ConnectionCloser>;

/// Appends one container after the other to a message; each is closed where its scope ends.
class Writer {
public:
    explicit Writer(DBusMessage& message) { dbus_message_iter_init_append(&message, &m_at); }
    Writer(Writer& outer, int type, const char* signature) : m_outer(&outer.m_at) {
        dbus_message_iter_open_container(m_outer, type, signature, &m_at);
    }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer() {
        if (m_outer != nullptr) dbus_message_iter_close_container(m_outer, &m_at);
    }
    void text(const std::string& value) {
        const char* const text = value.c_str();
        dbus_message_iter_append_basic(&m_at, DBUS_TYPE_STRING, &text);
    }
    void number(dbus_uint32_t value) { dbus_message_iter_append_basic(&m_at, DBUS_TYPE_UINT32, &value); }
    void flag(bool value) {
        const dbus_bool_t flag = value ? TRUE : FALSE;
        dbus_message_iter_append_basic(&m_at, DBUS_TYPE_BOOLEAN, &flag);
    }

private:
    DBusMessageIter* m_outer = nullptr;
    DBusMessageIter m_at{};
};

template <class Write>
void option(Writer& options, const char* name, const char* signature, Write write) {
    Writer entry{options, DBUS_TYPE_DICT_ENTRY, nullptr};
    entry.text(name);
    Writer value{entry, DBUS_TYPE_VARIANT, signature};
    write(value);
}

void write_filter(Writer& value, const std::vector<std::string>& media_types) {
    constexpr dbus_uint32_t by_media_type = 1;
    Writer filters{value, DBUS_TYPE_ARRAY, "(sa(us))"};
    Writer filter{filters, DBUS_TYPE_STRUCT, nullptr};
    std::string label;
    for (const std::string& type : media_types)
        label += (label.empty() ? "" : ", ") + type;
    filter.text(label);
    Writer rules{filter, DBUS_TYPE_ARRAY, "(us)"};
    for (const std::string& type : media_types) {
        Writer rule{rules, DBUS_TYPE_STRUCT, nullptr};
        rule.number(by_media_type);
        rule.text(type);
    }
}

BusMessage question_of(const FileDialog& dialog, const std::string& token) {
    BusMessage question{
        dbus_message_new_method_call(portal_name, portal_path, "org.freedesktop.portal.FileChooser", "OpenFile")};
    if (!question) return question;
    Writer arguments{*question};
    arguments.text("");  // no parent window
    arguments.text(dialog.title);
    Writer options{arguments, DBUS_TYPE_ARRAY, "{sv}"};
    option(options, "handle_token", "s", [&](Writer& value) { value.text(token); });
    option(options, "multiple", "b", [&](Writer& value) { value.flag(dialog.takes_several); });
    if (!dialog.media_types.empty()) {
        option(options, "filters", "a(sa(us))", [&](Writer& value) { write_filter(value, dialog.media_types); });
    }
    return question;
}

std::string string_at(DBusMessageIter& at) {
    const char* text = "";
    if (dbus_message_iter_get_arg_type(&at) == DBUS_TYPE_STRING) dbus_message_iter_get_basic(&at, &text);
    return text;
}

/// The "uris" of a response (ua{sv}); none when it was cancelled.
Paths paths_of(DBusMessage& response) {
    Paths paths;
    DBusMessageIter at{};
    dbus_uint32_t outcome = 1;
    if (dbus_message_iter_init(&response, &at) == FALSE || dbus_message_iter_get_arg_type(&at) != DBUS_TYPE_UINT32) {
        return paths;
    }
    dbus_message_iter_get_basic(&at, &outcome);
    if (outcome != 0 || dbus_message_iter_next(&at) == FALSE ||
        dbus_message_iter_get_arg_type(&at) != DBUS_TYPE_ARRAY) {
        return paths;
    }
    DBusMessageIter entries{};
    for (dbus_message_iter_recurse(&at, &entries); dbus_message_iter_get_arg_type(&entries) == DBUS_TYPE_DICT_ENTRY;
         dbus_message_iter_next(&entries)) {
        DBusMessageIter entry{};
        dbus_message_iter_recurse(&entries, &entry);
        if (string_at(entry) != "uris" || dbus_message_iter_next(&entry) == FALSE) continue;
        DBusMessageIter value{};
        dbus_message_iter_recurse(&entry, &value);
        if (dbus_message_iter_get_arg_type(&value) != DBUS_TYPE_ARRAY) continue;
        DBusMessageIter uris{};
        for (dbus_message_iter_recurse(&value, &uris); dbus_message_iter_get_arg_type(&uris) == DBUS_TYPE_STRING;
             dbus_message_iter_next(&uris)) {
            if (auto path = from_file_uri(string_at(uris))) paths.push_back(std::move(*path));
        }
    }
    return paths;
}

void close_request(DBusConnection& bus, const std::string& handle) {
    const BusMessage message{dbus_message_new_method_call(portal_name, handle.c_str(), request_interface, "Close")};
    if (!message) return;
    dbus_message_set_no_reply(message.get(), TRUE);
    dbus_connection_send(&bus, message.get(), nullptr);
    dbus_connection_flush(&bus);
}

/// Waits until the person has answered.
Paths wait_for_response(DBusConnection& bus, const std::string& handle, const std::atomic<bool>& is_stopping) {
    while (!is_stopping && dbus_connection_read_write(&bus, poll_ms) == TRUE) {
        while (const BusMessage message{dbus_connection_pop_message(&bus)}) {
            const char* const path = dbus_message_get_path(message.get());
            if (path != nullptr && handle == path &&
                dbus_message_is_signal(message.get(), request_interface, "Response") == TRUE) {
                return paths_of(*message);
            }
        }
    }
    if (is_stopping) close_request(bus, handle);
    return {};
}

}  // namespace

std::optional<Paths> ask_portal_for_files(const FileDialog& dialog, const std::atomic<bool>& is_stopping) {
    if (!has_session_bus()) return std::nullopt;
    const Connection bus{dbus_bus_get_private(DBUS_BUS_SESSION, nullptr)};
    if (!bus) return std::nullopt;
    dbus_connection_set_exit_on_disconnect(bus.get(), FALSE);
    const std::string rule = std::string{"type='signal',interface='"} + request_interface + "',member='Response'";
    dbus_bus_add_match(bus.get(), rule.c_str(), nullptr);
    const BusMessage question = question_of(dialog, "portail" + std::to_string(::getpid()));
    if (!question) return std::nullopt;
    const BusMessage answer{
        dbus_connection_send_with_reply_and_block(bus.get(), question.get(), start_patience_ms, nullptr)};
    const char* handle = nullptr;
    if (!answer ||
        dbus_message_get_args(answer.get(), nullptr, DBUS_TYPE_OBJECT_PATH, &handle, DBUS_TYPE_INVALID) == FALSE) {
        return std::nullopt;
    }
    return wait_for_response(*bus, handle, is_stopping);
}

bool show_in_file_manager(const Paths& paths) {
    if (!has_session_bus()) return false;
    const Connection bus{dbus_bus_get_private(DBUS_BUS_SESSION, nullptr)};
    if (!bus) return false;
    dbus_connection_set_exit_on_disconnect(bus.get(), FALSE);
    const BusMessage question{dbus_message_new_method_call(
        "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1", "org.freedesktop.FileManager1", "ShowItems")};
    if (!question) return false;
    {
        Writer arguments{*question};
        {
            Writer uris{arguments, DBUS_TYPE_ARRAY, "s"};
            for (const std::filesystem::path& path : paths)
                uris.text(to_file_uri(path));
        }
        arguments.text("");  // no start-up notification
    }
    const BusMessage answer{
        dbus_connection_send_with_reply_and_block(bus.get(), question.get(), start_patience_ms, nullptr)};
    return answer != nullptr;
}

}  // namespace portail
