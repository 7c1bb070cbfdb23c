#include "shared/ui/touch_scroll.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace portail::ui {

namespace {

constexpr float slop = 8;                      // px
constexpr std::int64_t velocity_window = 100;  // ms
constexpr float glide_time = 325;              // ms until the speed is 1/e, as iOS and Android have it
constexpr float slowest_glide = 0.02F;         // px per ms
constexpr float fastest_glide = 6;

/// The nearest window around the pointer that has somewhere to scroll.
ImGuiWindow* scrollable_window_under_pointer() {
    for (ImGuiWindow* window = GImGui->HoveredWindow; window != nullptr; window = window->ParentWindow) {
        if (window->ScrollMax.y > 0) {
            return window;
        }
        if ((window->Flags & ImGuiWindowFlags_ChildWindow) == 0) {
            return nullptr;
        }
    }
    return nullptr;
}

}  // namespace

bool TouchScroll::update(std::int64_t now_ms, bool reduced_motion) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool is_touch = io.MouseSource == ImGuiMouseSource_TouchScreen;
    const bool is_down = is_touch && io.MouseDown[0];
    const float y = io.MousePos.y;

    if (is_down && !m_is_down) {
        start_touch(now_ms, {io.MousePos.x, y});
    } else if (is_down) {
        if (!m_is_scrolling && std::abs(y - m_down.y) > slop) {
            start_scroll(y);
        }
        sample(now_ms, y);
        if (m_is_pulling) {
            m_pull = std::max(0.0F, y - m_down.y - slop);
        } else if (m_is_scrolling) {
            scroll_by(m_last_y - y);
        }
        m_last_y = y;
    } else if (m_is_pulling) {
        m_pulled = std::exchange(m_pull, 0);
        m_is_pulling = false;
    } else if (m_is_down) {
        m_glide = m_is_scrolling && !reduced_motion ? std::clamp(velocity(now_ms), -fastest_glide, fastest_glide) : 0;
    } else {
        // The press is judged in the frame of the release, so the flags live one frame longer than the finger.
        m_is_scrolling = false;
        m_stopped_a_glide = false;
    }
    if (!is_down && m_glide != 0) {
        const auto elapsed = static_cast<float>(now_ms - m_last_ms);
        const float decay = std::exp(-elapsed / glide_time);
        const bool has_moved = scroll_by(-m_glide * glide_time * (1 - decay));
        m_glide *= decay;
        if (std::abs(m_glide) < slowest_glide || (!has_moved && elapsed > 0)) {
            m_glide = 0;
        }
    }
    m_is_down = is_down;
    m_last_ms = now_ms;
    return m_glide != 0;
}

void TouchScroll::start_touch(std::int64_t now_ms, Point at) {
    m_stopped_a_glide = m_glide != 0;
    m_is_scrolling = false;
    m_is_pulling = false;
    m_pull = 0;
    m_glide = 0;
    m_down = at;
    m_last_y = at.y;
    m_sample_count = 0;
    sample(now_ms, at.y);
}

void TouchScroll::start_scroll(float y) {
    const ImGuiWindow* window = scrollable_window_under_pointer();
    const bool is_at_top = window == nullptr || window->Scroll.y <= 0;
    m_is_pulling = y > m_down.y && is_at_top && m_pull_area && m_pull_area->contains(m_down);
    if (!m_is_pulling && window == nullptr) {
        return;
    }
    m_window = window != nullptr ? window->ID : 0;
    m_is_scrolling = true;
    ImGui::ClearActiveID();
}

bool TouchScroll::take_pulled(float least) {
    return std::exchange(m_pulled, 0) >= least;
}

void TouchScroll::sample(std::int64_t now_ms, float y) {
    if (m_sample_count == m_samples.size()) {
        std::move(m_samples.begin() + 1, m_samples.end(), m_samples.begin());
        --m_sample_count;
    }
    m_samples[m_sample_count++] = {now_ms, y};
}

float TouchScroll::velocity(std::int64_t now_ms) const {
    for (std::size_t index = 0; index + 1 < m_sample_count; ++index) {
        const Sample& first = m_samples[index];
        if (now_ms - first.at_ms <= velocity_window) {
            const Sample& last = m_samples[m_sample_count - 1];
            const auto elapsed = static_cast<float>(last.at_ms - first.at_ms);
            return elapsed > 0 ? (last.y - first.y) / elapsed : 0;
        }
    }
    return 0;  // the finger rested before it was lifted
}

bool TouchScroll::scroll_by(float pixels) {
    ImGuiWindow* const window = ImGui::FindWindowByID(m_window);
    if (window == nullptr) {
        return false;
    }
    const float before = window->Scroll.y;
    const float after = std::clamp(before + pixels, 0.0F, window->ScrollMax.y);
    ImGui::SetScrollY(window, after);
    window->Scroll.y = after;
    return after != before;
}

}  // namespace portail::ui
