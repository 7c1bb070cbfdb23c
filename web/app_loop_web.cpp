// The browser's loop: requestAnimationFrame when somebody asked for frames, one setTimeout for the timer that is due
// next, nothing else. Input comes from the page (web/js/page.js), meanings go to its twin (web/js/twin.js).
#include <GLES2/gl2.h>
#include <emscripten.h>
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <malloc.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "shared/platform/app_loop.h"
#include "shared/platform/frame_demand.h"
#include "shared/platform/timer_queue.h"
#include "shared/ui/fonts.h"

// clang-format off
EM_JS(void, page_start, (), {
    Module.portail.twin.start();
    Module.portail.page.start();
});
EM_JS(void, page_fail, (const char* reason), { Module.portailFail(UTF8ToString(reason)); });
EM_JS(void, page_request_frame, (), { Module.portail.page.requestFrame(); });
EM_JS(void, page_wake_in, (double ms), { Module.portail.page.wakeIn(ms); });
EM_JS(void, page_set_cursor, (const char* name), { Module.portail.page.setCursor(UTF8ToString(name)); });
EM_JS(void, page_apply, (const char* patches), { Module.portail.twin.apply(UTF8ToString(patches)); });
EM_JS(void, page_clear_twin, (), { Module.portail.twin.clear(); });
EM_JS(void, page_add_font, (const char* bytes, int size, const char* weight), {
    // The same file that the canvas draws with; not fetched, so no rule about fonts applies.
    const face = new FontFace("Portail", HEAPU8.slice(bytes, bytes + size), { weight: UTF8ToString(weight) });
    face.load().then((loaded) => (document.fonts.add(loaded), Module.portail.systemText.fontsChanged()), () => {});
});
// clang-format on

namespace portail::platform {

namespace {

constexpr int frames_after_event = 3;
constexpr float pixels_per_wheel_step =
    100;  // what Dear ImGui scrolls for one step, with the font size of ui/paint.cpp

class WebLoop final : public AppLoop {
public:
    bool open();
    void start(std::unique_ptr<Application> application) { m_application = std::move(application); }
    [[nodiscard]] Application& application() { return *m_application; }

    void request_frames(int count) override {
        m_frames.request(count);
        page_request_frame();
    }
    void request_frame_in(Milliseconds delay) override {
        m_frames.request_at(monotonic_ms() + delay);
        set_alarm();
    }
    void post(std::function<void()> task) override { call_after(0, std::move(task)); }
    TimerId call_after(Milliseconds delay, std::function<void()> callback) override {
        const TimerId timer = m_timers.add(monotonic_ms() + delay, std::move(callback));
        set_alarm();
        return timer;
    }
    void cancel(TimerId timer) override {
        m_timers.cancel(timer);
        set_alarm();
    }
    [[nodiscard]] Milliseconds monotonic_ms() const override { return static_cast<Milliseconds>(emscripten_get_now()); }
    [[nodiscard]] std::uint64_t frames_drawn() const override { return m_frames_drawn; }
    void quit() override {}

    void resize(float width, float height, float pixel_ratio) {
        m_viewport = {.width = width, .height = height, .pixel_ratio = pixel_ratio};
        request_frames(frames_after_event);
    }
    void wake() {
        if (m_timers.run_due(monotonic_ms())) {
            request_frames(frames_after_event);
        }
        if (m_frames.come_due(monotonic_ms())) {
            page_request_frame();
        }
        set_alarm();
    }
    void draw();
    void restore_context();

private:
    void set_alarm();

