// The tree of meanings: what the screen says, beside what it looks like. Every widget records a node each frame; the
// web build mirrors the tree to the DOM (the twin), tests look things up in it by role and name. Actions come back
// from there (a press, a typed value, focus) and are taken by the widget with that node in the next frame.
// Roles and states are WAI-ARIA 1.2's, under our names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shared/ui/geometry.h"

namespace portail::ui {

/// Stable for as long as a node keeps its path of keys ("main/vehicles/ZH-1234"), within one program run.
using NodeId = std::uint32_t;
inline constexpr NodeId no_node = 0;
inline constexpr NodeId root_node = 1;

enum class Role : std::uint8_t {
    Root,
    // landmarks and structure
    Banner,
    Main,
    Navigation,
    Complementary,
    Search,
    Form,
    Group,
    ScrollArea,
    // text
    Heading,
    Text,
    Image,
    Separator,
    // controls
    Button,
    Link,
    Checkbox,
    Switch,
    RadioGroup,
    Radio,
    TextField,
    Select,
    Slider,
    // collections
    List,
    ListItem,
    Table,
    Row,
    ColumnHeader,
    RowHeader,
    Cell,
    TabList,
    Tab,
    TabPanel,
    Listbox,
    Option,
    Menu,
    MenuItem,
    // overlays and feedback
    Dialog,
    Alert,
    Status,
    Progressbar,
    // a table of controls that the arrow keys walk through
    Grid,
    GridCell,
};

[[nodiscard]] std::string_view role_name(Role role);  ///< for messages of tests: "button"

enum class State : std::uint32_t {
    None = 0,
    Disabled = 1U << 0U,
    Required = 1U << 1U,
    Invalid = 1U << 2U,
    Checked = 1U << 3U,
    Selected = 1U << 4U,
    Expanded = 1U << 5U,
    Collapsed = 1U << 6U,
    Busy = 1U << 7U,
    ReadOnly = 1U << 8U,
    Current = 1U << 9U,  ///< the present place in a navigation
    Modal = 1U << 10U,
    Focusable = 1U << 11U,
    Mixed = 1U << 12U,
    Pressed = 1U << 13U,  ///< a toggle button that is on
    SortedAscending = 1U << 14U,
    SortedDescending = 1U << 15U,
    Covered = 1U << 17U,    ///< a field under a message: its real input must not be seen
    Assertive = 1U << 16U,  ///< a live region that interrupts
    Skipped = 1U << 18U,    ///< reached with the arrow keys, not with Tab: another of its set is the stop
};
[[nodiscard]] constexpr State operator|(State a, State b) {
    return static_cast<State>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}
constexpr State& operator|=(State& a, State b) {
    return a = a | b;
}
[[nodiscard]] constexpr bool has(State set, State flag) {
    return (static_cast<std::uint32_t>(set) & static_cast<std::uint32_t>(flag)) != 0;
}
[[nodiscard]] constexpr State when(bool condition, State flag) {
    return condition ? flag : State::None;
}

enum class InputKind : std::uint8_t { Text, Multiline, Password, Email, Phone, Search, Number, Date, Time, Code };

/// What a real <input> needs to know. Words are HTML's own (autocomplete tokens, enterkeyhint values).
struct InputDetails {
    InputKind kind = InputKind::Text;
    std::string autocomplete;    ///< "username", "current-password", "tel", …; empty means "off"
    std::string enter_key_hint;  ///< "next", "go", "search", "send", "done"
    std::string placeholder;
    int max_length = 0;  ///< characters; 0 means no limit
    int rows = 1;
    Rect box;                 ///< the frame alone, without label and help
    NodeId popup = no_node;   ///< of a combobox: the list of suggestions that it opens
    NodeId active = no_node;  ///< of a combobox: the suggestion that Enter takes

