// The loop that runs an application with a window: it draws only when somebody asks (an event, a timer, finished I/O),
// and sleeps otherwise. The web's is driven by requestAnimationFrame (web/app_loop_web.cpp), the desktop's by SDL
// events (native/app_loop_native.cpp). A frame is drawn after every timer and task. Everything here happens on one thread; only post() may be called from others.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "shared/platform/timers.h"

namespace portail::platform {

class AppLoop : public Timers {
public:
    /// Draws at least `count` more frames.
    virtual void request_frames(int count = 3) = 0;
    /// Draws one frame `delay` from now. A frame that is drawn before takes its place: who still waits asks again in it.
    virtual void request_frame_in(Milliseconds delay) = 0;
    /// Runs `task` soon, on the loop's thread, and draws afterwards. Safe from any thread.
    virtual void post(std::function<void()> task) = 0;
    [[nodiscard]] virtual Milliseconds monotonic_ms() const = 0;
    [[nodiscard]] virtual std::uint64_t frames_drawn() const = 0;
    /// Ends run(); ignored in a browser.
    virtual void quit() = 0;
};

struct Viewport {
    float width = 0;  ///< CSS pixels; without what a soft keyboard covers
    float height = 0;
    float pixel_ratio = 1;
};

/// An action that came back from the page's twin; `kind` is the index of portail::ui::ActionKind.
struct TwinAction {
    std::uint32_t node = 0;
    int kind = 0;
    std::string value;
    bool focus_visible = false;
};

/// What the loop runs.
class Application {
public:
    virtual ~Application() = default;
    /// Between ImGui::NewFrame() and ImGui::Render().
    virtual void draw(const Viewport& viewport, Milliseconds now_ms) = 0;
    virtual void twin_action(TwinAction) {}
    /// The page lost its twin or its drawing context: everything must be sent again.
    virtual void page_restored() {}
};

struct LoopOptions {
    std::string title;
    int width = 1280;  ///< of a desktop window
    int height = 800;
    float scale = 0;  ///< device pixels per CSS pixel; 0: what the desktop says
};

/// Creates the window and the ImGui context, then the application, and runs it. Returns the exit code; on the web it
/// returns at once and the page keeps the loop.
int run_application(const LoopOptions& options, std::function<std::unique_ptr<Application>(AppLoop&)> create);

/// Hands patches of the tree of meanings to the page (see ui/twin_encoder.h). Nothing happens where there is no page.
void mirror_to_page(const std::string& patches);
[[nodiscard]] bool has_page();

}  // namespace portail::platform
