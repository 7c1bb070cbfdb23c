// portail-desk: the staff's screens as a desktop program. It keeps its own replica, so that after the first sign-in it
// works without a network for as long as it must.
#include <SDL.h>
#include <imgui.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "native/desk_options.h"
#include "native/host_services_native.h"
#include "native/replica_storage_native.h"
#include "native/screen_description.h"
#include "native/session_http_client.h"
#include "shared/base/random.h"
#include "shared/ui/app.h"
#include "shared/ui/screens/admin_actions.h"
#include "shared/ui/screens/admin_entry.h"
#include "shared/ui/screens/admin_screens.h"

namespace portail {
namespace {

constexpr const char* window_key = "window";
constexpr int least_width = 320;
constexpr int least_height = 480;

struct WindowSize {
    int width = 1280;
    int height = 800;
};

WindowSize remembered_size(const platform::HostServices& host) {
    WindowSize size;
    const std::string stored = host.stored(window_key).value_or("");
    int width = 0;
    int height = 0;
    if (std::sscanf(stored.c_str(), "%5dx%5d", &width, &height) == 2) {
        size = {std::max(width, least_width), std::max(height, least_height)};
    }
    return size;
}

ui::AppDefinition desk_definition() {
    return {.name = "desk",
            .screens = ui::admin_screens(),
            .make_entry = ui::make_desk_entry,
            .storage_words = {.taken_over = "desk.taken_over",
                              .taken_over_text = "desk.taken_over_text",
                              .continue_here = "common.retry",
                              .failed_text = "desk.failed_text"},
            .correction_place = ui::admin_correction_place,
            .make_overlay = ui::make_admin_palette};
}

/// The application with the desktop's own ways: Alt with the arrows and the mouse's thumb buttons go back and forward,
/// Ctrl+Q leaves, the window's size is kept.
class Desk final : public platform::Application {
public:
    Desk(platform::AppLoop& loop, const DeskOptions& options, const std::filesystem::path& folder, DeskHost& host)
        : m_loop(loop),
          m_host(host),
          m_description_file(options.description_file),
          m_http(loop, {.server = options.server, .certificate_file = options.certificate_file}),
          m_session(m_http, SessionFile{folder / "session"}),
          m_storage(make_replica_storage_native(folder / "replica",
                                                [&loop](std::function<void()> task) { loop.post(std::move(task)); })),
          m_app(desk_definition(), {loop, m_host, m_session, *m_storage, m_clock, m_random, m_system_text.get()}),
          m_size(remembered_size(host)) {
        SDL_AddEventWatch(&Desk::watch_window, &m_host);
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;
    ~Desk() override {
        SDL_DelEventWatch(&Desk::watch_window, &m_host);
        if (m_size.width >= least_width && m_size.height >= least_height) {
            m_host.store(window_key, std::to_string(m_size.width) + "x" + std::to_string(m_size.height));
        }
    }

    void draw(const platform::Viewport& viewport, Milliseconds now_ms) override {
        const bool is_maximized = (SDL_GetWindowFlags(SDL_GL_GetCurrentWindow()) & SDL_WINDOW_MAXIMIZED) != 0;
        if (!is_maximized) m_size = {static_cast<int>(viewport.width), static_cast<int>(viewport.height)};
        handle_keys();
        m_app.draw(viewport, now_ms);
        if (!m_description_file.empty()) describe(viewport);
    }

private:
    static constexpr ImGuiMouseButton back_button = 3;  // at the thumb
    static constexpr ImGuiMouseButton forward_button = 4;

    void handle_keys() {
        if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Q)) m_loop.quit();
        if (ImGui::IsKeyChordPressed(ImGuiMod_Alt | ImGuiKey_LeftArrow) || ImGui::IsMouseClicked(back_button)) {
            m_host.go_back();
        }
        if (ImGui::IsKeyChordPressed(ImGuiMod_Alt | ImGuiKey_RightArrow) || ImGui::IsMouseClicked(forward_button)) {
            m_host.go_forward();
        }
    }

