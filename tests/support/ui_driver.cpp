#include "tests/support/ui_driver.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <unordered_set>
#include <utility>

#include "tests/support/imgui_item_hooks.h"

namespace portail::ui {

namespace {

constexpr std::int64_t frame_ms = 16;

bool must_have_a_name(Role role) {
    constexpr auto roles =
        std::to_array<Role>({Role::Button, Role::Link, Role::Checkbox, Role::Switch, Role::Radio, Role::RadioGroup,
                             Role::TextField, Role::Select, Role::Tab, Role::TabList, Role::Dialog, Role::Image,
                             Role::Heading, Role::Navigation, Role::Table, Role::ColumnHeader, Role::Option});
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

/// WCAG 2.2 (2.5.5): 44 px. What a finger meets of a field is its frame. With much larger text, or where a page is zoomed
/// until it is narrower than a phone, the seven days of a week share the width that there is; then the least is that of
/// 2.5.8.
bool is_too_small_to_touch(const Node& node, float text_scale, float screen_width) {
    const float least = text_scale > 1.3F || screen_width < phone_screen.width ? 24 : 43.5F;
    switch (node.role) {
        case Role::Button:
        case Role::Link:
        case Role::Checkbox:
        case Role::Switch:
        case Role::Radio:
        case Role::Tab:
        case Role::Option:
        case Role::MenuItem:
            return node.rect.width < least || node.rect.height < least;
        case Role::TextField:
        case Role::Select:
            return node.input.box.width < least || node.input.box.height < least;
        default:
            return false;
    }
}

/// What a renderer without a screen does with textures: it says that it has them.
void acknowledge_textures() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantDestroy) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        } else if (texture->Status != ImTextureStatus_OK && texture->Status != ImTextureStatus_Destroyed) {
            texture->SetTexID(1);
            texture->SetStatus(ImTextureStatus_OK);
        }
    }
}

}  // namespace

std::string with_plain_spaces(std::string_view text) {
    constexpr std::string_view no_break_space = "\u00a0";
    std::string plain{text};
    for (std::size_t at = plain.find(no_break_space); at != std::string::npos; at = plain.find(no_break_space, at)) {
        plain.replace(at, no_break_space.size(), " ");
    }
    return plain;
}

bool UiDriver::is_called(const Node& node, std::string_view name) {
    return with_plain_spaces(node.name) == with_plain_spaces(name);
}

UiDriver::UiDriver(Size screen) : m_context(ImGui::CreateContext()), m_screen(screen) {
    ImGui::SetCurrentContext(m_context);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigMemoryCompactTimer = 1e6F;  // check_frame asks windows that are not shown any more, too
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    m_context->TestEngineHookItems = true;
    ImGui::GetStyle().AntiAliasedLinesUseTex = false;  // so that only letters are painted with the texture
}

UiDriver::UiDriver(std::function<void(Ui&)> draw_screen, Size screen) : UiDriver(screen) {
    m_own_ui =
        std::make_unique<Ui>(UiHost{.request_frames = [count = m_requested_frames](int frames) { *count += frames; }});
    attach(*m_own_ui, [this, draw_screen = std::move(draw_screen)](const FrameInput& input) {
        m_ui->begin_frame(input);
        draw_screen(*m_ui);
        m_ui->end_frame();
    });
    settle();
}

UiDriver::~UiDriver() {
    ImGui::SetCurrentContext(m_context);
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
    m_own_ui.reset();
    ImGui::DestroyContext(m_context);
}

void UiDriver::attach(Ui& ui, std::function<void(const FrameInput&)> draw_frame) {
    m_ui = &ui;
    m_draw_frame = std::move(draw_frame);
}

void UiDriver::use_twin() {
    m_own_ui->set_mirror([patches = m_patches](std::string_view text) {
        // Frames are joined to one array.
        if (patches->empty()) {
            *patches = text;
        } else {
            patches->back() = ',';
            *patches += text.substr(1);
        }
    });
}

std::string UiDriver::take_patches() {
    return std::exchange(*m_patches, {});
}

// --- time --------------------------------------------------------------------------------------------------------

