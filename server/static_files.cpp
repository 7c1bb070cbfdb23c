#include "server/static_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "server/core/secret_hash.h"

namespace portail::server {
namespace {

namespace fs = std::filesystem;

std::string media_type_of(const fs::path& file) {
    static const std::map<std::string, std::string> types{
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".wasm", "application/wasm"},
        {".json", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"},
    };
    const auto found = types.find(file.extension().string());
    return found == types.end() ? "application/octet-stream" : found->second;
}

/// "portal/3f9a01c2ab12/portal.wasm", "portal-3f9a01c2.wasm": a part of eight or more hexadecimal digits.
bool has_hash_in_path(std::string_view path) {
    std::size_t digits = 0;
    bool may_begin = true;
    for (const char character : path) {
        const bool is_digit = (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
        if (is_digit && (digits > 0 || may_begin)) {
            ++digits;
        } else {
            if (digits >= 8 && (character == '.' || character == '/')) return true;
            digits = 0;
        }
        may_begin = character == '-' || character == '.' || character == '/';
    }
    return false;
}

std::string contents_of(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::ostringstream contents;
    contents << stream.rdbuf();
    return contents.str();
}

std::string etag_of(const fs::path& file) {
    return "\"" + secret_hash(contents_of(file)).substr(0, 24) + "\"";
}

constexpr std::array<std::pair<http::Encoding, const char*>, 2> compressed_endings{{
    {http::Encoding::Brotli, ".br"},
    {http::Encoding::Gzip, ".gz"},
}};

bool is_compressed_copy(const fs::path& file) {
    return std::any_of(compressed_endings.begin(), compressed_endings.end(), [&](const auto& ending) {
        return file.extension() == ending.second && fs::exists(fs::path{file}.replace_extension());
    });
}

StaticFile describe(const fs::path& file, std::string_view path) {
    StaticFile described;
    described.media_type = media_type_of(file);
    described.is_immutable = has_hash_in_path(path);
    if (file.extension() == ".html") described.page = contents_of(file);
    described.variants[http::Encoding::Identity] = {file.string(), etag_of(file)};
    for (const auto& [encoding, ending] : compressed_endings) {
        const fs::path copy = file.string() + ending;
        if (fs::is_regular_file(copy)) described.variants[encoding] = {copy.string(), etag_of(copy)};
    }
    return described;
}

}  // namespace

std::pair<http::Encoding, const StaticFile::Variant*> StaticFile::choose(std::string_view accept_encoding) const {
    const http::Encoding wanted = http::choose_encoding(accept_encoding);
    auto found = variants.find(wanted);
    // Who takes brotli takes gzip as well, as a rule; only the header can tell.
    if (found == variants.end() && accept_encoding.find("gzip") != std::string_view::npos) {
        found = variants.find(http::Encoding::Gzip);
    }
    if (found == variants.end()) found = variants.find(http::Encoding::Identity);
    return {found->first, &found->second};
}

Result<StaticFiles> StaticFiles::read(const std::string& folder) {
    StaticFiles files;
    if (folder.empty()) return files;
    std::error_code failure;
    fs::recursive_directory_iterator entries{folder, failure};
    if (failure) {
        Error error = not_found("web");
        error.detail = folder + ": " + failure.message();
        return error;
    }
    for (const fs::directory_entry& entry : entries) {
        const fs::path& file = entry.path();
        if (!entry.is_regular_file() || is_compressed_copy(file)) continue;
        const std::string path = fs::relative(file, folder).generic_string();
        files.m_files["/" + path] = describe(file, path);
    }
    return files;
}

const StaticFile* StaticFiles::find(std::string_view path) const {
    const auto found = m_files.find(path);
    return found == m_files.end() ? nullptr : &found->second;
}

}  // namespace portail::server
