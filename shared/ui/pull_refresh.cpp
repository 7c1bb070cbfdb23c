#include "shared/ui/pull_refresh.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <utility>

#include "shared/ui/paint.h"
#include "shared/ui/ui.h"

namespace portail::ui {

namespace {

constexpr float needed_pull = 110;     // px of the finger
constexpr float resistance = 0.5F;     // of the arrow, to the finger
constexpr float rest_below_edge = 34;  // px, while the work is under way
constexpr std::int64_t turn_ms = 800;

}  // namespace

void PullRefresh::draw(Ui& ui, TouchScroll& touch, bool may_pull) {
    const bool is_offered = m_source.start && !m_area.is_empty();
    touch.set_pull_area(is_offered && may_pull ? std::optional{m_area} : std::nullopt);
    const Rect area = std::exchange(m_area, Rect{});
    if (!is_offered) {
        return;
    }
    if (touch.take_pulled(needed_pull)) {
        m_was_started = true;
        m_shown_until = ui.now_ms() + turn_ms;
        m_source.start();
    }
    m_was_started = m_was_started && (m_source.is_under_way() || ui.now_ms() < m_shown_until);
    const float pull = touch.pull();
    if (pull <= 0 && !m_was_started) {
        return;
    }
    const Theme& theme = ui.theme();
    const float below = m_was_started ? rest_below_edge : std::min(pull, needed_pull * 1.2F) * resistance - 20;
    const Point center{area.center().x, area.y + below};
    const bool is_ready = m_was_started || pull >= needed_pull;
    const ToneColors& colors = is_ready ? theme.colors.accent : theme.colors.neutral;
    ImGui::SetNextWindowPos({area.x, area.y});
    ImGui::SetNextWindowSize({area.width, std::min(area.height, 80.0F)});
    ImGui::Begin("##pull", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing |
                     ImGuiWindowFlags_NoInputs);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    const Rect disc{center.x - 20, center.y - 20, 40, 40};
    draw_shadow(disc, 20, theme.colors.shadow, 8);
    fill_rect(disc, theme.colors.surface, 20);
    const float turn = m_was_started ? static_cast<float>(ui.now_ms() % turn_ms) / turn_ms : pull / needed_pull;
    const float arc = m_was_started ? 0.7F : 0.85F * std::min(1.0F, pull / needed_pull);
    const bool is_moving = m_was_started && !theme.options.reduced_motion;
    draw_arc(center, 10, is_moving ? turn : -0.25F, (is_moving ? turn : -0.25F) + arc, colors.text, 2.5F);
    ImGui::End();
    if (m_was_started) {
        const NodeId id = ui.id_for(Role::Status, "refreshing");
        ui.record(id, Role::Status, ui.words().loading, disc, State::Busy);
        theme.options.reduced_motion ? ui.request_frame_in(turn_ms) : ui.request_frames(1);
    }
}

}  // namespace portail::ui
