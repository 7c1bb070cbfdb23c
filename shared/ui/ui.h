// One interface: its theme, its tree of meanings, the focus, and the flow in which widgets are laid out. A screen gets
// a Ui& and calls widgets (shared/ui/widgets/) in reading order between begin_frame and end_frame; the widgets draw
// with Dear ImGui and record what they mean. Times are milliseconds of a monotonic clock, lengths CSS pixels.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shared/ui/fonts.h"
#include "shared/ui/function_ref.h"
#include "shared/ui/semantics.h"
#include "shared/ui/theme.h"
#include "shared/ui/touch_scroll.h"
#include "shared/ui/twin_encoder.h"
#include "shared/ui/words.h"

namespace portail::ui {

/// Where the screen is drawn: one column on a phone, master and detail on a desk.
enum class FormFactor : std::uint8_t { Phone, Tablet, Desk };

enum class Align : std::uint8_t { Start, Center, End };

/// What the Ui asks of whoever runs it.
struct UiHost {
    std::function<void(int frames)> request_frames = [](int) {};
    std::function<void(std::int64_t in_ms)> request_frame_in = [](std::int64_t) {};
    std::function<void(std::string_view patches)> mirror;  ///< empty where there is no twin
};

struct FrameInput {
    Size size;
    std::int64_t now_ms = 0;
};

struct Toast {
    std::string text;
    Tone tone = Tone::Success;
    std::string action_label;      ///< empty: none
    std::function<void()> action;
    std::int64_t lasts_ms = 6000;
};

class Ui {
public:
    explicit Ui(UiHost host = {});
    ~Ui();
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;

    // --- for the application -------------------------------------------------------------------------------------
    void set_theme(const ThemeOptions& options);
    void set_words(Words words);
    /// Between ImGui::NewFrame() and the widgets, and between the widgets and ImGui::Render().
    void begin_frame(const FrameInput& input);
    void end_frame();
    /// From the DOM or a test; taken by its widget in the next frame.
    void queue(Action action);
    /// Shown over everything, read aloud politely, gone by itself.
    void show_toast(Toast toast);
    /// Puts the focus on the node with this path of keys as soon as it is drawn; scrolls it into view.
    void focus(std::string_view path, bool visible = true);
    /// Like focus(), for the page's first heading: a new screen begins there for a screen reader.
    void focus_heading();
    /// The DOM lost its twin (reload of the page script, restored context): sends the whole tree again.
    void mirror_everything();

    // --- for screens ---------------------------------------------------------------------------------------------
    [[nodiscard]] const Theme& theme() const { return m_theme; }
    [[nodiscard]] const Words& words() const { return m_words; }
    [[nodiscard]] FormFactor form_factor() const;
    [[nodiscard]] Size screen() const { return m_screen; }
    [[nodiscard]] std::int64_t now_ms() const { return m_now_ms; }
    /// The width that the next widget may fill.
    [[nodiscard]] float available_width() const;
    void request_frames(int count = 3) { m_host.request_frames(count); }
    /// True once when Escape was pressed and no dialog took it.
    [[nodiscard]] bool take_escape();

    [[nodiscard]] const SemanticTree& tree() const { return m_tree; }
    [[nodiscard]] NodeId focused() const { return m_focused; }
    [[nodiscard]] bool focus_is_visible() const { return m_focus_visible; }
    [[nodiscard]] Fonts& fonts() { return m_fonts; }

    // --- for widgets ---------------------------------------------------------------------------------------------
    /// Records a node below the open one. An empty key is replaced by the role and its running number.
    Node& record(Role role, std::string_view key, std::string_view name, const Rect& rect, State state = State::None);
    [[nodiscard]] NodeId id_for(Role role, std::string_view key);
    /// What is recorded until close_node is inside `id`.
    void open_node(NodeId id);
    void close_node();
    [[nodiscard]] NodeId open_id() const { return m_open.back(); }
    [[nodiscard]] Node& node(NodeId id);  ///< of this frame, to be completed after its children

