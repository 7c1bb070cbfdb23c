// Runs an interface without a window or a renderer, and acts on it as a person or a screen reader would: finds a node
// by role and name, presses it, types, steps frames. Time stands still between frames. Every frame is checked: no two
// nodes on one path, no nameless control, and no Dear ImGui control without a node (so that a widget that forgot its
// meaning fails the test that draws it). Failures are Catch2's, with the tree as it was.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shared/ui/ui.h"

struct ImGuiContext;

namespace portail::ui {

inline constexpr Size phone_screen{360, 740};
inline constexpr Size desk_screen{1440, 900};

/// French sets spaces that do not break before ":", "?", "!" and inside « »; a test is written with the plain ones.
[[nodiscard]] std::string with_plain_spaces(std::string_view text);

class UiDriver {
public:
    explicit UiDriver(Size screen = phone_screen);
    /// With an interface of its own that draws `screen` every frame.
    explicit UiDriver(std::function<void(Ui&)> draw_screen, Size screen = phone_screen);
    ~UiDriver();
    UiDriver(const UiDriver&) = delete;
    UiDriver& operator=(const UiDriver&) = delete;

    /// Drives the interface of somebody else (an application's), which draws one whole frame when called.
    void attach(Ui& ui, std::function<void(const FrameInput&)> draw_frame);

    [[nodiscard]] Ui& ui() const { return *m_ui; }
    [[nodiscard]] const SemanticTree& tree() const { return m_ui->tree(); }
    /// Patches for the twin, since the last call; only for the driver's own interface.
    [[nodiscard]] std::string take_patches();
    /// The driver's own interface has a twin (as in a browser) from now on.
    void use_twin();
    [[nodiscard]] int requested_frames() const { return *m_requested_frames; }

    // --- time ----------------------------------------------------------------------------------------------------
    void step(int frames = 1);
    /// Steps until the tree has not changed for four frames (a focus by path takes two to be found and scrolled to).
    void settle();
    void advance(std::int64_t ms);
    void resize(Size screen) { m_screen = screen; }

    // --- looking -------------------------------------------------------------------------------------------------
    /// The only node with this role and name; anything else fails the test.
    [[nodiscard]] const Node& get(Role role, std::string_view name) const;
    /// The same, for names that begin with `prefix`: rows whose name has several parts.
    [[nodiscard]] const Node& get_beginning(Role role, std::string_view prefix) const;
    [[nodiscard]] bool has(Role role, std::string_view name) const;
    [[nodiscard]] std::vector<const Node*> all(Role role) const;
    /// The tree as indented lines, for messages and for comparing.
    [[nodiscard]] std::string outline() const;

    // --- acting --------------------------------------------------------------------------------------------------
    /// As a screen reader or the keyboard does, through the node; the node must be enabled.
    void press(Role role, std::string_view name);
    void press(const Node& node);
    /// With the mouse, where it is drawn; scrolls it into view first.
    void click(Role role, std::string_view name);
    void click_at(Point point);
    void hover(Role role, std::string_view name);
    /// With a finger: down, along, and up, in `frames` frames of 16 ms.
    void drag(Point from, Point to, int frames = 8);
    void tap(Role role, std::string_view name);
    /// Replaces the value of a field, as the DOM's input event does.
    void fill(std::string_view label, std::string_view value);
    /// Types into whatever has the focus, key by key, as on a desktop.
    void type(std::string_view text);
    void submit(std::string_view label);
    void choose(std::string_view label, std::string_view option);  ///< in a select
    void key(int imgui_key, bool with_shift = false);

private:
    [[nodiscard]] static bool is_called(const Node& node, std::string_view name);
    void draw_one_frame();
    void check_frame();
    const Node& only(std::vector<const Node*> found, Role role, std::string_view name) const;
    void bring_into_view(const Node& node);

    ImGuiContext* m_context = nullptr;
    std::shared_ptr<int> m_requested_frames = std::make_shared<int>(0);
    std::shared_ptr<std::string> m_patches = std::make_shared<std::string>();
    std::unique_ptr<Ui> m_own_ui;
    Ui* m_ui = nullptr;
    std::function<void(const FrameInput&)> m_draw_frame;
    Size m_screen;
    std::int64_t m_now_ms = 1'000'000;
};

}  // namespace portail::ui
