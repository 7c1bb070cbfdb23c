#include "shared/ui/drafts.h"

namespace portail::ui {

std::optional<std::string> Drafts::take_restored(const std::string& path) {
    auto restored = m_restored.extract(path);
    return restored.empty() ? std::nullopt : std::optional{std::move(restored.mapped())};
}

void Drafts::typed(NodeId id, const std::string& path, const std::string& value) {
    if (value.empty()) {
        m_live.erase(id);
    } else {
        m_live[id] = {path, value, m_frame};
    }
}

void Drafts::drawn(NodeId id, const std::string& value) {
    const auto draft = m_live.find(id);
    if (draft != m_live.end() && draft->second.value == value) draft->second.seen_in_frame = m_frame;
}

Drafts::Values Drafts::values() const {
    Values values = m_restored;
    for (const auto& [id, draft] : m_live)
        values.insert_or_assign(draft.path, draft.value);
    return values;
}

Drafts::Values Drafts::take_lost() {
    Values lost;
    for (auto draft = m_live.begin(); draft != m_live.end();) {
        if (draft->second.seen_in_frame == m_frame) {
            ++draft;
            continue;
        }
        lost.emplace(std::move(draft->second.path), std::move(draft->second.value));
        draft = m_live.erase(draft);
    }
    return lost;
}

void Drafts::clear() {
    m_live.clear();
    m_restored.clear();
}

}  // namespace portail::ui
