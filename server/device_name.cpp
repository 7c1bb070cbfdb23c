#include "server/device_name.h"

#include <algorithm>
#include <span>

namespace portail::server {
namespace {

struct Sign {
    std::string_view token;
    std::string_view name;
};

// Many a device claims to be others as well: the first that is found counts. Tokens as the browsers' makers document
// them, https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/User-Agent
constexpr Sign systems[] = {
    {"iPhone", "iPhone"},   {"iPad", "iPad"},        {"Android", "Android"}, {"CrOS", "ChromeOS"},
    {"Windows", "Windows"}, {"Macintosh", "Mac"},    {"Linux", "Linux"},
};
constexpr Sign browsers[] = {
    {"Edg", "Edge"},         {"OPR/", "Opera"},      {"SamsungBrowser/", "Samsung Internet"},
    {"FxiOS/", "Firefox"},   {"Firefox/", "Firefox"}, {"CriOS/", "Chrome"},
    {"Chrome/", "Chrome"},   {"Safari/", "Safari"},
};

std::string_view first_name(std::span<const Sign> signs, std::string_view user_agent) {
    const auto found = std::find_if(signs.begin(), signs.end(), [&](const Sign& sign) {
        return user_agent.find(sign.token) != std::string_view::npos;
    });
    return found == signs.end() ? std::string_view{} : found->name;
}

}  // namespace

std::string device_name(std::string_view user_agent) {
    std::string name{first_name(systems, user_agent)};
    const std::string_view browser = first_name(browsers, user_agent);
    if (!name.empty() && !browser.empty()) name += ", ";
    return name.append(browser);
}

}  // namespace portail::server