void UiDriver::step(int frames) {
    for (int frame = 0; frame < frames; ++frame) {
        draw_one_frame();
    }
}

void UiDriver::settle() {
    constexpr int patience = 200;
    int unchanged = 0;
    for (int frame = 0; frame < patience && unchanged < 4; ++frame) {
        draw_one_frame();
        unchanged = tree().nodes() == tree().previous_nodes() ? unchanged + 1 : 0;
    }
}

void UiDriver::advance(std::int64_t ms) {
    m_now_ms += ms;
}

void UiDriver::draw_one_frame() {
    ImGui::SetCurrentContext(m_context);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {m_screen.width, m_screen.height};
    io.DeltaTime = static_cast<float>(frame_ms) / 1000;
    m_now_ms += frame_ms;
    *m_requested_frames = 0;
    static_cast<void>(take_imgui_items());
    ImGui::NewFrame();
    m_draw_frame({.size = m_screen, .now_ms = m_now_ms});
    ImGui::Render();
    acknowledge_textures();
    check_frame();
}

void UiDriver::check_frame() {
    for (const std::string& duplicate : tree().duplicates()) {
        FAIL("two nodes are called " << duplicate << "\n" << outline());
    }
    std::unordered_set<unsigned int> known;
    for (const Node& node : tree().nodes()) {
        if (must_have_a_name(node.role) && node.name.empty()) {
            FAIL("a " << role_name(node.role) << " has no name: " << tree().path(node.id) << "\n" << outline());
        }
        if (is_too_small_to_touch(node, m_ui->theme().options.text_scale, m_screen.width)) {
            FAIL("a " << role_name(node.role) << " is too small to touch: " << node.rect.width << " × "
                      << node.rect.height << " px, " << tree().path(node.id) << "\n"
                      << outline());
        }
        const unsigned int control = Ui::imgui_id(node.id);
        known.insert(control);
        known.insert(ImHashStr("##value", 0, control));  // native text entry
    }
    for (ImGuiWindow* window : m_context->Windows) {
        known.insert(window->ID);
        known.insert(window->MoveId);
        known.insert(window->GetID("#SCROLLY"));
        known.insert(window->GetID("#SCROLLX"));
        known.insert(window->ChildId);
    }
    // Dear ImGui's own window, which it opens in every frame and never shows.
    known.insert(ImGui::FindWindowByName("Debug##Default")->GetID("#COLLAPSE"));
    for (const unsigned int item : take_imgui_items()) {
        if (!known.contains(item)) {
            FAIL("a control was drawn that has no node (Dear ImGui id " << item << ")\n" << outline());
        }
    }
}

// --- looking -----------------------------------------------------------------------------------------------------

const Node& UiDriver::only(std::vector<const Node*> found, Role role, std::string_view name) const {
    if (found.size() != 1) {
        FAIL("expected one " << role_name(role) << " \"" << name << "\", found " << found.size() << "\n" << outline());
    }
    return *found.front();
}

const Node& UiDriver::get(Role role, std::string_view name) const {
    std::vector<const Node*> found = all(role);
    std::erase_if(found, [&](const Node* node) { return !is_called(*node, name); });
    return only(std::move(found), role, name);
}

const Node& UiDriver::get_beginning(Role role, std::string_view prefix) const {
    std::vector<const Node*> found = all(role);
    std::erase_if(
        found, [&](const Node* node) { return !with_plain_spaces(node->name).starts_with(with_plain_spaces(prefix)); });
    return only(std::move(found), role, prefix);
}

bool UiDriver::has(Role role, std::string_view name) const {
    const std::vector<const Node*> found = all(role);
    return std::any_of(found.begin(), found.end(), [&](const Node* node) { return is_called(*node, name); });
}

std::vector<const Node*> UiDriver::all(Role role) const {
    std::vector<const Node*> found;
    for (const Node& node : tree().nodes()) {
        if (node.role == role) {
            found.push_back(&node);
        }
    }
    return found;
}

