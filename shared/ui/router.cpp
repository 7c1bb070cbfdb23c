#include "shared/ui/router.h"

#include <utility>
#include <vector>

#include "shared/ui/screen.h"

namespace portail::ui {
namespace {

const std::string before_key = "before";  // the location of the place before, kept with each that was pushed
const std::string empty_text;

bool is_unreserved(char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
           letter == '-' || letter == '.' || letter == '_' || letter == '~';
}

/// RFC 3986, section 2.1; `kept` stays as it is.
std::string percent_encoded(std::string_view text, std::string_view kept = {}) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string encoded;
    for (const char letter : text) {
        if (is_unreserved(letter) || kept.find(letter) != std::string_view::npos) {
            encoded += letter;
        } else {
            const auto byte = static_cast<unsigned char>(letter);
            encoded += '%';
            encoded += digits[byte >> 4U];
            encoded += digits[byte & 15U];
        }
    }
    return encoded;
}

int hexadecimal(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    return -1;
}

std::string percent_decoded(std::string_view text, bool plus_is_space) {
    std::string decoded;
    for (std::size_t index = 0; index < text.size(); ++index) {
        if (text[index] == '%' && index + 2 < text.size() && hexadecimal(text[index + 1]) >= 0 &&
            hexadecimal(text[index + 2]) >= 0) {
            decoded += static_cast<char>(hexadecimal(text[index + 1]) * 16 + hexadecimal(text[index + 2]));
            index += 2;
        } else {
            decoded += plus_is_space && text[index] == '+' ? ' ' : text[index];
        }
    }
    return decoded;
}

std::vector<std::string_view> parts_of(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        if (path.front() == '/') {
            path.remove_prefix(1);
            continue;
        }
        const std::size_t end = path.find('/');
        parts.push_back(path.substr(0, end));
        path.remove_prefix(parts.back().size());
    }
    return parts;
}

std::optional<std::map<std::string, std::string>> match(std::string_view pattern, std::string_view path) {
    const std::vector<std::string_view> wanted = parts_of(pattern);
    const std::vector<std::string_view> given = parts_of(path);
    std::map<std::string, std::string> found;
    if (given.size() > wanted.size()) return std::nullopt;
    for (std::size_t index = 0; index < wanted.size(); ++index) {
        std::string_view name = wanted[index];
        const bool is_variable = name.starts_with(':');
        const bool is_optional = is_variable && name.ends_with('?');
        if (index >= given.size()) {
            if (!is_optional) return std::nullopt;
        } else if (is_variable) {
            name.remove_prefix(1);
            if (is_optional) name.remove_suffix(1);
            found.emplace(name, given[index]);
        } else if (name != given[index]) {
            return std::nullopt;
        }
    }
    return found;
}

}  // namespace

const std::string& Place::parameter(const std::string& name) const {
    const auto found = parameters.find(name);
    return found == parameters.end() ? empty_text : found->second;
}

Place Place::with(const std::string& name, std::string value) const {
    Place changed = *this;
    if (value.empty()) {
        changed.parameters.erase(name);
    } else {
        changed.parameters[name] = std::move(value);
    }
    return changed;
}

std::string to_location(const Place& place) {
    std::string location = percent_encoded(place.path, "/");
    char separator = '?';
    for (const auto& [name, value] : place.parameters) {
        location += separator;
        location += percent_encoded(name) + "=" + percent_encoded(value);
        separator = '&';
    }
    return location;
}

Place parse_location(std::string_view location) {
    location = location.substr(0, location.find('#'));
    Place place;
    const std::size_t question = location.find('?');
    place.path = percent_decoded(location.substr(0, question), false);
    if (place.path.empty()) place.path = "/";
    if (question == std::string_view::npos) return place;
    std::string_view query = location.substr(question + 1);
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(pair.size() + (pair.size() < query.size() ? 1 : 0));
        const std::size_t equals = pair.find('=');
        if (equals == 0 || equals == std::string_view::npos) continue;
        place.parameters[percent_decoded(pair.substr(0, equals), true)] =
            percent_decoded(pair.substr(equals + 1), true);
    }
    return place;
}

Router::Router(platform::HostServices& host, std::span<const ScreenEntry> screens) : m_host(host), m_screens(screens) {
    settle(parse_location(m_host.location()));
}

void Router::set_base(std::string base) {
    m_base = std::move(base);
    const std::string location = m_host.location();
    const std::string_view rest = std::string_view{location}.substr(std::min(m_base.size(), location.size()));
    if (location.starts_with(m_base) && (rest.empty() || rest.front() == '/' || rest.front() == '?')) {
        settle(parse_location(rest));
    } else {
        replace(Place{});
    }
}

const std::string& Router::part(const std::string& name) const {
    const auto found = m_parts.find(name);
    return found == m_parts.end() ? empty_text : found->second;
}

bool Router::is_at(std::string_view pattern) const {
    return m_entry != nullptr && m_entry->pattern == pattern;
}

std::string Router::href(const Place& place) const {
    const std::string location = to_location(place);
    // "/c/CODE" rather than "/c/CODE/", as it stands on the printed card.
    return m_base.empty() || place.path != "/" ? m_base + location : m_base + location.substr(1);
}

void Router::push(Place place) {
    if (take_replaces_next()) return replace(std::move(place));
    if (place == m_place) return;
    if (on_leaving) on_leaving();
    m_host.push_location(href(place));
    m_host.keep_with_place(before_key, to_location(m_place));
    m_arrival = Arrival::Pushed;
    settle(std::move(place));
}

void Router::replace(Place place) {
    m_host.replace_location(href(place));
    m_arrival = Arrival::Replaced;
    settle(std::move(place));
}

void Router::back(const std::string& otherwise) {
    if (m_is_going_back) return;
    if (m_host.places_before() > 0) {
        m_is_going_back = true;
        m_host.go_back();
    } else {
        replace(parse_location(otherwise));
    }
}

void Router::back_to(const Place& place) {
    const std::string location = to_location(place);
    if (m_host.kept_with_place(before_key) == location) {
        back(location);
    } else if (!m_is_going_back) {
        replace(place);
    }
}

void Router::location_changed(const std::string& location) {
    m_arrival = Arrival::Traversed;
    settle(parse_location(std::string_view{location}.substr(location.starts_with(m_base) ? m_base.size() : 0)));
}

void Router::settle(Place place) {
    ++m_revision;
    m_is_going_back = false;
    m_place = std::move(place);
    m_entry = nullptr;
    m_parts.clear();
    for (const ScreenEntry& entry : m_screens) {
        if (auto parts = match(entry.pattern, m_place.path)) {
            m_entry = &entry;
            m_parts = std::move(*parts);
            return;
        }
    }
}

}  // namespace portail::ui
