// The desktop's loop: SDL2 for window and input, OpenGL for drawing. It sleeps in SDL_WaitEventTimeout until an event,
// a timer or a posted task, and draws a few frames after each.
#include <SDL.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_impl_sdl2.h>
#include <imgui_internal.h>

#include <langinfo.h>

#include <algorithm>
#include <cfloat>
#include <clocale>
#include <cmath>
#include <cstdio>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/platform/app_loop.h"
#include "shared/platform/frame_demand.h"
#include "shared/platform/timer_queue.h"

namespace portail::platform {

namespace {

constexpr int frames_after_event = 3;

class NativeLoop final : public AppLoop {
public:
    bool open(const LoopOptions& options);
    int run(Application& application);
    void close();

    void request_frames(int count) override { m_frames.request(count); }
    void request_frame_in(Milliseconds delay) override { m_frames.request_at(monotonic_ms() + delay); }
    void post(std::function<void()> task) override {
        {
            const std::lock_guard lock(m_mutex);
            m_tasks.push_back(std::move(task));
        }
        SDL_Event event{};
        event.type = m_wake_event;
        SDL_PushEvent(&event);
    }
    TimerId call_after(Milliseconds delay, std::function<void()> callback) override {
        return m_timers.add(monotonic_ms() + delay, std::move(callback));
    }
    void cancel(TimerId timer) override { m_timers.cancel(timer); }
    [[nodiscard]] Milliseconds monotonic_ms() const override { return static_cast<Milliseconds>(SDL_GetTicks64()); }
    [[nodiscard]] std::uint64_t frames_drawn() const override { return m_frames_drawn; }
    void quit() override { m_is_running = false; }

private:
    void wait_for_events();
    void handle(const SDL_Event& event);
    void run_tasks();
    void draw(Application& application);
    static void begin_input();
    void scale_input();

