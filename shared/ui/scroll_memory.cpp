#include "shared/ui/scroll_memory.h"

#include <algorithm>
#include <cmath>

namespace portail::ui {

std::optional<float> ScrollMemory::wanted(NodeId id, const std::string& path, std::string_view subject) {
    Area& area = m_areas[id];
    const bool is_new = area.frame != m_frame - 1 || area.subject != subject;
    area.frame = m_frame;
    area.subject = subject;
    if (const auto awaited = m_awaited.find(path); awaited != m_awaited.end()) {
        area.placed_at = awaited->second;
        return awaited->second;
    }
    area.placed_at = -1;
    return is_new ? std::optional<float>{0} : std::nullopt;
}

void ScrollMemory::drawn(NodeId id, const std::string& path, float position, float longest) {
    Area& area = m_areas[id];
    area.path = path;
    area.position = position;
    const auto awaited = m_awaited.find(path);
    if (awaited != m_awaited.end() && std::abs(position - awaited->second) < 1 && longest >= awaited->second - 1) {
        m_awaited.erase(awaited);
    }
}

ScrollMemory::Positions ScrollMemory::positions() const {
    Positions positions = m_awaited;
    for (const auto& [id, area] : m_areas) {
        if (area.frame >= m_frame - 1 && area.position >= 1) positions.try_emplace(area.path, area.position);
    }
    return positions;
}

}  // namespace portail::ui
