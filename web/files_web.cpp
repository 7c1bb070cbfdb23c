#include <emscripten.h>

#include <array>
#include <cstdlib>
#include <map>
#include <utility>

#include "shared/platform/files.h"

// clang-format off
EM_JS(void, files_start, (), { Module.portail.files.start(); });
EM_JS(void, files_accept, (int is_wanted), { Module.portail.files.accept(is_wanted !== 0); });
EM_JS(int, files_has_camera, (), { return Module.portail.files.hasCamera() ? 1 : 0; });
EM_JS(int, files_has_share_sheet, (), { return Module.portail.files.hasShareSheet() ? 1 : 0; });
EM_JS(void, files_choose, (int call, const char* accept, int is_multiple, int is_capture), {
    Module.portail.files.choose(call, UTF8ToString(accept), is_multiple !== 0, is_capture !== 0);
});
EM_JS(void, files_read, (int call, int number), { Module.portail.files.read(call, number); });
EM_JS(void, files_picture, (int call, int number, int side), { Module.portail.files.picture(call, number, side); });
EM_JS(void, files_picture_of, (int call, const void* bytes, int size, int side), {
    Module.portail.files.pictureOf(call, HEAPU8.slice(bytes, bytes + size), side);
});
EM_JS(void, files_encode, (int call, const void* pixels, int width, int height), {
    Module.portail.files.encode(call, HEAPU8.slice(pixels, pixels + width * height * 4), width, height);
});
EM_JS(void, files_release, (int number), { Module.portail.files.release(number); });
EM_JS(void, files_copy_text, (int call, const char* text), { Module.portail.files.copyText(call, UTF8ToString(text)); });
EM_JS(void, files_add, (const char* name, const char* type, const void* bytes, int size), {
    Module.portail.files.add(UTF8ToString(name), UTF8ToString(type), HEAPU8.slice(bytes, bytes + size));
});
EM_JS(void, files_save, (), { Module.portail.files.save(); });
EM_JS(void, files_share, (int call, const char* title, const char* text, const char* address), {
    Module.portail.files.share(call, UTF8ToString(title), UTF8ToString(text), UTF8ToString(address));
});
// clang-format on

namespace portail::platform {

namespace {

// What files.js says of a call.
enum class Answer { Done, Unreadable, TooLarge, NoPicture, Refused, Dismissed, Saved, Mailed };

Error error_of(Answer answer) {
    switch (answer) {
        case Answer::TooLarge:
            return invalid("file", "error.picture_too_large");
        case Answer::NoPicture:
            return invalid("file", "error.not_a_picture");
        case Answer::Refused:
            return {ErrorCode::Unavailable, "error.not_allowed", {}, {}, {}};
        default:
            return invalid("file", "error.file_unreadable");
    }
}

class WebFiles;
WebFiles* the_files = nullptr;

/// Calls that wait for the page, by number; each is answered once.
template <class Told>
class Waiting {
public:
    int add(std::function<void(Told)> done) {
        m_waiting.emplace(++m_last, std::move(done));
        return m_last;
    }
    void tell(int call, Told told) {
        const auto found = m_waiting.find(call);
        if (found == m_waiting.end()) return;
        const std::function<void(Told)> done = std::move(found->second);
        m_waiting.erase(found);
        done(std::move(told));
    }

private:
    std::map<int, std::function<void(Told)>> m_waiting;
    int m_last = 0;
};

class WebFiles final : public FileServices {
public:
    WebFiles() {
        the_files = this;
        files_start();
    }
    ~WebFiles() override { the_files = nullptr; }

    void use_loop(AppLoop* loop) override { m_loop = loop; }

    void copy_text(const std::string& text, std::function<void(Result<void>)> done) override {
        const int call = outcomes.add([done = std::move(done)](Answer answer) {
            done(answer == Answer::Done ? Result<void>{} : error_of(answer));
        });
        files_copy_text(call, text.c_str());
    }

    [[nodiscard]] bool has_camera() const override { return files_has_camera() != 0; }
    void choose(const FileRequest& request, std::function<void(Result<Files>)> done) override {
        std::string accept;
        for (const std::string& type : request.media_types)
            accept += (accept.empty() ? "" : ",") + type;
        files_choose(choices.add(std::move(done)), accept.c_str(), request.takes_several ? 1 : 0,
                     request.from_camera ? 1 : 0);
    }
    void accept_files(bool is_wanted) override {
        if (std::exchange(m_is_wanted, is_wanted) != is_wanted) files_accept(is_wanted ? 1 : 0);
    }

    void save(OutgoingFile file, std::function<void(Result<std::string>)> done) override {
        add(file);
        files_save();
        done(std::move(file.name));
    }
    void share(Share share, std::function<void(Result<ShareOutcome>)> done) override {
        for (const OutgoingFile& file : share.files)
            add(file);
        const int call = outcomes.add([done = std::move(done)](Answer answer) {
            switch (answer) {
                case Answer::Done:
                    return done(ShareOutcome::Shared);
                case Answer::Dismissed:
                    return done(ShareOutcome::Dismissed);
                case Answer::Saved:
                    return done(ShareOutcome::Saved);
                case Answer::Mailed:
                    return done(ShareOutcome::Mailed);
                default:
                    return done(error_of(answer));
            }
        });
        files_share(call, share.title.c_str(), share.text.c_str(), share.address.c_str());
    }
    [[nodiscard]] bool has_share_sheet() const override { return files_has_share_sheet() != 0; }

