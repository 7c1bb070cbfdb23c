#include "server/site_address.h"

#include <algorithm>

namespace portail::server {

Result<std::string> normalise_origin(const std::string& url) {
    Error wrong = invalid("public-url", "error.invalid");
    wrong.detail = "\"" + url + "\" is not an address like https://garage.example";
    std::string origin = url;
    if (origin.ends_with('/')) origin.pop_back();
    const std::size_t host = origin.starts_with("https://") ? 8 : origin.starts_with("http://") ? 7 : 0;
    if (host == 0 || host == origin.size()) return wrong;
    const bool is_plain =
        std::all_of(origin.begin() + static_cast<std::ptrdiff_t>(host), origin.end(), [](char letter) {
            return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                   (letter >= '0' && letter <= '9') || std::string_view{".-:[]"}.find(letter) != std::string_view::npos;
        });
    if (!is_plain) return wrong;
    for (char& letter : origin) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
    }
    return origin;
}

}  // namespace portail::server
