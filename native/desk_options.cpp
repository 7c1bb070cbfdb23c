#include "native/desk_options.h"

#include <curl/curl.h>

#include <cstdlib>
#include <memory>
#include <optional>

namespace portail {
namespace {

using UrlHandle = std::unique_ptr<CURLU, void (*)(CURLU*)>;

std::optional<std::string> part_of(const UrlHandle& url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url.get(), part, &text, 0) != CURLUE_OK) return std::nullopt;
    const std::unique_ptr<char, void (*)(void*)> owner{text, curl_free};
    return std::string{text};
}

std::string lower_case(std::string text) {
    for (char& letter : text) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return text;
}

Error refused(const std::string& why) {
    return {ErrorCode::Invalid, "error.invalid", "server", {}, why};
}

bool is_this_machine(const std::string& host) {
    return host == "localhost" || host == "[::1]" || host.compare(0, 4, "127.") == 0;
}

}  // namespace

Result<std::string> normalised_server(const std::string& address, bool allows_plain_http) {
    const UrlHandle url{curl_url(), curl_url_cleanup};
    if (curl_url_set(url.get(), CURLUPART_URL, address.c_str(), 0) != CURLUE_OK) {
        return refused("\"" + address + "\" is no address. Write it like https://garage.example");
    }
    const std::string scheme = lower_case(part_of(url, CURLUPART_SCHEME).value_or(""));
    const std::string host = lower_case(part_of(url, CURLUPART_HOST).value_or(""));
    if (scheme != "https" && scheme != "http") return refused("the server's address begins with https://");
    const bool has_more = part_of(url, CURLUPART_PATH).value_or("/") != "/" || part_of(url, CURLUPART_QUERY) ||
                          part_of(url, CURLUPART_FRAGMENT) || part_of(url, CURLUPART_USER);
    if (host.empty() || has_more) return refused("the server's address ends after its name: https://garage.example");
    if (scheme == "http" && !is_this_machine(host) && !allows_plain_http) {
        return refused(
            "http:// would show passwords and customers to everybody on the way; use https://, or add "
            "--allow-plain-http on a network that you trust");
    }
    const std::optional<std::string> port = part_of(url, CURLUPART_PORT);
    return scheme + "://" + host + (port ? ":" + *port : "");
}

std::filesystem::path default_data_folder() {
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data == '/') {
        return std::filesystem::path{data} / "portail-desk";
    }
    const char* home = std::getenv("HOME");
    return std::filesystem::path{home != nullptr ? home : "."} / ".local" / "share" / "portail-desk";
}

std::string folder_name_of(const std::string& normalised_server) {
    std::string name;
    for (const char letter : normalised_server) {
        const bool is_plain =
            (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '.' || letter == '-';
        if (is_plain) {
            name += letter;
        } else if (!name.empty() && name.back() != '_') {
            name += '_';
        }
    }
    return name;
}

}  // namespace portail
