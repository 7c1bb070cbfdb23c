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

#include "shared/ui/drafts.h"
#include "shared/ui/file_inbox.h"
#include "shared/ui/fonts.h"
#include "shared/ui/function_ref.h"
#include "shared/ui/pull_refresh.h"
#include "shared/ui/scroll_memory.h"
#include "shared/ui/semantics.h"
#include "shared/ui/textures.h"
#include "shared/ui/theme.h"
#include "shared/ui/toasts.h"
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
    platform::SystemText* system_text = nullptr;           ///< for letters that the embedded fonts do not have
};

/// The business that the interface belongs to, for the widgets that show it.
struct Brand {
    std::string name;
    TexturePtr logo;  ///< null: the first letter stands for it
};

struct FrameInput {
    Size size;
    std::int64_t now_ms = 0;
};

class Ui {
public:
    /// With a current ImGui context, before its first frame.
    explicit Ui(UiHost host = {});
    ~Ui() = default;
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;

    // --- for the application -------------------------------------------------------------------------------------
    void set_theme(const ThemeOptions& options);
    void set_words(Words words);
    void set_brand(Brand brand);
    /// Where patches for the page's twin go; nothing is mirrored without it.
    void set_mirror(std::function<void(std::string_view patches)> mirror);
    /// Between ImGui::NewFrame() and the widgets, and between the widgets and ImGui::Render().
    void begin_frame(const FrameInput& input);
    void end_frame();
    /// From the DOM or a test; taken by its widget in the next frame.
    void queue(Action action);
    /// Shown over everything, read aloud politely, gone by itself.
    void show_toast(Toast toast) { m_toasts.show(std::move(toast)); }
    /// What pulling a page down at its top does, on every page.
    void offer_refresh(RefreshSource source) { m_pull_refresh.offer(std::move(source)); }
    /// Puts the focus on the node with this path of keys as soon as it is drawn; scrolls it into view.
    void focus(std::string_view path, bool visible = true);
    /// Like focus(), for the page's first heading: a new screen begins there for a screen reader.
    void focus_heading();
    /// The person has returned to a place: areas stand where they stood, and the focus is where it was, if what had it
    /// is there again (an empty path: nothing had it).
    void resume(ScrollMemory::Positions positions, std::string_view focus_path);
    [[nodiscard]] ScrollMemory& scroll_memory() { return m_scroll; }
    [[nodiscard]] Drafts& drafts() { return m_drafts; }
    /// "Ctrl+K", "F2", "?": chords that are taken wherever nobody is typing; those with Ctrl also in a field.
    void set_shortcuts(std::vector<std::string> chords);
    /// The one that was pressed, once.
    [[nodiscard]] std::optional<std::string> take_shortcut();
    /// The DOM lost its twin (reload of the page script, restored context): sends the whole tree again.
    void mirror_everything();

    // --- for screens ---------------------------------------------------------------------------------------------
    [[nodiscard]] const Theme& theme() const { return m_theme; }
    [[nodiscard]] const Words& words() const { return m_words; }
    [[nodiscard]] const Brand& brand() const { return m_brand; }
    [[nodiscard]] Textures& textures() { return m_textures; }
    [[nodiscard]] FileInbox& files() { return m_files; }
    [[nodiscard]] FormFactor form_factor() const;
    [[nodiscard]] Size screen() const { return m_screen; }
    [[nodiscard]] std::int64_t now_ms() const { return m_now_ms; }
    /// The width that the next widget may fill.
    [[nodiscard]] float available_width() const;
    /// The width of a whole line: what does not fit beside others in a row begins a new one.
    [[nodiscard]] float line_width() const { return m_flows.back().area.width; }
    void request_frames(int count = 3) { m_host.request_frames(count); }
    /// Something was entered since forget_entered(): typed, chosen, filled in by the browser; or is being chosen in a
    /// window of the system's.
    [[nodiscard]] bool has_entered() const { return m_has_entered; }
    void note_entered() { m_has_entered = true; }
    void forget_entered() { m_has_entered = false; }
    [[nodiscard]] bool has_dialog() const { return !m_modals.empty(); }
    /// True once when Escape was pressed and no dialog took it.
    [[nodiscard]] bool take_escape();
    /// Told politely by a screen reader, once nothing newer has come for a moment; seen by nobody.
    void announce(std::string text);
    /// After a submit that was refused: the first field with an error, in reading order, gets the focus.
    void focus_first_error();

