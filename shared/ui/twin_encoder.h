// What changed in the tree of meanings since the last frame, as a list of patches for the page's twin (web/js/twin.js).
// A JSON array of operations, applied in order; empty when nothing changed:
//   ["-", id]                            remove
//   ["+", id, parent, previous, {…}]     create as the next sibling of `previous` (0: first), with all its properties
//   ["~", id, parent, previous]          move there, if it is not there already
//   ["=", id, {…}]                       these properties changed
//   ["f", id, visible]                   give it the focus
//   ["t", {…}]                           CSS variables for real inputs: colours and sizes of the theme
//   ["k", ["Ctrl+K", …]]                 chords that come back as Shortcut actions
// Properties: r role, n name, v value, d description, e error, h href, k shortcut, s state bits, l level, p position,
// z set size, b box [x, y, w, h] relative to the parent's box (and scroll), c scroll [x, y], t name is visible text,
// i input {kind, complete, enter, hint, max, rows, box, popup, active}, o options. What a property is left out of a creation for is
// its default ("" or 0).
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "shared/ui/semantics.h"
#include "shared/ui/theme.h"

namespace portail::ui {

class TwinEncoder {
public:
    /// The value that the DOM shows for a field: it is not sent back to where it came from.
    void note_value_from_dom(NodeId id, std::string value);
    void note_focus_from_dom(NodeId id) { m_dom_focus = id; }
    void set_theme(const Theme& theme);
    void set_shortcuts(const std::vector<std::string>& chords);
    void forget();  ///< the page has no twin any more; the next encoding holds everything

    /// `focused` is where the application wants the focus.
    [[nodiscard]] std::string encode(const SemanticTree& tree, NodeId focused, bool focus_visible);

private:
    struct Sent {
        Node node;
        NodeId previous = no_node;
        Rect box;
    };
    std::unordered_map<NodeId, Sent> m_sent;
    NodeId m_dom_focus = no_node;
    std::string m_theme;
    bool m_theme_is_sent = false;
    std::string m_shortcuts;
    bool m_shortcuts_are_sent = false;
};

}  // namespace portail::ui
