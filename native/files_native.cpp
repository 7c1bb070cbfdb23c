// The desk's clipboard and files. Whatever may take time (a dialog, reading, decoding) runs on a thread of its own and is
// told on the loop; the window goes on meanwhile. SDL knows text alone on the clipboard: a picture is fetched by wl-paste
// or xclip. SDL tells a drop only when it has happened, and not where.
#include <SDL.h>
#include <imgui.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <utility>

#include "native/child_process.h"
#include "native/file_dialog.h"
#include "native/file_uri.h"
#include "native/saved_files.h"
#include "shared/images/picture_file.h"
#include "shared/platform/files.h"

namespace portail::platform {

namespace {

namespace fs = std::filesystem;

/// Runs jobs beside the loop. Ends with all of them: a job looks at `is_stopping` wherever it waits.
class Background {
public:
    Background() = default;
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;
    ~Background() { m_is_stopping = true; }

    void use_loop(AppLoop* loop) {
        if (loop == nullptr) {
            m_is_stopping = true;
            m_jobs.clear();  // waits for them
        }
        m_is_stopping = loop == nullptr;
        m_loop = loop;
    }
    [[nodiscard]] const std::atomic<bool>& is_stopping() const { return m_is_stopping; }

    /// Tells `done` on the loop what `job` returns, unless the program ends before.
    template <class Job, class Told>
    void run(Job job, std::function<void(Told)> done) {
        if (m_loop == nullptr) return;
        std::erase_if(m_jobs, [](const std::future<void>& running) {
            return running.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
        });
        m_jobs.push_back(std::async(std::launch::async, [this, job = std::move(job), done = std::move(done)]() mutable {
            auto told = std::make_shared<Told>(job(std::as_const(m_is_stopping)));
            m_loop->post([told, alive = std::weak_ptr<bool>{m_alive}, done = std::move(done)] {
                if (!alive.expired()) done(std::move(*told));
            });
        }));
    }
    void post(std::function<void()> task) {
        if (m_loop == nullptr) return;
        m_loop->post([alive = std::weak_ptr<bool>{m_alive}, task = std::move(task)] {
            if (!alive.expired()) task();
        });
    }

private:
    AppLoop* m_loop = nullptr;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    std::atomic<bool> m_is_stopping = false;
    std::vector<std::future<void>> m_jobs;  // the last member: waited for first
};

Result<std::string> contents_of(const fs::path& path) {
    std::error_code failed;
    const std::uintmax_t size = fs::file_size(path, failed);
    if (failed) return invalid("file", "error.file_unreadable");
    if (size > file_limits::bytes) return file_too_large();
    std::string contents(static_cast<std::size_t>(size), '\0');
    std::ifstream file{path, std::ios::binary};
    file.read(contents.data(), static_cast<std::streamsize>(size));
    if (!file || static_cast<std::uintmax_t>(file.gcount()) != size) return invalid("file", "error.file_unreadable");
    return contents;
}

Result<Picture> small_picture(const Result<std::string>& contents, int side) {
    if (!contents) return contents.error();
    Result<Picture> picture = portail::decode_picture(*contents);
    if (!picture) return picture.error();
    return fitted(*picture, side);
}

/// On the disk, or in memory where it came from the clipboard.
class NativeFile final : public File {
public:
    NativeFile(Background& background, fs::path path) : m_background(background), m_path(std::move(path)) {
        name = m_path.filename().string();
        media_type = media_type_of(m_path);
        std::error_code ignored;
        size = fs::file_size(m_path, ignored);
    }
    NativeFile(Background& background, std::string contents)
        : m_background(background), m_contents(std::move(contents)) {
        name = "image.png";
        media_type = "image/png";
        size = m_contents.size();
    }

    void read(std::function<void(Result<std::string>)> done) override {
        m_background.run(
            [path = m_path, contents = m_contents](const std::atomic<bool>&) { return read_now(path, contents); },
            std::move(done));
    }
    void read_picture(int side, std::function<void(Result<Picture>)> done) override {
        m_background.run([path = m_path, contents = m_contents,
                          side](const std::atomic<bool>&) { return small_picture(read_now(path, contents), side); },
                         std::move(done));
    }

private:
    static Result<std::string> read_now(const fs::path& path, const std::string& contents) {
        return path.empty() ? Result<std::string>{contents} : contents_of(path);
    }

