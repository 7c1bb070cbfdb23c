// Scrolling with a finger: 8 px of slop, then the area under the finger follows it and the press is cancelled; lifted
// in motion, it glides on and slows down (exponentially, with the time constant that phones use). A touch during the
// glide stops it and presses nothing. Drawn down at its top, the page is pulled instead: see pull_refresh.h.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "shared/ui/geometry.h"

namespace portail::ui {

class TouchScroll {
public:
    /// After ImGui::NewFrame(). True while another frame is needed for the glide.
    bool update(std::int64_t now_ms, bool reduced_motion);
    /// Where a page can be pulled; nothing where it cannot.
    void set_pull_area(std::optional<Rect> area) { m_pull_area = area; }
    /// How far the finger has pulled, in pixels.
    [[nodiscard]] float pull() const { return m_pull; }
    /// Once, when it was lifted after at least this much.
    [[nodiscard]] bool take_pulled(float least);
    /// From the moment a touch turned into a scroll until the finger is up.
    [[nodiscard]] bool cancels_press() const { return m_is_scrolling || m_stopped_a_glide; }

private:
    struct Sample {
        std::int64_t at_ms = 0;
        float y = 0;
    };
    void start_touch(std::int64_t now_ms, Point at);
    void start_scroll(float y);
    void sample(std::int64_t now_ms, float y);
    [[nodiscard]] float velocity(std::int64_t now_ms) const;  ///< px per ms, of the last 100 ms
    bool scroll_by(float pixels);

    unsigned int m_window = 0;  ///< ImGui id of the area that scrolls; 0: none
    bool m_is_down = false;
    bool m_is_scrolling = false;
    bool m_stopped_a_glide = false;
    bool m_is_pulling = false;
    float m_pull = 0;
    float m_pulled = 0;  ///< when the finger was lifted
    std::optional<Rect> m_pull_area;
    Point m_down;
    float m_last_y = 0;
    float m_glide = 0;  ///< px per ms
    std::int64_t m_last_ms = 0;
    std::array<Sample, 8> m_samples{};
    std::size_t m_sample_count = 0;
};

}  // namespace portail::ui
