// What comes in from outside the window, between the machine that tells it and the widget that takes it: files that are
// chosen, dropped or pasted. A widget that takes files says so in each frame in which it is drawn; without one the machine
// turns files away.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "shared/platform/files.h"
#include "shared/ui/geometry.h"
#include "shared/ui/semantics.h"

namespace portail::ui {

class FileInbox {
public:
    using Incoming = Result<platform::Files>;

    FileInbox() = default;
    FileInbox(const FileInbox&) = delete;
    FileInbox& operator=(const FileInbox&) = delete;
    ~FileInbox();

    /// Once, before the first frame; `changed` asks for frames. The services outlive this.
    void use(platform::FileServices& services, std::function<void()> changed);
    [[nodiscard]] platform::FileServices* services() const { return m_services; }

    void begin_frame();
    void end_frame();

    // --- for widgets ---------------------------------------------------------------------------------------------
    /// Opens the machine's own dialog, or its camera; what is chosen is taken with take().
    void choose(NodeId id, const platform::FileRequest& request);
    /// Says that the widget takes files, and gives what is there for it.
    [[nodiscard]] std::optional<Incoming> take(NodeId id, const Rect& rect, bool is_focused);
    /// Something is held over the widget, or over the window where it is the only one that takes it.
    [[nodiscard]] bool is_dragged_over(const Rect& rect) const;

private:
    [[nodiscard]] bool is_for(const Rect& rect, float x, float y) const;

    platform::FileServices* m_services = nullptr;
    std::function<void()> m_changed;
    std::unordered_map<NodeId, Incoming> m_chosen;
    std::optional<platform::Drag> m_drag;  ///< over the window
    std::optional<platform::Drag> m_dropped;
    std::optional<Incoming> m_pasted;
    int m_frames_waited = 0;  ///< of what was dropped or pasted
    int m_takers = 0;         ///< in the frame that is drawn
    int m_takers_before = 0;  ///< in the last one
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace portail::ui