    Background& m_background;
    fs::path m_path;
    std::string m_contents;
};

struct ClipboardPicture {
    std::string png;
    Paths copied;  ///< files that were copied in a file manager
    bool has_tool = true;
};

ClipboardPicture fetch_clipboard(const std::atomic<bool>& is_stopping) {
    const bool is_wayland = std::getenv("WAYLAND_DISPLAY") != nullptr && is_installed("wl-paste");
    if (!is_wayland && !is_installed("xclip")) return {{}, {}, false};
    const auto fetch = [&](const std::string& type) -> std::string {
        const std::vector<std::string> command =
            is_wayland ? std::vector<std::string>{"wl-paste", "--no-newline", "--type", type}
                       : std::vector<std::string>{"xclip", "-selection", "clipboard", "-target", type, "-out"};
        const std::optional<ChildOutput> output = run_child(command, file_limits::bytes, is_stopping);
        return output && output->exit_code == 0 ? output->text : std::string{};
    };
    ClipboardPicture fetched;
    fetched.png = fetch("image/png");
    if (!fetched.png.empty()) return fetched;
    const std::string list = fetch("text/uri-list");
    for (std::size_t at = 0; at < list.size();) {
        const std::size_t end = std::min(list.find_first_of("\r\n", at), list.size());
        if (auto path = from_file_uri(std::string_view{list}.substr(at, end - at))) {
            fetched.copied.push_back(std::move(*path));
        }
        at = end + 1;
    }
    return fetched;
}

class NativeFiles final : public FileServices {
public:
    NativeFiles() { SDL_AddEventWatch(&NativeFiles::watch, this); }
    NativeFiles(const NativeFiles&) = delete;
    NativeFiles& operator=(const NativeFiles&) = delete;
    ~NativeFiles() override { SDL_DelEventWatch(&NativeFiles::watch, this); }

    void use_loop(AppLoop* loop) override { m_background.use_loop(loop); }

    void copy_text(const std::string& text, std::function<void(Result<void>)> done) override {
        const bool is_done = SDL_SetClipboardText(text.c_str()) == 0;
        m_background.post([is_done, done = std::move(done)] {
            done(is_done ? Result<void>{} : Error{ErrorCode::Unavailable, "error.not_allowed", {}, {}, SDL_GetError()});
        });
    }

    [[nodiscard]] bool has_camera() const override { return false; }
    void choose(const FileRequest& request, std::function<void(Result<Files>)> done) override {
        if (std::exchange(m_is_choosing, true)) return;  // one dialog at a time
        const FileDialog dialog{request.title, request.media_types, request.takes_several};
        m_background.run<>(
            [dialog](const std::atomic<bool>& is_stopping) { return ask_for_files(dialog, is_stopping); },
            std::function<void(Result<Paths>)>{[this, done = std::move(done)](const Result<Paths>& paths) {
                m_is_choosing = false;
                done(paths ? Result<Files>{files_of(*paths)} : paths.error());
            }});
    }
    void accept_files(bool is_wanted) override { m_is_wanted = is_wanted; }

    void save(OutgoingFile file, std::function<void(Result<std::string>)> done) override {
        m_background.run(
            [file = std::move(file)](const std::atomic<bool>&) -> Result<std::string> {
                const Result<fs::path> path = save_file_in(download_folder(), file.name, file.contents);
                return path ? Result<std::string>{path->string()} : path.error();
            },
            std::move(done));
    }
    void share(Share share, std::function<void(Result<ShareOutcome>)> done) override {
        if (share.files.empty()) {
            const std::string body =
                share.text + (share.text.empty() || share.address.empty() ? "" : "\n\n") + share.address;
            const std::string mail =
                "mailto:?subject=" + percent_encoded(share.title) + "&body=" + percent_encoded(body);
            const bool is_open = SDL_OpenURL(mail.c_str()) == 0;
            m_background.post([is_open, done = std::move(done)] {
                done(is_open ? Result<ShareOutcome>{ShareOutcome::Mailed}
                             : Error{ErrorCode::Unavailable, "error.not_allowed", {}, {}, SDL_GetError()});
            });
            return;
        }
        m_background.run([share = std::move(share)](const std::atomic<bool>&) { return save_and_show(share); },
                         std::move(done));
    }
    [[nodiscard]] bool has_share_sheet() const override { return false; }

