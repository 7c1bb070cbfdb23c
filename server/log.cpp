#include "server/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <ctime>
#include <utility>

#include "shared/base/names.h"

namespace portail::server {
namespace {

constexpr NameTable<LogLevel, 4> level_names{{
    {LogLevel::Debug, "debug"},
    {LogLevel::Info, "info"},
    {LogLevel::Warning, "warning"},
    {LogLevel::Error, "error"},
}};

spdlog::level::level_enum spdlog_level(LogLevel level) {
    switch (level) {
        case LogLevel::Debug:
            return spdlog::level::debug;
        case LogLevel::Info:
            return spdlog::level::info;
        case LogLevel::Warning:
            return spdlog::level::warn;
        case LogLevel::Error:
            return spdlog::level::err;
    }
    return spdlog::level::info;
}

/// RFC 3339, UTC, with milliseconds.
std::string timestamp() {
    const Milliseconds now = SystemClock{}.now();
    const auto seconds = static_cast<std::time_t>(now / second_ms);
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    std::array<char, 40> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &utc);
    const std::string milliseconds = std::to_string(1000 + now % second_ms).substr(1);
    return std::string{text.data(), length} + "." + milliseconds + "Z";
}

spdlog::logger& logger() {
    static spdlog::logger& instance = [&]() -> spdlog::logger& {
        static spdlog::logger made{"portail", std::make_shared<spdlog::sinks::stderr_sink_mt>()};
        made.set_pattern("%v");
        made.set_level(spdlog::level::off);
        return made;
    }();
    return instance;
}

}  // namespace

std::optional<LogLevel> log_level_from_string(std::string_view name) {
    return level_names.value(name);
}

void start_log(LogLevel least) {
    logger().set_level(spdlog_level(least));
}

void log_event(LogLevel level, std::string_view event, const Json& fields) {
    if (!logger().should_log(spdlog_level(level))) return;
    nlohmann::ordered_json line{{"time", timestamp()}, {"level", level_names.name(level)}, {"event", event}};
    for (const auto& [name, value] : fields.items())
        line[name] = value;
    logger().log(spdlog_level(level), "{}",
                 line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

void log_error(LogLevel level, std::string_view event, const Error& error) {
    log_event(level, event,
              {{"code", to_string(error.code)}, {"key", error.key}, {"field", error.field}, {"detail", error.detail}});
}

}  // namespace portail::server
