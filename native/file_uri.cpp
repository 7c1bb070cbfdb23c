#include "native/file_uri.h"

#include <charconv>

namespace portail {
namespace {

constexpr std::string_view unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
constexpr std::string_view scheme = "file://";

}  // namespace

std::string percent_encoded(std::string_view text, std::string_view kept) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char character : text) {
        if (unreserved.find(character) != std::string_view::npos || kept.find(character) != std::string_view::npos) {
            encoded += character;
            continue;
        }
        const auto byte = static_cast<unsigned char>(character);
        encoded += '%';
        encoded += digits[byte >> 4U];
        encoded += digits[byte & 15U];
    }
    return encoded;
}

std::string to_file_uri(const std::filesystem::path& path) {
    return std::string{scheme} + percent_encoded(path.string(), "/");
}

std::optional<std::filesystem::path> from_file_uri(std::string_view uri) {
    if (!uri.starts_with(scheme)) return std::nullopt;
    uri.remove_prefix(scheme.size());
    constexpr std::string_view this_machine = "localhost";
    if (uri.starts_with(this_machine)) uri.remove_prefix(this_machine.size());
    if (!uri.starts_with('/')) return std::nullopt;
    std::string path;
    for (std::size_t at = 0; at < uri.size(); ++at) {
        if (uri[at] != '%') {
            path += uri[at];
            continue;
        }
        unsigned byte = 0;
        const char* const begin = uri.data() + at + 1;
        if (at + 2 >= uri.size() || std::from_chars(begin, begin + 2, byte, 16).ptr != begin + 2 || byte == 0) {
            return std::nullopt;
        }
        path += static_cast<char>(byte);
        at += 2;
    }
    return path;
}

}  // namespace portail