    void decode_picture(const std::string& contents, int side, std::function<void(Result<Picture>)> done) override {
        m_background.run([contents, side](const std::atomic<bool>&) { return small_picture(contents, side); },
                         std::move(done));
    }
    void encode_png(const Picture& picture, std::function<void(Result<std::string>)> done) override {
        m_background.run([picture](const std::atomic<bool>&) { return portail::encode_png(picture); }, std::move(done));
    }

private:
    Files files_of(const Paths& paths) {
        Files files;
        for (const fs::path& path : paths)
            files.push_back(std::make_shared<NativeFile>(m_background, path));
        return files;
    }

    static Result<ShareOutcome> save_and_show(const Share& share) {
        Paths saved;
        for (const OutgoingFile& file : share.files) {
            const Result<fs::path> path = save_file_in(download_folder(), file.name, file.contents);
            if (!path) return path.error();
            saved.push_back(*path);
        }
        // Where no file manager answers, the folder is opened as an address.
        if (!show_in_file_manager(saved)) SDL_OpenURL(to_file_uri(download_folder()).c_str());
        return ShareOutcome::Saved;
    }

    /// Events come on the loop's thread, in the middle of its waiting: what follows from them is posted.
    static int watch(void* self, SDL_Event* event) {
        static_cast<NativeFiles*>(self)->handle(*event);
        return 0;
    }
    void handle(const SDL_Event& event) {
        if (event.type == SDL_DROPBEGIN) {
            m_dropped.clear();
        } else if (event.type == SDL_DROPFILE) {
            m_dropped.emplace_back(event.drop.file);
        } else if (event.type == SDL_DROPCOMPLETE && m_is_wanted && !m_dropped.empty()) {
            m_background.post([this, paths = std::exchange(m_dropped, {})] {
                if (on_drag) on_drag({Drag::Phase::Dropped, -1, -1, files_of(paths)});
            });
        } else if (event.type == SDL_KEYDOWN && is_paste(event.key) && m_is_wanted && !ImGui::GetIO().WantTextInput) {
            paste();
        }
    }
    static bool is_paste(const SDL_KeyboardEvent& key) {
        const bool has_control = (key.keysym.mod & KMOD_CTRL) != 0;
        const bool has_shift = (key.keysym.mod & KMOD_SHIFT) != 0;
        return key.repeat == 0 &&
               ((has_control && key.keysym.sym == SDLK_v) || (has_shift && key.keysym.sym == SDLK_INSERT));
    }
    void paste() {
        m_background.run<>([](const std::atomic<bool>& is_stopping) { return fetch_clipboard(is_stopping); },
                           std::function<void(ClipboardPicture)>{[this](ClipboardPicture fetched) {
                               if (!on_paste) return;
                               if (!fetched.has_tool) {
                                   on_paste(Error{ErrorCode::Unavailable, "error.paste_tool", {}, {}, {}});
                               } else if (!fetched.png.empty()) {
                                   on_paste(Files{std::make_shared<NativeFile>(m_background, std::move(fetched.png))});
                               } else if (!fetched.copied.empty()) {
                                   on_paste(files_of(fetched.copied));
                               }
                           }});
    }

    bool m_is_wanted = false;
    bool m_is_choosing = false;
    Paths m_dropped;
    Background m_background;  // the last member: its jobs end first
};

}  // namespace

std::unique_ptr<FileServices> make_file_services() {
    return std::make_unique<NativeFiles>();
}

}  // namespace portail::platform