    void decode_picture(const std::string& contents, int side, std::function<void(Result<Picture>)> done) override {
        files_picture_of(pictures.add(std::move(done)), contents.data(), static_cast<int>(contents.size()), side);
    }
    void encode_png(const Picture& picture, std::function<void(Result<std::string>)> done) override {
        files_encode(reads.add(std::move(done)), picture.rgba.data(), picture.width, picture.height);
    }

    /// Where the page writes `size` bytes for the call that it answers next; nothing where there is no memory for them.
    [[nodiscard]] std::uint8_t* room(std::size_t size) {
        // Without exceptions a container that finds no memory ends the program; what is read is copied once more.
        constexpr std::size_t spare = 4096;
        void* const trial = std::malloc(2 * size + spare);
        if (trial == nullptr) return nullptr;
        std::free(trial);
        m_room.resize(size);
        return m_room.data();
    }
    [[nodiscard]] std::vector<std::uint8_t> take_room() { return std::exchange(m_room, {}); }

    void draw() {
        if (m_loop != nullptr) m_loop->request_frames();
    }

    Waiting<Answer> outcomes;
    Waiting<Result<Files>> choices;
    Waiting<Result<std::string>> reads;
    Waiting<Result<Picture>> pictures;
    Files given;  ///< by the page, for what it says next

private:
    static void add(const OutgoingFile& file) {
        files_add(file.name.c_str(), file.media_type.c_str(), file.contents.data(),
                  static_cast<int>(file.contents.size()));
    }

    AppLoop* m_loop = nullptr;
    bool m_is_wanted = false;
    std::vector<std::uint8_t> m_room;
};

class WebFile final : public File {
public:
    explicit WebFile(int number) : m_number(number) {}
    WebFile(const WebFile&) = delete;
    WebFile& operator=(const WebFile&) = delete;
    ~WebFile() override { files_release(m_number); }

    void read(std::function<void(Result<std::string>)> done) override {
        if (size > file_limits::bytes) {
            done(file_too_large());
        } else if (the_files != nullptr) {
            files_read(the_files->reads.add(std::move(done)), m_number);
        }
    }
    void read_picture(int side, std::function<void(Result<Picture>)> done) override {
        if (size > file_limits::bytes) {
            done(file_too_large());
        } else if (the_files != nullptr) {
            files_picture(the_files->pictures.add(std::move(done)), m_number, side);
        }
    }

private:
    int m_number;
};

}  // namespace

std::unique_ptr<FileServices> make_file_services() {
    return std::make_unique<WebFiles>();
}

extern "C" {

EMSCRIPTEN_KEEPALIVE void portail_file_given(int number, const char* name, const char* type, double size) {
    if (the_files == nullptr) return;
    auto file = std::make_shared<WebFile>(number);
    file->name = name;
    file->media_type = type;
    file->size = static_cast<std::uint64_t>(size);
    the_files->given.push_back(std::move(file));
}

EMSCRIPTEN_KEEPALIVE void portail_files_end(int call, int answer) {
    if (the_files == nullptr) return;
    Files files = std::exchange(the_files->given, {});
    the_files->choices.tell(call,
                            answer == 0 ? Result<Files>{std::move(files)} : error_of(static_cast<Answer>(answer)));
    the_files->draw();
}

EMSCRIPTEN_KEEPALIVE void portail_file_dragged(int phase, float x, float y) {
    if (the_files == nullptr || !the_files->on_drag) return;
    the_files->on_drag({static_cast<Drag::Phase>(phase), x, y, std::exchange(the_files->given, {})});
    the_files->draw();
}

EMSCRIPTEN_KEEPALIVE void portail_files_pasted() {
    if (the_files == nullptr || !the_files->on_paste) return;
    the_files->on_paste(std::exchange(the_files->given, {}));
    the_files->draw();
}

EMSCRIPTEN_KEEPALIVE std::uint8_t* portail_file_room(int size) {
    return the_files != nullptr ? the_files->room(static_cast<std::size_t>(size)) : nullptr;
}

EMSCRIPTEN_KEEPALIVE void portail_file_read(int call, int answer) {
    if (the_files == nullptr) return;
    const std::vector<std::uint8_t> bytes = the_files->take_room();
    if (answer == 0) {
        the_files->reads.tell(call, std::string(bytes.begin(), bytes.end()));
    } else {
        the_files->reads.tell(call, answer == static_cast<int>(Answer::TooLarge)
                                        ? file_too_large()
                                        : error_of(static_cast<Answer>(answer)));
    }
    the_files->draw();
}

EMSCRIPTEN_KEEPALIVE void portail_file_picture(int call, int width, int height, int answer) {
    if (the_files == nullptr) return;
    std::vector<std::uint8_t> pixels = the_files->take_room();
    if (answer == 0) {
        the_files->pictures.tell(call, Picture{width, height, std::move(pixels)});
    } else {
        the_files->pictures.tell(call, error_of(static_cast<Answer>(answer)));
    }
    the_files->draw();
}

EMSCRIPTEN_KEEPALIVE void portail_file_done(int call, int answer) {
    if (the_files == nullptr) return;
    the_files->outcomes.tell(call, static_cast<Answer>(answer));
    the_files->draw();
}

}  // extern "C"

}  // namespace portail::platform
