// The server's log: one line of JSON for each event, on standard error. A line says what happened and to which route,
// never to whom: no code, token, password, e-mail address, name or network address may be written, and none of the
// functions that log is given any.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "shared/base/json.h"

namespace portail::server {

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error };

[[nodiscard]] std::optional<LogLevel> log_level_from_string(std::string_view name);

/// Nothing is written before this; after it, what is at least as important as `least`.
void start_log(LogLevel least);

/// `fields` is an object; "time", "level" and "event" are added.
void log_event(LogLevel level, std::string_view event, const Json& fields = Json::object());
/// Code, key, field and detail: for errors that end here.
void log_error(LogLevel level, std::string_view event, const Error& error);

}  // namespace portail::server