    std::unique_ptr<Application> m_application;
    TimerQueue m_timers;
    Viewport m_viewport{.width = 360, .height = 640};
    FrameDemand m_frames;
    std::uint64_t m_frames_drawn = 0;
    Milliseconds m_last_frame_ms = 0;
};

// The page lives as long as the program.
WebLoop& loop() {
    static WebLoop the_loop;
    return the_loop;
}

bool WebLoop::open() {
    EmscriptenWebGLContextAttributes attributes;
    emscripten_webgl_init_context_attributes(&attributes);
    attributes.alpha = false;
    attributes.depth = false;
    attributes.stencil = false;
    attributes.antialias = false;  // Dear ImGui smooths its own edges
    attributes.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
    attributes.enableExtensionsByDefault = false;  // each would wait for the graphics process
    const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = emscripten_webgl_create_context("#canvas", &attributes);
    if (context <= 0) {
        return false;
    }
    emscripten_webgl_make_context_current(context);
    if (!emscripten_webgl_enable_extension(context, "OES_vertex_array_object")) {
        return false;
    }
    ImGui_ImplOpenGL3_Init("#version 100");
    const std::string_view regular = ui::embedded_font(ui::Weight::Regular);
    const std::string_view semibold = ui::embedded_font(ui::Weight::SemiBold);
    page_add_font(regular.data(), static_cast<int>(regular.size()), "400");
    page_add_font(semibold.data(), static_cast<int>(semibold.size()), "600");
    return true;
}

void WebLoop::set_alarm() {
    const auto due = earlier(m_timers.next_due(), m_frames.next_due());
    page_wake_in(due ? static_cast<double>(std::max<Milliseconds>(0, *due - monotonic_ms())) : -1.0);
}

void WebLoop::draw() {
    if (!m_frames.is_wanted() || !m_application) {
        return;
    }
    m_frames.begin_frame();
    ImGuiIO& io = ImGui::GetIO();
    const Milliseconds now = monotonic_ms();
    io.DeltaTime = std::clamp(static_cast<float>(now - m_last_frame_ms) / 1000, 0.001F, 0.1F);
    m_last_frame_ms = now;
    io.DisplaySize = {m_viewport.width, m_viewport.height};
    io.DisplayFramebufferScale = {m_viewport.pixel_ratio, m_viewport.pixel_ratio};
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    m_application->draw(m_viewport, now);
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    page_set_cursor(ImGui::GetMouseCursor() == ImGuiMouseCursor_Hand ? "pointer" : "default");
    ++m_frames_drawn;
    if (m_frames.is_wanted()) {
        page_request_frame();
    }
}

void WebLoop::restore_context() {
    // Everything on the graphics card is gone; the backend creates it anew, the font's texture included.
    ImGui_ImplOpenGL3_DestroyDeviceObjects();
    request_frames(frames_after_event);
}

}  // namespace

int run_application(const LoopOptions&, std::function<std::unique_ptr<Application>(AppLoop&)> create) {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().LogFilename = nullptr;
    if (!loop().open()) {
        page_fail("graphics");
        return 1;
    }
    page_start();
    loop().start(create(loop()));
    loop().request_frames(frames_after_event);
    return 0;
}

void mirror_to_page(const std::string& patches) {
    page_apply(patches.c_str());
}

bool has_page() {
    return true;
}

extern "C" {

/// What glGetIntegerv would say of a new context (OpenGL ES 2.0.25, section 6.2), for Dear ImGui's backend.
void portail_initial_gl_state(GLenum name, GLint* values) {
    switch (name) {
        case GL_ACTIVE_TEXTURE:
            *values = GL_TEXTURE0;
            break;
        case GL_BLEND_SRC_RGB:
        case GL_BLEND_SRC_ALPHA:
            *values = GL_ONE;
            break;
        case GL_BLEND_EQUATION_RGB:
        case GL_BLEND_EQUATION_ALPHA:
            *values = GL_FUNC_ADD;
            break;
        case GL_VIEWPORT:
        case GL_SCISSOR_BOX:
            std::fill_n(values, 4, 0);
            break;
        default:  // blending towards GL_ZERO; no program, texture or buffer is bound
            *values = 0;
            break;
    }
}

EMSCRIPTEN_KEEPALIVE void portail_frame() {
    loop().draw();
}

EMSCRIPTEN_KEEPALIVE void portail_wake() {
    loop().wake();
}

EMSCRIPTEN_KEEPALIVE void portail_resize(float width, float height, float pixel_ratio) {
    loop().resize(width, height, pixel_ratio);
}

/// `is_down` is 1, 0, or −1 for a move.
EMSCRIPTEN_KEEPALIVE void portail_pointer(float x, float y, int is_touch, int button, int is_down) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(is_touch != 0 ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
    io.AddMousePosEvent(x, y);
    if (is_down >= 0) {
        io.AddMouseButtonEvent(std::clamp(button, 0, 4), is_down != 0);
    }
    loop().request_frames(frames_after_event);
}

EMSCRIPTEN_KEEPALIVE void portail_pointer_gone() {
    ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
    loop().request_frames(frames_after_event);
}

EMSCRIPTEN_KEEPALIVE void portail_wheel(float x, float y) {
    ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_Mouse);
    ImGui::GetIO().AddMouseWheelEvent(-x / pixels_per_wheel_step, -y / pixels_per_wheel_step);
    loop().request_frames(frames_after_event);
}

/// Bytes that are allocated, for measurements.
EMSCRIPTEN_KEEPALIVE double portail_memory_used() {
    return static_cast<double>(mallinfo().uordblks);
}

EMSCRIPTEN_KEEPALIVE void portail_context_restored() {
    loop().restore_context();
}

EMSCRIPTEN_KEEPALIVE void portail_twin_action(int node, int kind, const char* value, int focus_visible) {
    loop().application().twin_action(
        {.node = static_cast<std::uint32_t>(node), .kind = kind, .value = value, .focus_visible = focus_visible != 0});
    loop().request_frames(frames_after_event);
}

}  // extern "C"

}  // namespace portail::platform