    /// Events of windows come on the loop's thread; what other threads push is none.
    static int watch_window(void* host, SDL_Event* event) {
        if (event->type != SDL_WINDOWEVENT) return 0;
        if (event->window.event == SDL_WINDOWEVENT_FOCUS_GAINED) static_cast<DeskHost*>(host)->window_focused();
        if (event->window.event == SDL_WINDOWEVENT_MINIMIZED) static_cast<DeskHost*>(host)->window_shown(false);
        return 0;
    }

    void describe(const platform::Viewport& viewport) {
        const ScreenDescription description{.tree = m_app.ui().tree(),
                                            .focused = m_app.ui().focused(),
                                            .frame = m_loop.frames_drawn() + 1,
                                            .pixel_ratio = viewport.pixel_ratio,
                                            .location = m_host.location()};
        if (const Result<void> written = write_to(m_description_file, description); !written) {
            std::fprintf(stderr, "portail-desk: %s\n", written.error().detail.c_str());
            m_description_file.clear();  // told once
        }
    }

    platform::AppLoop& m_loop;
    DeskHost& m_host;
    std::filesystem::path m_description_file;
    SystemClock m_clock;
    SystemRandom m_random;
    NativeHttpClient m_http;
    SessionHttpClient m_session;
    std::unique_ptr<platform::ReplicaStorage> m_storage;
    std::unique_ptr<platform::SystemText> m_system_text = platform::make_system_text();
    ui::App m_app;
    WindowSize m_size;
};

int run(DeskOptions options) {
    const Result<std::string> server = normalised_server(options.server, options.allows_plain_http);
    if (!server) {
        std::fprintf(stderr, "portail-desk: %s\n", server.error().detail.c_str());
        return 2;
    }
    options.server = *server;
    const std::filesystem::path data = options.data.empty() ? default_data_folder() : options.data;
    const std::filesystem::path folder = data / folder_name_of(options.server);
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) {
        std::fprintf(stderr, "portail-desk: the folder %s cannot be made: %s\n", folder.c_str(),
                     failed.message().c_str());
        return 1;
    }
    const std::unique_ptr<DeskHost> host = make_host_services_native(folder / "preferences.json");
    host->server_address = options.server;
    const WindowSize size = remembered_size(*host);
    return platform::run_application(
        {.title = "Portail", .width = size.width, .height = size.height, .scale = options.scale},
        [&](platform::AppLoop& loop) -> std::unique_ptr<platform::Application> {
            return std::make_unique<Desk>(loop, options, folder, *host);
        });
}

}  // namespace
}  // namespace portail

int main(int count, char** arguments) {
    portail::DeskOptions options;
    CLI::App command{
        "The staff's screens of Portail as a desktop program. The first sign-in needs the network;\n"
        "after it the program works without one and sends what was done when it returns."};
    command.add_option("--server", options.server, "Where the server is, for example https://garage.example")
        ->required()
        ->envname("PORTAIL_SERVER");
    command.add_option("--data", options.data,
                       "Where the program keeps its data (default: ~/.local/share/portail-desk)");
    command
        .add_option("--tls-ca", options.certificate_file,
                    "A file of certificates (PEM) to trust instead of the system's, for a server with its own")
        ->check(CLI::ExistingFile);
    command.add_flag("--allow-plain-http", options.allows_plain_http,
                     "Talk http:// to another machine, on a network that you trust");
    command
        .add_option("--scale", options.scale,
                    "Draw everything this much larger, 1 to 4 (default: what the desktop says)")
        ->check(CLI::Range(1.0, 4.0))
        ->envname("PORTAIL_SCALE");
    command.add_option("--describe-screen", options.description_file,
                       "Write what the screen says, and where, to this file (JSON) after each frame: for tests and\n"
                       "scripts that operate the program");
    try {
        command.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        constexpr int wrong_usage = 2;
        return command.exit(error) == 0 ? 0 : wrong_usage;
    }
    return portail::run(std::move(options));
}
