// Where the focus goes by itself: to the heading of a new page, back to where it was left, to the first error of a form,
// and to a neighbour when what had it is gone. It never just vanishes.
#include <algorithm>

#include "shared/ui/ui.h"

namespace portail::ui {

namespace {

constexpr int frames_until_drawn = 3;  // a screen that answers to an event is drawn anew within these

bool can_be_reached(const Node& node) {
    return has(node.state, State::Focusable) && node.is_enabled();
}

const Node* first_heading_within(const SemanticTree& tree, NodeId scope) {
    const Node* best = nullptr;
    for (const Node& node : tree.nodes()) {
        if (node.role == Role::Heading && tree.is_within(node.id, scope) &&
            (best == nullptr || node.level < best->level)) {
            best = &node;
        }
    }
    return best;
}

/// Its parts are what a person works through one by one: the next one follows.
bool is_a_set(Role role) {
    return role == Role::List || role == Role::Listbox || role == Role::Table || role == Role::Grid ||
           role == Role::Row || role == Role::ListItem || role == Role::TabList || role == Role::Navigation ||
           role == Role::Group || role == Role::Banner || role == Role::RadioGroup;
}

}  // namespace

void Ui::focus_heading() {
    m_wants_heading = true;
    request_frames();
}

void Ui::focus_first_error() {
    m_error_wanted_for = frames_until_drawn;
    request_frames();
}

void Ui::resume(ScrollMemory::Positions positions, std::string_view focus_path) {
    m_scroll.restore(std::move(positions));
    m_wanted_focus = focus_path;
    m_wanted_focus_is_visible = m_focus_visible;
    m_resuming_for = frames_until_drawn;
    request_frames();
}

/// Another page is shown: a screen reader begins at its heading, and so does the keyboard.
void Ui::follow_view() {
    if (m_view == m_last_view) {
        return;
    }
    const bool is_first = m_last_view == no_node;
    m_last_view = m_view;
    if (!is_first && m_modals.empty() && m_wanted_focus.empty()) {
        m_wants_heading = true;
    }
}

const Node* Ui::successor_of_lost() const {
    const NodeId scope = m_modals.empty() ? root_node : m_modals.back().id;
    const std::vector<Node>& before = m_tree.previous_nodes();
    const auto lost =
        std::find_if(before.begin(), before.end(), [&](const Node& node) { return node.id == m_focused; });
    for (NodeId at = m_tree.parent(m_focused); at != no_node && at != root_node; at = m_tree.parent(at)) {
        const Node* around = m_tree.find(at);
        if (around == nullptr || !m_tree.is_within(at, scope)) {
            continue;
        }
        const Node* const heading = first_heading_within(m_tree, at);
        const bool has_neighbours = is_a_set(around->role) && (around->role != Role::Group || heading == nullptr);
        if (has_neighbours && lost != before.end()) {
            const auto is_left = [&](const Node& node) {
                const Node* const now = m_tree.find(node.id);
                return now != nullptr && can_be_reached(*now) && m_tree.is_within(node.id, at);
            };
            if (const auto next = std::find_if(lost, before.end(), is_left); next != before.end()) {
                return m_tree.find(next->id);
            }
            const auto previous = std::find_if(std::make_reverse_iterator(lost), before.rend(), is_left);
            if (previous != before.rend()) {
                return m_tree.find(previous->id);
            }
        }
        if (heading != nullptr) {
            return heading;
        }
    }
    return first_heading_within(m_tree, scope);
}

void Ui::replace_lost_focus() {
    if (m_focused == no_node || m_tree.find(m_focused) != nullptr) {
        return;
    }
    const Node* const next = successor_of_lost();
    focus_node(next != nullptr ? next->id : no_node, m_focus_visible);
    m_focus_moved = false;  // a row that was scrolled out of sight does not pull the list back
}

void Ui::resolve_wanted_focus() {
    const std::vector<Node>& nodes = m_tree.nodes();
    const bool is_resuming = m_resuming_for > 0;
    // What was to be focused before a dialog opened must not take the focus out of it.
    const auto give = [&](NodeId id, bool is_visible) {
        if (!m_modals.empty() && !m_tree.is_within(id, m_modals.back().id)) return;
        focus_node(id, is_visible);
        m_focus_moved = m_focus_moved && !is_resuming;  // it stands where it stood
    };
    if (m_wants_first_in != no_node) {
        // The first thing to do in a dialog rather than its close button.
        const Node* first = nullptr;
        for (const Node& node : nodes) {
            if (can_be_reached(node) && m_tree.is_within(node.id, m_wants_first_in)) {
                first = first == nullptr || first->key == "close" ? &node : first;
            }
        }
        if (first != nullptr) {
            focus_node(first->id, m_focus_visible);
        }
        m_wants_first_in = no_node;
    }
    if (m_wants_heading) {
        const auto heading = std::find_if(
            nodes.begin(), nodes.end(), [](const Node& node) { return node.role == Role::Heading && node.level == 1; });
        if (heading != nodes.end()) {
            give(heading->id, false);
            m_wants_heading = false;
        }
    }
    if (!m_wanted_focus.empty()) {
        const auto wanted = std::find_if(nodes.begin(), nodes.end(),
                                         [&](const Node& node) { return m_tree.path(node.id) == m_wanted_focus; });
        if (wanted != nodes.end()) {
            give(wanted->id, m_wanted_focus_is_visible);
            m_wanted_focus.clear();
        } else if (m_resuming_for == 1) {
            m_wanted_focus.clear();
            m_wants_heading = m_focused == no_node || m_tree.find(m_focused) == nullptr;
        }
    }
    if (m_error_wanted_for > 0) {
        const NodeId scope = m_modals.empty() ? root_node : m_modals.back().id;
        const auto wrong = std::find_if(nodes.begin(), nodes.end(), [&](const Node& node) {
            return has(node.state, State::Invalid) && can_be_reached(node) && m_tree.is_within(node.id, scope);
        });
        m_error_wanted_for = wrong != nodes.end() ? 0 : m_error_wanted_for - 1;
        if (wrong != nodes.end()) {
            focus_node(wrong->id, true);
        } else if (m_error_wanted_for > 0) {
            request_frames(1);
        }
    }
    if (m_resuming_for > 0) {
        --m_resuming_for;
        request_frames(1);
    }
}

}  // namespace portail::ui
