#include "tests/screens/fake_files.h"

#include <utility>

#include "shared/images/picture_file.h"

namespace portail::test {
namespace {

Result<Picture> small_picture(const std::string& contents, int side) {
    Result<Picture> picture = decode_picture(contents);
    if (!picture) return picture.error();
    return fitted(*picture, side);
}

class MemoryFile final : public platform::File {
public:
    MemoryFile(FakeFiles& files, std::string contents) : m_files(files), m_contents(std::move(contents)) {
        size = m_contents.size();
    }
    void read(std::function<void(Result<std::string>)> done) override {
        const bool is_large = size > platform::file_limits::bytes;
        m_files.post([contents = m_contents, is_large, done = std::move(done)] {
            done(is_large ? Result<std::string>{platform::file_too_large()} : Result<std::string>{contents});
        });
    }
    void read_picture(int side, std::function<void(Result<Picture>)> done) override {
        m_files.decode_picture(m_contents, side, std::move(done));
    }

private:
    FakeFiles& m_files;
    std::string m_contents;
};

}  // namespace

void FakeFiles::post(std::function<void()> task) {
    if (m_loop != nullptr) m_loop->post(std::move(task));
}

void FakeFiles::copy_text(const std::string& text, std::function<void(Result<void>)> done) {
    if (allows_copying) copied = text;
    post([is_done = allows_copying, done = std::move(done)] {
        done(is_done ? Result<void>{} : Error{ErrorCode::Unavailable, "error.not_allowed", {}, {}, {}});
    });
}

void FakeFiles::choose(const platform::FileRequest& asked, std::function<void(Result<platform::Files>)> done) {
    request = asked;
    m_asked = std::move(done);
}

void FakeFiles::answer(Result<platform::Files> files) {
    auto done = std::exchange(m_asked, nullptr);
    post([done = std::move(done), files = std::move(files)] { done(files); });
}

void FakeFiles::save(platform::OutgoingFile file, std::function<void(Result<std::string>)> done) {
    saved.push_back(file);
    post([name = file.name, done = std::move(done)] { done(name); });
}

void FakeFiles::share(platform::Share content, std::function<void(Result<platform::ShareOutcome>)> done) {
    shared.push_back(std::move(content));
    post([done = std::move(done)] { done(platform::ShareOutcome::Shared); });
}

void FakeFiles::decode_picture(const std::string& contents, int side, std::function<void(Result<Picture>)> done) {
    post([contents, side, done = std::move(done)] { done(small_picture(contents, side)); });
}

void FakeFiles::encode_png(const Picture& picture, std::function<void(Result<std::string>)> done) {
    post([picture, done = std::move(done)] { done(portail::encode_png(picture)); });
}

platform::FilePtr FakeFiles::file(std::string name, std::string media_type, std::string contents) {
    auto file = std::make_shared<MemoryFile>(*this, std::move(contents));
    file->name = std::move(name);
    file->media_type = std::move(media_type);
    return file;
}

void FakeFiles::drop(platform::Files files, float x, float y) {
    if (accepts_files && on_drag) on_drag({platform::Drag::Phase::Dropped, x, y, std::move(files)});
}

void FakeFiles::paste(Result<platform::Files> files) {
    if (accepts_files && on_paste) on_paste(std::move(files));
}

}  // namespace portail::test
