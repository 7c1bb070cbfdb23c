// Where each scrolling area stands. An area that appears, or that begins to show something else, starts at its top; one
// whose place the person has returned to (Back, Forward, reload) starts where it was left, as soon as it is long enough
// again. Positions are pixels from the top, areas are named by their paths.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "shared/ui/semantics.h"

namespace portail::ui {

class ScrollMemory {
public:
    using Positions = std::map<std::string, float>;

    void begin_frame() { ++m_frame; }
    /// Before an area is drawn: where it must stand now; nothing where it stays. `subject` is what it shows.
    [[nodiscard]] std::optional<float> wanted(NodeId id, const std::string& path, std::string_view subject);
    /// After it was drawn: where it stands and how far it could be scrolled.
    void drawn(NodeId id, const std::string& path, float position, float longest);
    /// The person scrolls it: what was remembered counts no more.
    void let_go(const std::string& path) { m_awaited.erase(path); }

    void restore(Positions positions) { m_awaited = std::move(positions); }
    /// Of the areas of the last frame that are not at their top, and of those that are still awaited.
    [[nodiscard]] Positions positions() const;

private:
    struct Area {
        std::int64_t frame = -1;
        std::string path;
        std::string subject;
        float position = 0;
        float placed_at = -1;  ///< where it was put because that was awaited
    };
    std::int64_t m_frame = 0;
    std::unordered_map<NodeId, Area> m_areas;
    Positions m_awaited;
};

}  // namespace portail::ui