    /// Words of the last whole frame that did not fit where they stand: cut, or broken within a word.
    struct UnfitText {
        NodeId within = no_node;
        std::string text;
        float room = 0;
        float needed = 0;
    };
    [[nodiscard]] const std::vector<UnfitText>& unfit_texts() const { return m_unfit; }

    [[nodiscard]] const SemanticTree& tree() const { return m_tree; }
    [[nodiscard]] NodeId focused() const { return m_focused; }
    [[nodiscard]] bool focus_is_visible() const { return m_focus_visible; }
    [[nodiscard]] const Fonts& fonts() const { return m_fonts; }

    // --- for widgets ---------------------------------------------------------------------------------------------
    /// The area of the page that a finger may pull.
    void set_pull_area(const Rect& area) { m_pull_refresh.set_area(area); }
    /// The node for `key` below the open one. An empty key is replaced by the role and its running number.
    [[nodiscard]] NodeId id_for(Role role, std::string_view key);
    /// The reference is valid until the next node is recorded.
    Node& record(NodeId id, Role role, std::string_view name, const Rect& rect, State state = State::None);
    /// The next list item or row is this one of its set, of which not all are drawn.
    void number_next(int position, int set_size) { m_next_position = position, m_next_set_size = set_size; }
    /// What is recorded until close_node is inside `id`.
    void open_node(NodeId id) { m_open.push_back(id); }
    void close_node() { m_open.pop_back(); }
    [[nodiscard]] NodeId open_id() const { return m_open.back(); }
    [[nodiscard]] Node& node(NodeId id);            ///< of this frame, to be completed after its children
    [[nodiscard]] NodeId open_ancestor(Role role);  ///< the nearest open node with this role, or no_node

    /// The rectangle of the next widget in the flow; a width of 0 fills what is there.
    Rect place(float width, float height);
    /// The same for something whose height is known only after its contents: where it begins, and how high it was.
    Rect begin_block();
    void end_block(float height);
    void add_space(float amount);
    void push_flow(const Rect& area, float gap, Align align = Align::Start);
    void push_row(const Rect& area, float gap, Align align, NodeId id);
    /// The size that the flow's contents took.
    Size pop_flow();
    [[nodiscard]] bool is_in_row() const { return m_flows.back().is_row; }
    [[nodiscard]] bool is_flow_empty() const { return m_flows.back().is_empty; }
    /// What the flow has left below its cursor.
    [[nodiscard]] Rect remaining_area() const;
    /// Takes `amount` from an edge of the flow's area, for a bar.
    Rect take_left(float amount);
    Rect take_bottom(float amount);

    struct Interaction {
        bool is_pressed = false;  ///< by pointer, keyboard, or the twin
        bool is_hovered = false;
        bool is_held = false;
        bool is_focused = false;  ///< with a ring to draw
    };
    /// While drawing, which changes nothing else.
    void note_unfit(std::string_view text, float room, float needed) const;
    /// Makes `rect` a control: pointer, focus, keyboard and actions of the twin.
    Interaction interact(NodeId id, const Rect& rect, bool is_enabled = true);
    void draw_focus_ring(const Rect& rect, float radius);
    /// Dear ImGui's id of a control; a test finds controls without a node by it.
    [[nodiscard]] static unsigned int imgui_id(NodeId id);

