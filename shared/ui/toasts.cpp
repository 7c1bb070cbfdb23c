#include "shared/ui/toasts.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <utility>

#include "shared/ui/paint.h"
#include "shared/ui/ui.h"
#include "shared/ui/widgets/button.h"
#include "shared/ui/widgets/scope.h"
#include "shared/ui/widgets/text.h"

namespace portail::ui {

void Toasts::show(Toast toast) {
    constexpr std::size_t most = 3;
    if (m_live.size() == most) {
        m_live.erase(m_live.begin());
    }
    m_live.push_back({std::move(toast), ++m_count, 0, {}});
}

bool Toasts::covers(const Rect& rect) const {
    return std::any_of(m_live.begin(), m_live.end(),
                       [&](const Live& live) { return !live.rect.intersection(rect).is_empty(); });
}

void Toasts::draw(Ui& ui) {
    const auto gone =
        std::erase_if(m_live, [&](const Live& live) { return live.until_ms != 0 && live.until_ms <= ui.now_ms(); });
    if (gone > 0) ui.request_frames();  // what it covered was drawn before
    // The region is always there: a screen reader announces what appears in it.
    const NodeId region = ui.id_for(Role::Status, "notifications");
    ui.record(region, Role::Status, ui.words().notifications, {0, 0, 0, 0});
    if (m_live.empty()) {
        return;
    }
    const Theme& theme = ui.theme();
    const float margin = theme.space.lg;
    const float width = std::min(440 * theme.options.text_scale, ui.screen().width - 2 * margin);
    const float x = (ui.screen().width - width) / 2;
    float bottom = ui.screen().height - margin - (ui.form_factor() == FormFactor::Phone ? 72.0F : 0.0F);
    std::function<void()> chosen_action;
    const NodeScope scope(ui, region);
    for (auto live = m_live.rbegin(); live != m_live.rend(); ++live) {
        const Toast& toast = live->toast;
        if (live->until_ms == 0) {
            live->until_ms = ui.now_ms() + toast.lasts_ms;
        }
        ui.request_frame_in(live->until_ms - ui.now_ms() + 1);
        const float action_width =
            toast.action_label.empty()
                ? 0
                : ui.fonts().measure(theme.type.label, toast.action_label).width + 2 * theme.space.lg;
        const float room = width - 2 * theme.space.lg - 34 - action_width;
        const Size size = ui.fonts().measure(theme.type.body, toast.text, room);
        const float height = std::max(52.0F, size.height + 2 * theme.space.md);
        const Rect rect{x, bottom - height, width, height};
        bottom -= height + theme.space.sm;
        live->rect = rect;

        const std::string name = "##toast" + std::to_string(live->number);
        ImGui::SetNextWindowPos({rect.x - 16, rect.y - 16});
        ImGui::SetNextWindowSize({rect.width + 32, rect.height + 32});
        ImGui::Begin(name.c_str(), nullptr,
                     ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                         ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing |
                         (toast.action_label.empty() ? ImGuiWindowFlags_NoInputs : ImGuiWindowFlags_None));
        ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
        draw_shadow(rect, theme.radius, theme.colors.shadow, 14);
        fill_rect(rect, theme.colors.surface, theme.radius);
        stroke_rect(rect, theme.colors.border, theme.radius, 1);
        const ToneColors& colors = theme.colors.tone(toast.tone);
        const Icon icon = toast.tone == Tone::Success                                 ? Icon::Check
                          : toast.tone == Tone::Danger || toast.tone == Tone::Warning ? Icon::Warning
                                                                                      : Icon::Info;
        fill_circle({rect.x + theme.space.lg + 11, rect.center().y}, 13, colors.soft);
        paint_icon(icon, {rect.x + theme.space.lg + 3, rect.center().y - 8, 16, 16}, colors.text);
        const std::string key = std::to_string(live->number);
        ui.push_flow({rect.x + theme.space.lg + 34, rect.center().y - size.height / 2, room + 1, size.height}, 0);
        text(ui, {.text = toast.text, .key = key});
        ui.pop_flow();
        if (!toast.action_label.empty()) {
            ui.push_flow({rect.right() - action_width - theme.space.xs, rect.center().y - theme.touch_target / 2,
                          action_width, 0},
                         0);
            if (button(ui, {.key = key + "_action", .label = toast.action_label, .style = ButtonStyle::Quiet})) {
                chosen_action = toast.action;
                live->until_ms = ui.now_ms();
                ui.request_frames();
            }
            ui.pop_flow();
        }
        ImGui::End();
    }
    if (chosen_action) {
        chosen_action();
    }
}

}  // namespace portail::ui
