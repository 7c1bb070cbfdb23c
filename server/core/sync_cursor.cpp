#include "server/core/sync_cursor.h"

#include <charconv>

namespace portail::server {
namespace {

// Takes what stands before the separator (or all of it) off the text.
std::string_view take_part(std::string_view& text, char separator) {
    const std::size_t length = std::min(text.find(separator), text.size());
    const std::string_view part = text.substr(0, length);
    text.remove_prefix(std::min(length + 1, text.size()));
    return part;
}

std::optional<std::int64_t> parse_version(std::string_view text) {
    std::int64_t version = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), version);
    if (problem != std::errc{} || end != text.data() + text.size() || version < 0) {
        return std::nullopt;
    }
    return version;
}

std::optional<ScopePosition> parse_position(std::string_view text) {
    const std::string_view scope = take_part(text, '=');
    const std::optional<std::int64_t> sent = parse_version(take_part(text, '/'));
    if (scope.empty() || !sent) return std::nullopt;
    if (text.empty()) return ScopePosition{std::string{scope}, *sent, *sent};
    const std::optional<std::int64_t> began_at = parse_version(text);
    if (!began_at || *began_at < *sent) return std::nullopt;
    return ScopePosition{std::string{scope}, *sent, *began_at};
}

}  // namespace

std::string format_cursor(const SyncCursor& cursor) {
    std::string text;
    for (const ScopePosition& position : cursor) {
        if (!text.empty()) text += ';';
        text.append(position.scope).append("=").append(std::to_string(position.sent));
        if (position.began_at > position.sent) {
            text.append("/").append(std::to_string(position.began_at));
        }
    }
    return text;
}

std::optional<SyncCursor> parse_cursor(std::string_view text) {
    SyncCursor cursor;
    while (!text.empty()) {
        std::optional<ScopePosition> position = parse_position(take_part(text, ';'));
        if (!position) return std::nullopt;
        const bool in_order = cursor.empty() || cursor.back().scope < position->scope;
        if (!in_order) return std::nullopt;
        cursor.push_back(std::move(*position));
    }
    return cursor;
}

}  // namespace portail::server
