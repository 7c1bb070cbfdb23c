// The clipboard, files and sharing around an application under test: what a person would do, the test does. Pictures are
// really decoded and encoded; everything is told through the loop, as on a machine.
#pragma once

#include <string>
#include <vector>

#include "shared/platform/files.h"

namespace portail::test {

class FakeFiles final : public platform::FileServices {
public:
    void use_loop(platform::AppLoop* loop) override { m_loop = loop; }
    void copy_text(const std::string& text, std::function<void(Result<void>)> done) override;
    bool has_camera() const override { return is_phone; }
    void choose(const platform::FileRequest& request, std::function<void(Result<platform::Files>)> done) override;
    void accept_files(bool is_wanted) override { accepts_files = is_wanted; }
    void save(platform::OutgoingFile file, std::function<void(Result<std::string>)> done) override;
    void share(platform::Share share, std::function<void(Result<platform::ShareOutcome>)> done) override;
    bool has_share_sheet() const override { return is_phone; }
    void decode_picture(const std::string& contents, int side, std::function<void(Result<Picture>)> done) override;
    void encode_png(const Picture& picture, std::function<void(Result<std::string>)> done) override;

    /// A file with these contents, as somebody has it on the machine.
    [[nodiscard]] platform::FilePtr file(std::string name, std::string media_type, std::string contents);
    /// Answers the dialog that is open.
    void answer(Result<platform::Files> files);
    [[nodiscard]] bool is_asked() const { return static_cast<bool>(m_asked); }
    void drop(platform::Files files, float x = -1, float y = -1);
    void paste(Result<platform::Files> files);
    void post(std::function<void()> task);

    bool is_phone = false;
    bool allows_copying = true;
    bool accepts_files = false;
    platform::FileRequest request;  ///< the last one
    std::string copied;
    std::vector<platform::OutgoingFile> saved;
    std::vector<platform::Share> shared;

private:
    platform::AppLoop* m_loop = nullptr;
    std::function<void(Result<platform::Files>)> m_asked;
};

}  // namespace portail::test