    /// The newest value that the twin or a test has set for this node since the last frame.
    [[nodiscard]] std::optional<std::string> take_value(NodeId id);
    [[nodiscard]] bool take_action(NodeId id, ActionKind kind);
    /// The newest key ("ArrowDown", "Home", "PageUp") that a grid's or combobox's control was given.
    [[nodiscard]] std::optional<std::string> take_key(NodeId id);
    /// What the page shows now. When it changes, the focus goes to the new first heading.
    void set_view(NodeId id) { m_view = id; }
    /// How far the keyboard wants this area to be scrolled, in pixels.
    [[nodiscard]] float take_scroll(NodeId id);
    void focus_node(NodeId id, bool is_visible);
    /// A number kept for a widget from one frame to the next.
    float& remembered(NodeId id, int slot, float initial = 0);
    /// Remembers `value`; asks for another frame if it changed, since the layout depends on it.
    void remember_layout(NodeId id, int slot, float value);
    /// Everything outside is blocked from the next frame on. False in the frame in which it opened.
    bool enter_modal(NodeId id);
    void leave_modal() { m_modal_scope.pop_back(); }
    [[nodiscard]] bool is_blocked() const;  ///< under a dialog
    [[nodiscard]] bool is_covered(const Rect& rect) const { return m_toasts.covers(rect); }
    [[nodiscard]] float covered_height(const Rect& area) const { return m_toasts.covered_height(area); }
    [[nodiscard]] bool has_twin() const { return static_cast<bool>(m_host.mirror); }
    /// One frame `in_ms` from now, unless there is one before: who still waits asks again in each frame.
    void request_frame_in(std::int64_t in_ms) { m_host.request_frame_in(in_ms); }

private:
    struct Flow {
        Rect area;
        float gap = 0;
        bool is_row = false;
        NodeId row_id = no_node;  ///< under which a row remembers its lines
        Point cursor;
        float line_height = 0;  ///< of a row's present line
        float line_width = 0;
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
        std::int64_t seen_in_frame = 0;
    };

    Rect place_in_row(Flow& flow, float width, float height);
    void finish_line(Flow& flow);
    static void extend(Flow& flow, const Rect& rect);
    void take_focus_actions();
    void take_shortcut_actions();
    void handle_keys();
    void handle_shortcut_keys();
    void draw_announcement();
    void follow_view();
    void replace_lost_focus();
    [[nodiscard]] const Node* successor_of_lost() const;
    void move_focus(int direction);
    void step_among_siblings(const Node& node, int direction);
    void scroll_by_key(float pages);
    void end_modals();
    void resolve_wanted_focus();
    void scroll_into_view(const Rect& rect);

    UiHost m_host;
    Theme m_theme = Theme::make({});
    Words m_words;
    Textures m_textures;
    Brand m_brand;
    FileInbox m_files;
    Fonts m_fonts;
    SemanticTree m_tree;
    TwinEncoder m_twin;
    TouchScroll m_touch;
    Size m_screen;
    std::int64_t m_now_ms = 0;
    std::int64_t m_frame = 0;

    std::vector<Action> m_queued;
    std::vector<Action> m_actions;  ///< to be taken in this frame
    std::vector<NodeId> m_open;
    std::vector<Flow> m_flows;
    std::unordered_map<std::uint64_t, int> m_auto_keys;  ///< running numbers of this frame
    std::unordered_map<std::uint64_t, float> m_remembered;
    int m_next_position = 0;
    int m_next_set_size = 0;

    NodeId m_focused = no_node;
    bool m_focus_visible = false;
    bool m_focus_moved = false;  ///< scroll it into view when it is drawn
    bool m_wanted_focus_is_visible = false;
    std::string m_wanted_focus;  ///< a path
    bool m_wants_heading = false;
    int m_error_wanted_for = 0;  ///< frames
    int m_resuming_for = 0;      ///< frames, in which the focus that is wanted must not scroll
    NodeId m_view = no_node;     ///< what the page shows
    NodeId m_last_view = no_node;
    NodeId m_wants_first_in = no_node;  ///< a dialog that has just opened
    bool m_escape = false;
    bool m_has_entered = false;
    std::vector<Modal> m_modals;        ///< open dialogs, the topmost last
    std::vector<NodeId> m_modal_scope;  ///< the dialogs being drawn right now

    std::vector<std::string> m_shortcuts;
    std::optional<std::string> m_shortcut;
    std::string m_announcement;       ///< as it is told
    std::string m_next_announcement;  ///< in a moment
    std::int64_t m_announce_at_ms = 0;

    ScrollMemory m_scroll;
    Drafts m_drafts;
    Toasts m_toasts;
    PullRefresh m_pull_refresh;
    std::vector<UnfitText> m_unfit;
    mutable std::vector<UnfitText> m_noting_unfit;  ///< of the frame being drawn
};

}  // namespace portail::ui