    SDL_Window* m_window = nullptr;
    SDL_GLContext m_context = nullptr;
    Uint32 m_wake_event = 0;
    bool m_is_running = true;
    FrameDemand m_frames;
    std::uint64_t m_frames_drawn = 0;
    float m_scale = 1;
    unsigned int m_last_scaled_input = 0;
    TimerQueue m_timers;
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_tasks;
};

/// Device pixels per CSS pixel. A display tells its density in millimetres, so that two alike are a little apart: in
/// quarters, as desktops have it.
float display_scale(float wanted) {
    constexpr float largest = 4;
    const float told = wanted > 0 ? wanted : std::round(ImGui_ImplSDL2_GetContentScaleForDisplay(0) * 4) / 4;
    return std::clamp(told, 1.0F, largest);
}

/// A window that was left on a large screen fits on a small one.
SDL_Point fitting(SDL_Point size) {
    SDL_Rect usable{};
    if (SDL_GetDisplayUsableBounds(0, &usable) != 0) return size;
    return {std::min(size.x, usable.w), std::min(size.y, usable.h)};
}

/// X11 converts the window's title from the encoding of the locale; ours is UTF-8. Numbers stay as they are.
void use_utf8() {
    const bool has_locale = std::setlocale(LC_CTYPE, "") != nullptr;
    if (!has_locale || std::string_view{nl_langinfo(CODESET)} != "UTF-8") std::setlocale(LC_CTYPE, "C.UTF-8");
}

bool NativeLoop::open(const LoopOptions& options) {
    use_utf8();
    SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    if (SDL_Init(SDL_INIT_VIDEO | SDL_INIT_EVENTS) != 0) {
        std::fprintf(stderr, "No window can be opened: %s\n", SDL_GetError());
        return false;
    }
    m_wake_event = SDL_RegisterEvents(1);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    m_scale = display_scale(options.scale);
    const auto pixels = [&](int css_pixels) { return static_cast<int>(static_cast<float>(css_pixels) * m_scale); };
    const SDL_Point size = fitting({pixels(options.width), pixels(options.height)});
    m_window = SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, size.x, size.y,
                                SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    m_context = m_window != nullptr ? SDL_GL_CreateContext(m_window) : nullptr;
    if (m_context == nullptr) {
        std::fprintf(stderr, "OpenGL 3.3 is needed to draw: %s\n", SDL_GetError());
        return false;
    }
    SDL_SetWindowMinimumSize(m_window, pixels(320), pixels(480));
    SDL_GL_MakeCurrent(m_window, m_context);
    SDL_GL_SetSwapInterval(1);
    ImGui_ImplSDL2_InitForOpenGL(m_window, m_context);
    ImGui_ImplOpenGL3_Init("#version 330 core");
    return true;
}

int NativeLoop::run(Application& application) {
    request_frames(frames_after_event);
    while (m_is_running) {
        wait_for_events();
        run_tasks();
        if (m_timers.run_due(monotonic_ms())) {
            request_frames(frames_after_event);
        }
        m_frames.come_due(monotonic_ms());
        if (m_frames.is_wanted() && m_is_running) {
            m_frames.begin_frame();
            draw(application);
        }
    }
    return 0;
}

void NativeLoop::close() {
    if (m_context != nullptr) {
        ImGui_ImplOpenGL3_Shutdown();
        ImGui_ImplSDL2_Shutdown();
        SDL_GL_DeleteContext(m_context);
    }
    if (m_window != nullptr) {
        SDL_DestroyWindow(m_window);
    }
    SDL_Quit();
}

void NativeLoop::wait_for_events() {
    SDL_Event event;
    int timeout = -1;
    if (m_frames.is_wanted()) {
        timeout = 0;
    } else if (const auto due = earlier(m_timers.next_due(), m_frames.next_due())) {
        timeout = static_cast<int>(std::clamp<Milliseconds>(*due - monotonic_ms(), 0, hour_ms));
    }
    bool is_there = SDL_WaitEventTimeout(&event, timeout) != 0;
    while (is_there) {
        handle(event);
        // Each key has a frame of its own: in one frame with the release of Ctrl, the A of Ctrl+A would be a plain A.
        is_there = event.type != SDL_KEYDOWN && SDL_PollEvent(&event) != 0;
    }
}

void NativeLoop::handle(const SDL_Event& event) {
    if (event.type == SDL_QUIT) {
        quit();
        return;
    }
    if (event.type == m_wake_event || event.type == SDL_POLLSENTINEL) {
        return;
    }
    if (event.type == SDL_DROPFILE || event.type == SDL_DROPTEXT) SDL_free(event.drop.file);
    ImGui_ImplSDL2_ProcessEvent(&event);
    request_frames(frames_after_event);
}

void NativeLoop::run_tasks() {
    std::vector<std::function<void()>> tasks;
    {
        const std::lock_guard lock(m_mutex);
        tasks.swap(m_tasks);
    }
    for (const std::function<void()>& task : tasks) {
        task();
        request_frames(frames_after_event);
    }
}

bool is_pointer_position(const ImGuiInputEvent& event) {
    return event.Type == ImGuiInputEventType_MousePos && event.MousePos.PosX > -FLT_MAX;
}

/// The backend also asks the desktop where the pointer is. That answer may be older than the motion that is queued
/// already, and the click that follows would land where the pointer was. The events tell all of it: while a button is
/// held, outside the window as well.
void NativeLoop::begin_input() {
    ImVector<ImGuiInputEvent>& queue = ImGui::GetCurrentContext()->InputEventsQueue;
    const int told_by_events = queue.Size;
    ImGui_ImplSDL2_NewFrame();
    for (int index = queue.Size - 1; index >= told_by_events; --index) {
        if (is_pointer_position(queue[index])) queue.erase(&queue[index]);
    }
}

/// The backend speaks of window pixels; everything else here of CSS pixels.
void NativeLoop::scale_input() {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    for (ImGuiInputEvent& event : context.InputEventsQueue) {
        if (event.EventId > m_last_scaled_input && is_pointer_position(event)) {
            event.MousePos.PosX /= m_scale;
            event.MousePos.PosY /= m_scale;
        }
        m_last_scaled_input = std::max(m_last_scaled_input, event.EventId);
    }
}

void NativeLoop::draw(Application& application) {
    ImGui_ImplOpenGL3_NewFrame();
    begin_input();
    ImGuiIO& io = ImGui::GetIO();
    int pixel_width = 0;
    int pixel_height = 0;
    SDL_GL_GetDrawableSize(m_window, &pixel_width, &pixel_height);
    io.DisplaySize = {static_cast<float>(pixel_width) / m_scale, static_cast<float>(pixel_height) / m_scale};
    io.DisplayFramebufferScale = {m_scale, m_scale};
    scale_input();
    ImGui::NewFrame();
    application.draw({.width = io.DisplaySize.x, .height = io.DisplaySize.y, .pixel_ratio = m_scale}, monotonic_ms());
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    SDL_GL_SwapWindow(m_window);
    ++m_frames_drawn;
    // Of fast input Dear ImGui takes a part in each frame.
    if (!ImGui::GetCurrentContext()->InputEventsQueue.empty()) request_frames(1);
}

}  // namespace

int run_application(const LoopOptions& options, std::function<std::unique_ptr<Application>(AppLoop&)> create) {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    NativeLoop loop;
    int exit_code = 1;
    if (loop.open(options)) {
        const std::unique_ptr<Application> application = create(loop);
        exit_code = loop.run(*application);
    }
    loop.close();
    ImGui::DestroyContext();
    return exit_code;
}

void mirror_to_page(const std::string&) {}

bool has_page() {
    return false;
}

}  // namespace portail::platform