std::string UiDriver::outline() const {
    std::string text;
    for (const Node& node : tree().nodes()) {
        int depth = 0;
        for (const Node* at = &node; at != nullptr && at->id != root_node; at = tree().find(at->parent)) {
            ++depth;
        }
        text += std::string(static_cast<std::size_t>(depth) * 2, ' ');
        text += role_name(node.role);
        if (!node.name.empty()) {
            text += " \"" + node.name + "\"";
        }
        if (!node.value.empty()) {
            text += " = " + node.value;
        }
        if (!node.error.empty()) {
            text += " ! " + node.error;
        }
        text += node.is_enabled() ? "" : " (disabled)";
        text += node.id == m_ui->focused() ? " (focused)" : "";
        text += '\n';
    }
    return text;
}

// --- acting ------------------------------------------------------------------------------------------------------

void UiDriver::press(Role role, std::string_view name) {
    press(get(role, name));
}

void UiDriver::press(const Node& node) {
    if (!node.is_enabled()) {
        FAIL("pressed what is disabled: " << node.name << "\n" << outline());
    }
    m_ui->queue({.node = node.id, .kind = ActionKind::Press});
    settle();
}

void UiDriver::bring_into_view(const Node& node) {
    m_ui->queue({.node = node.id, .kind = ActionKind::ScrollIntoView});
    settle();
}

void UiDriver::click(Role role, std::string_view name) {
    bring_into_view(get(role, name));
    click_at(get(role, name).rect.center());
}

void UiDriver::click_at(Point point) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(ImGuiMouseSource_Mouse);
    io.AddMousePosEvent(point.x, point.y);
    step(2);
    io.AddMouseButtonEvent(0, true);
    step(2);
    io.AddMouseButtonEvent(0, false);
    settle();
}

void UiDriver::hover(Role role, std::string_view name) {
    bring_into_view(get(role, name));
    const Point center = get(role, name).rect.center();
    ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_Mouse);
    ImGui::GetIO().AddMousePosEvent(center.x, center.y);
    step(2);
}

void UiDriver::drag(Point from, Point to, int frames) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
    io.AddMousePosEvent(from.x, from.y);
    step(1);
    io.AddMouseButtonEvent(0, true);
    step(1);
    for (int frame = 1; frame <= frames; ++frame) {
        const float share = static_cast<float>(frame) / static_cast<float>(frames);
        io.AddMousePosEvent(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
        step(1);
    }
    io.AddMouseButtonEvent(0, false);
    step(2);
}

void UiDriver::tap(Role role, std::string_view name) {
    bring_into_view(get(role, name));
    const Point center = get(role, name).rect.center();
    drag(center, center, 3);
    settle();
}

void UiDriver::fill(std::string_view label, std::string_view value) {
    m_ui->queue({.node = get(Role::TextField, label).id, .kind = ActionKind::SetValue, .value = std::string(value)});
    settle();
}

void UiDriver::type(std::string_view text) {
    ImGui::GetIO().AddInputCharactersUTF8(std::string(text).c_str());
    settle();
}

void UiDriver::submit(std::string_view label) {
    m_ui->queue({.node = get(Role::TextField, label).id, .kind = ActionKind::Submit});
    settle();
}

void UiDriver::choose(std::string_view label, std::string_view option) {
    const Node& select = get(Role::Select, label);
    const auto found = std::find(select.options.begin(), select.options.end(), option);
    if (found == select.options.end()) {
        FAIL("no option \"" << option << "\" in \"" << label << "\"\n" << outline());
    }
    m_ui->queue(
        {.node = select.id, .kind = ActionKind::SetValue, .value = std::to_string(found - select.options.begin())});
    settle();
}

void UiDriver::key(int imgui_key, bool with_shift) {
    ImGuiIO& io = ImGui::GetIO();
    if (with_shift) {
        io.AddKeyEvent(ImGuiMod_Shift, true);
    }
    io.AddKeyEvent(static_cast<ImGuiKey>(imgui_key), true);
    step(1);
    io.AddKeyEvent(static_cast<ImGuiKey>(imgui_key), false);
    io.AddKeyEvent(ImGuiMod_Shift, false);
    settle();
}

}  // namespace portail::ui
