#include "shared/ui/file_inbox.h"

#include <utility>

namespace portail::ui {

FileInbox::~FileInbox() {
    if (m_services == nullptr) return;
    m_services->on_drag = nullptr;
    m_services->on_paste = nullptr;
}

void FileInbox::use(platform::FileServices& services, std::function<void()> changed) {
    m_services = &services;
    m_changed = std::move(changed);
    services.on_drag = [this](platform::Drag drag) {
        using Phase = platform::Drag::Phase;
        m_drag = drag.phase == Phase::Over ? std::optional{drag} : std::nullopt;
        if (drag.phase == Phase::Dropped) {
            m_dropped = std::move(drag);
            m_frames_waited = 0;
        }
        m_changed();
    };
    services.on_paste = [this](Incoming files) {
        m_pasted = std::move(files);
        m_frames_waited = 0;
        m_changed();
    };
}

void FileInbox::begin_frame() {
    m_takers_before = std::exchange(m_takers, 0);
    constexpr int patience = 2;  // the widget may have been covered for a moment
    if (++m_frames_waited > patience) {
        m_dropped.reset();
        m_pasted.reset();
    }
}

void FileInbox::end_frame() {
    if (m_services != nullptr) m_services->accept_files(m_takers > 0);
}

void FileInbox::choose(NodeId id, const platform::FileRequest& request) {
    if (m_services == nullptr) return;
    m_services->choose(request, [this, id, alive = std::weak_ptr<bool>{m_alive}](Incoming files) {
        if (alive.expired()) return;
        m_chosen.insert_or_assign(id, std::move(files));
        m_changed();
    });
}

std::optional<FileInbox::Incoming> FileInbox::take(NodeId id, const Rect& rect, bool is_focused) {
    ++m_takers;
    if (const auto chosen = m_chosen.find(id); chosen != m_chosen.end()) {
        Incoming files = std::move(chosen->second);
        m_chosen.erase(chosen);
        return files;
    }
    if (m_dropped && is_for(rect, m_dropped->x, m_dropped->y)) {
        Incoming files = std::move(m_dropped->files);
        m_dropped.reset();
        return files;
    }
    if (m_pasted && (is_focused || m_takers_before <= 1)) return std::exchange(m_pasted, std::nullopt);
    return std::nullopt;
}

bool FileInbox::is_dragged_over(const Rect& rect) const {
    return m_drag && is_for(rect, m_drag->x, m_drag->y);
}

bool FileInbox::is_for(const Rect& rect, float x, float y) const {
    return m_takers_before <= 1 || rect.contains({x, y});
}

}  // namespace portail::ui
