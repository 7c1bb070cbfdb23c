#include "shared/ui/semantics.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace portail::ui {

std::string_view role_name(Role role) {
    constexpr auto names = std::to_array<std::string_view>(
        {"root",      "banner",      "main",      "navigation",  "complementary", "search",        "form",
         "group",     "scroll area", "heading",   "text",        "image",         "separator",     "button",
         "link",      "checkbox",    "switch",    "radio group", "radio",         "text field",    "select",
         "slider",    "list",        "list item", "table",       "row",           "column header", "row header",
         "cell",      "tab list",    "tab",       "tab panel",   "listbox",       "option",        "menu",
         "menu item", "dialog",      "alert",     "status",      "progressbar",   "grid",          "grid cell"});
    static_assert(names.size() == static_cast<std::size_t>(Role::GridCell) + 1);
    return names[static_cast<std::size_t>(role)];
}

SemanticTree::SemanticTree() : m_names{{no_node, ""}, {no_node, ""}} {}

NodeId SemanticTree::id_of(NodeId parent, std::string_view key) {
    std::string name = std::to_string(parent);
    name += '/';
    name += key;
    const auto [found, is_new] = m_ids.try_emplace(std::move(name), static_cast<NodeId>(m_names.size()));
    if (is_new) {
        m_names.push_back({parent, std::string(key)});
    }
    return found->second;
}

std::string SemanticTree::path(NodeId id) const {
    std::string path;
    for (NodeId at = id; at > root_node; at = m_names[at].parent) {
        path = path.empty() ? m_names[at].key : m_names[at].key + '/' + path;
    }
    return path;
}

bool SemanticTree::is_within(NodeId id, NodeId ancestor) const {
    for (NodeId at = id; at != no_node; at = m_names[at].parent) {
        if (at == ancestor) {
            return true;
        }
    }
    return false;
}

void SemanticTree::begin_frame(const Rect& screen) {
    m_building.clear();
    m_building_index.clear();
    m_building_duplicates.clear();
    Node root;
    root.id = root_node;
    root.parent = no_node;
    root.role = Role::Root;
    root.rect = screen;
    root.clip = screen;
    m_building_index[root_node] = 0;
    m_building.push_back(std::move(root));
}

Node& SemanticTree::add(Node node) {
    const auto [found, is_new] = m_building_index.try_emplace(node.id, m_building.size());
    if (!is_new) {
        m_building_duplicates.push_back(path(node.id));
        return m_building[found->second];
    }
    m_building.push_back(std::move(node));
    return m_building.back();
}

void SemanticTree::move_last_ones() {
    // A subtree is contiguous, each node after its parent; it goes to the end of its parent's.
    const auto end_of = [&](std::size_t first) {
        std::size_t end = first + 1;
        while (end < m_building.size() && is_within(m_building[end].id, m_building[first].id)) {
            ++end;
        }
        return end;
    };
    for (std::size_t index = 0; index < m_building.size(); ++index) {
        if (!m_building[index].is_last) {
            continue;
        }
        m_building[index].is_last = false;
        const auto begin = m_building.begin();
        const auto from = static_cast<std::ptrdiff_t>(index);
        const auto until = static_cast<std::ptrdiff_t>(end_of(index));
        const auto parent_end = static_cast<std::ptrdiff_t>(end_of(m_building_index.at(m_building[index].parent)));
        std::rotate(begin + from, begin + until, begin + parent_end);
        for (std::size_t at = index; at < m_building.size(); ++at) {
            m_building_index[m_building[at].id] = at;
        }
    }
}

void SemanticTree::end_frame() {
    move_last_ones();
    std::swap(m_previous, m_nodes);
    std::swap(m_nodes, m_building);
    std::swap(m_index, m_building_index);
    std::swap(m_duplicates, m_building_duplicates);
}

const Node* SemanticTree::find(NodeId id) const {
    const auto found = m_index.find(id);
    return found == m_index.end() ? nullptr : &m_nodes[found->second];
}

const Node* SemanticTree::find_building(NodeId id) const {
    const auto found = m_building_index.find(id);
    return found == m_building_index.end() ? nullptr : &m_building[found->second];
}

Node* SemanticTree::building(NodeId id) {
    return const_cast<Node*>(std::as_const(*this).find_building(id));
}

}  // namespace portail::ui
