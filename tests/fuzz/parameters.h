// The query of a request as a fuzz target's input.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace portail::test {

/// "name=value" lines, as the HTTP server has decoded them.
inline std::map<std::string, std::string> parameters_of(std::string_view input) {
    std::map<std::string, std::string> parameters;
    while (!input.empty()) {
        const std::size_t end = input.find('\n');
        const std::string_view line = input.substr(0, end);
        input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
        const std::size_t equals = line.find('=');
        if (equals != std::string_view::npos) parameters.emplace(line.substr(0, equals), line.substr(equals + 1));
    }
    return parameters;
}

}  // namespace portail::test
