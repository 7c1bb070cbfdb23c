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

float Toasts::covered_height(const Rect& area) const {
    float height = 0;
    for (const Live& live : m_live) {
        if (!live.rect.intersection(area).is_empty()) height = std::max(height, area.bottom() - live.rect.y);
    }
    return height;
}

namespace {

constexpr float icon_room = 34;  // with the space up to the text
constexpr float shadow_room = 16;

bool can_be_closed(const Toast& toast) {
    return !toast.action_label.empty() || toast.tone == Tone::Danger;
}

/// Where the parts of a message go. The action stands beside the text, or below it where the text would be narrow.
struct ToastLayout {
    ToastLayout(const Ui& ui, const Toast& toast, float width) {
        const Theme& theme = ui.theme();
        const bool has_action = !toast.action_label.empty();
        action_width =
            has_action ? ui.fonts().measure(theme.type.label, toast.action_label).width + 2 * theme.space.lg : 0;
        close_width = can_be_closed(toast) ? theme.touch_target : 0;
        const float margins = theme.space.lg + (close_width > 0 ? theme.space.xs : theme.space.lg);
        const float room = width - margins - icon_room - close_width;
        is_action_below = action_width > room / 2;
        text = ui.fonts().measure(theme.type.body, toast.text, is_action_below ? room : room - action_width);
        text_room = is_action_below ? room : room - action_width;
        const float line = std::max(text.height, close_width);
        first_line = std::max(52.0F, line + 2 * (close_width > 0 ? theme.space.xs : theme.space.md));
        height = first_line + (is_action_below && has_action ? theme.touch_target + theme.space.xs : 0);
    }

    float action_width = 0;
    float close_width = 0;
    float text_room = 0;
    Size text;
    bool is_action_below = false;
    float first_line = 0;
    float height = 0;
};

Icon icon_of(Tone tone) {
    if (tone == Tone::Success) return Icon::Check;
    return tone == Tone::Danger || tone == Tone::Warning ? Icon::Warning : Icon::Info;
}

}  // namespace

/// Whoever reads it, or is on the way to its action, is given the time.
void Toasts::keep_while_attended(Ui& ui, Live& live) {
    constexpr std::int64_t grace_ms = 2000;
    const ImGuiIO& io = ImGui::GetIO();
    const bool is_pointed_at =
        io.MouseSource == ImGuiMouseSource_Mouse && live.rect.contains({io.MousePos.x, io.MousePos.y});
    const bool has_focus = ui.focused() != no_node && (ui.focused() == live.action || ui.focused() == live.close);
    if (can_be_closed(live.toast) && (is_pointed_at || has_focus)) {
        live.until_ms = std::max(live.until_ms, ui.now_ms() + grace_ms);
    }
}

/// True when its action was chosen.
bool Toasts::draw_one(Ui& ui, Live& live) {
    const Theme& theme = ui.theme();
    const Toast& toast = live.toast;
    const Rect& rect = live.rect;
    const ToastLayout layout(ui, toast, rect.width);
    const std::string key = std::to_string(live.number);
    bool is_chosen = false;
    ImGui::SetNextWindowPos({rect.x - shadow_room, rect.y - shadow_room});
    ImGui::SetNextWindowSize({rect.width + 2 * shadow_room, rect.height + 2 * shadow_room});
    ImGui::Begin(("##toast" + key).c_str(), nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing |
                     (can_be_closed(toast) ? ImGuiWindowFlags_None : ImGuiWindowFlags_NoInputs));
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    draw_shadow(rect, theme.radius, theme.colors.shadow, 14);
    fill_rect(rect, theme.colors.surface, theme.radius);
    stroke_rect(rect, theme.colors.border, theme.radius, 1);
    const ToneColors& colors = theme.colors.tone(toast.tone);
    const float middle = rect.y + layout.first_line / 2;
    fill_circle({rect.x + theme.space.lg + 11, middle}, 13, colors.soft);
    paint_icon(icon_of(toast.tone), {rect.x + theme.space.lg + 3, middle - 8, 16, 16}, colors.text);
    const float text_x = rect.x + theme.space.lg + icon_room;
    ui.push_flow({text_x, middle - layout.text.height / 2, layout.text_room + 1, layout.text.height}, 0);
    text(ui, {.text = toast.text, .key = key});
    ui.pop_flow();
    if (!toast.action_label.empty()) {
        const float x = layout.is_action_below ? text_x - theme.space.lg : text_x + layout.text_room;
        const float y =
            layout.is_action_below ? rect.y + layout.first_line - theme.space.xs : middle - theme.touch_target / 2;
        ui.push_flow({x, y, layout.action_width, 0}, 0);
        const std::string action = key + "_action";
        live.action = ui.id_for(Role::Button, action);
        is_chosen = button(ui, {.key = action, .label = toast.action_label, .style = ButtonStyle::Quiet});
        ui.pop_flow();
    }
    if (can_be_closed(toast)) {
        ui.push_flow({rect.right() - theme.touch_target - theme.space.xs, middle - theme.touch_target / 2,
                      theme.touch_target, 0},
                     0);
        const std::string close = key + "_close";
        live.close = ui.id_for(Role::Button, close);
        live.is_closed = icon_button(ui, {.key = close, .label = ui.words().close_message, .icon = Icon::X});
        ui.pop_flow();
    }
    ImGui::End();
    if (is_chosen) live.is_closed = true;
    if (live.is_closed) ui.request_frames();
    return is_chosen;
}

void Toasts::draw(Ui& ui) {
    for (Live& live : m_live)
        keep_while_attended(ui, live);
    const auto gone =
        std::erase_if(m_live, [&](const Live& live) {
            return live.is_closed || (live.until_ms != 0 && live.until_ms <= ui.now_ms());
        });
    if (gone > 0) ui.request_frames();  // what it covered was drawn before
    // The region is always there: a screen reader announces what appears in it.
    const NodeId region = ui.id_for(Role::Status, "notifications");
    ui.record(region, Role::Status, ui.words().notifications, {0, 0, 0, 0});
    if (m_live.empty()) return;
    const Theme& theme = ui.theme();
    const float margin = theme.space.lg;
    const float width = std::min(440 * theme.options.text_scale, ui.screen().width - 2 * margin);
    const float x = (ui.screen().width - width) / 2;
    float bottom = ui.screen().height - margin - (ui.form_factor() == FormFactor::Phone ? 72.0F : 0.0F);
    std::function<void()> chosen_action;
    const NodeScope scope(ui, region);
    for (auto live = m_live.rbegin(); live != m_live.rend(); ++live) {
        if (live->until_ms == 0) {
            live->until_ms = ui.now_ms() + live->toast.lasts_ms;
            ui.request_frames();  // what it covers makes room for it
        }
        ui.request_frame_in(live->until_ms - ui.now_ms() + 1);
        const float height = ToastLayout(ui, live->toast, width).height;
        live->rect = {x, bottom - height, width, height};
        bottom -= height + theme.space.sm;
        if (draw_one(ui, *live)) chosen_action = live->toast.action;
    }
    if (chosen_action) chosen_action();
}

}  // namespace portail::ui