    /// The rectangle of the next widget in the flow; a width of 0 fills what is there.
    Rect place(float width, float height);
    void add_space(float amount);
    void push_flow(const Rect& area, float gap);
    void push_row(const Rect& area, float gap, Align align, std::string_view key);
    /// The size that the flow's contents took.
    Size pop_flow();

    struct Interaction {
        bool pressed = false;   ///< by pointer, keyboard, or the twin
        bool hovered = false;
        bool held = false;
        bool focused = false;   ///< with a ring to draw
    };
    /// Makes `rect` a control: pointer, focus, keyboard and actions of the twin.
    Interaction interact(NodeId id, const Rect& rect, bool enabled = true);
    void draw_focus_ring(const Rect& rect, float radius);

    /// The newest value that the twin or a test has set for this node since the last frame.
    [[nodiscard]] std::optional<std::string> take_value(NodeId id);
    [[nodiscard]] bool take_action(NodeId id, ActionKind kind);
    void focus_node(NodeId id, bool visible);
    /// A number kept for a widget from one frame to the next.
    float& remembered(NodeId id, int slot, float initial = 0);
    /// Remembers `value`; asks for another frame if it changed, since the layout depends on it.
    void remember_layout(NodeId id, int slot, float value);
    void enter_modal(NodeId id);
    void leave_modal(NodeId id);
    [[nodiscard]] bool is_blocked() const;  ///< under a dialog
    [[nodiscard]] bool key_pressed(int imgui_key) const;

private:
    struct Flow {
        Rect area;
        float gap = 0;
        bool is_row = false;
        NodeId row_id = no_node;   ///< under which a row remembers its lines
        Point cursor;
        float line_height = 0;     ///< of a row's present line
        int line = 0;
        int items_in_line = 0;
        float extent_right = 0;
        float extent_bottom = 0;
        Align align = Align::Start;
        bool is_empty = true;
    };
    struct Modal {
        NodeId id = no_node;
        NodeId gave_focus = no_node;
        std::int64_t last_seen_frame = 0;
    };

    Rect place_in_row(Flow& flow, float width, float height);
    void finish_line(Flow& flow);
    void extend(Flow& flow, const Rect& rect);
    void move_focus(int direction);
    void handle_keys();
    void end_modals();
    void draw_toasts();
    void resolve_wanted_focus();
    [[nodiscard]] std::string_view auto_key(Role role);

    UiHost m_host;
    Theme m_theme = Theme::make({});
    Words m_words;
    Fonts m_fonts;
    SemanticTree m_tree;
    TwinEncoder m_twin;
    TouchScroll m_touch;
    Size m_screen;
    std::int64_t m_now_ms = 0;
    std::int64_t m_frame = 0;

    std::vector<Action> m_queued;
    std::vector<Action> m_actions;           ///< to be taken in this frame
    std::vector<NodeId> m_open;
    std::vector<Flow> m_flows;
    std::unordered_map<std::uint64_t, int> m_auto_keys;    ///< running numbers of this frame
    std::string m_auto_key;
    std::unordered_map<std::uint64_t, float> m_remembered;

    NodeId m_focused = no_node;
    bool m_focus_visible = false;
    bool m_focus_moved = false;              ///< scroll it into view when it is drawn
    std::string m_wanted_focus;              ///< a path
    bool m_wants_heading = false;
    bool m_escape = false;
    std::vector<Modal> m_modals;             ///< open dialogs, the topmost last
    std::vector<NodeId> m_modal_scope;       ///< the dialogs being drawn right now

    struct LiveToast {
        Toast toast;
        std::int64_t number = 0;
        std::int64_t until_ms = 0;
    };
    std::vector<LiveToast> m_toasts;
    std::int64_t m_toast_count = 0;
};

}  // namespace portail::ui
