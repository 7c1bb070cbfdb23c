#include "shared/domain/organisation.h"

#include <charconv>

namespace portail {

std::string encode_zone_transitions(const std::vector<ZoneTransition>& transitions) {
    std::string text;
    for (const ZoneTransition& transition : transitions) {
        if (!text.empty()) text += ' ';
        text += std::to_string(transition.from) + ':' + std::to_string(transition.offset_seconds);
    }
    return text;
}

Result<TimeZone> parse_zone_transitions(std::string_view text) {
    std::vector<ZoneTransition> transitions;
    const char* position = text.data();
    const char* const end = text.data() + text.size();
    while (position != end) {
        ZoneTransition transition;
        const auto from = std::from_chars(position, end, transition.from);
        if (from.ec != std::errc{} || from.ptr == end || *from.ptr != ':') return internal("zone transitions");
        const auto offset = std::from_chars(from.ptr + 1, end, transition.offset_seconds);
        if (offset.ec != std::errc{}) return internal("zone transitions");
        if (!transitions.empty() && transition.from <= transitions.back().from) return internal("zone transitions");
        transitions.push_back(transition);
        position = offset.ptr;
        if (position != end && *position++ != ' ') return internal("zone transitions");
    }
    return TimeZone{std::move(transitions)};
}

}  // namespace portail