    friend bool operator==(const InputDetails&, const InputDetails&) = default;
};

struct Node {
    NodeId id = no_node;
    NodeId parent = root_node;
    Role role = Role::Group;
    std::string key;  ///< the widget's own key; the path is the keys of its ancestors before it
    std::string name;
    std::string value;        ///< of fields; the amount of a progress bar
    std::string description;  ///< help, or what a badge adds
    std::string error;        ///< shown with State::Invalid
    std::string href;         ///< of a link; "#main" leads to the main landmark
    std::string shortcut;     ///< WAI-ARIA's aria-keyshortcuts: "Control+K"
    State state = State::None;
    int level = 0;     ///< of a heading
    int position = 0;  ///< within its set, from 1; 0 means: count the elements. For rows: the row index
    int set_size = 0;
    Rect rect;                         ///< on the screen
    Rect clip;                         ///< the part of the screen in which it can be seen
    Point scroll;                      ///< of a scroll area: how far it is scrolled
    bool is_last = false;              ///< read after its siblings, wherever it was recorded: a bar at the bottom
    bool is_labelled_by_text = false;  ///< the name is its visible text
    InputDetails input;                ///< of a TextField
    std::vector<std::string> options;  ///< of a Select, in order; value holds the chosen index

    [[nodiscard]] bool is_enabled() const { return !has(state, State::Disabled); }
    [[nodiscard]] bool is_visible() const { return !rect.intersection(clip).is_empty(); }

    friend bool operator==(const Node&, const Node&) = default;
};

enum class ActionKind : std::uint8_t {
    Press,
    Focus,
    Blur,
    SetValue,
    Submit,
    ScrollIntoView,
    Dismiss,
    Scroll,
    Key,       ///< a key that the widget itself understands: arrows in a grid or a combobox
    Shortcut,  ///< a chord that set_shortcuts() has announced
};

struct Action {
    NodeId node = no_node;
    ActionKind kind = ActionKind::Press;
    std::string value;           ///< SetValue: the text; Scroll: pixels downwards; Key: "ArrowDown"; Shortcut: "Ctrl+K"
    bool focus_visible = false;  ///< Focus: by the keyboard
};

/// The nodes of one frame, in reading order, each after its parent.
class SemanticTree {
public:
    SemanticTree();

    /// The id of `key` below `parent`; the same for the same pair as long as the tree lives.
    [[nodiscard]] NodeId id_of(NodeId parent, std::string_view key);
    [[nodiscard]] std::string path(NodeId id) const;
    [[nodiscard]] NodeId parent(NodeId id) const { return m_names[id].parent; }  ///< drawn or not
    [[nodiscard]] const std::string& key(NodeId id) const { return m_names[id].key; }

    void begin_frame(const Rect& screen);
    /// The reference is valid until the next node is added. Two nodes with one path are a bug of the screen.
    Node& add(Node node);
    void end_frame();

    [[nodiscard]] const std::vector<Node>& nodes() const { return m_nodes; }              ///< of the last whole frame
    [[nodiscard]] const std::vector<Node>& previous_nodes() const { return m_previous; }  ///< of the one before
    [[nodiscard]] const Node* find(NodeId id) const;                                      ///< in the last whole frame
    [[nodiscard]] const Node* find_building(NodeId id) const;        ///< in the frame being recorded
    [[nodiscard]] bool is_within(NodeId id, NodeId ancestor) const;  ///< by paths, drawn or not
    [[nodiscard]] Node* building(NodeId id);
    /// Keys that were used twice under one parent in the last frame; a test fails on any.
    [[nodiscard]] const std::vector<std::string>& duplicates() const { return m_duplicates; }

private:
    void move_last_ones();
    struct Name {
        NodeId parent;
        std::string key;
    };
    std::vector<Name> m_names;  ///< by id
    std::unordered_map<std::string, NodeId> m_ids;
    std::vector<Node> m_building;
    std::unordered_map<NodeId, std::size_t> m_building_index;
    std::vector<Node> m_nodes;
    std::unordered_map<NodeId, std::size_t> m_index;
    std::vector<Node> m_previous;
    std::vector<std::string> m_building_duplicates;
    std::vector<std::string> m_duplicates;
};

}  // namespace portail::ui
