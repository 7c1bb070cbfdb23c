// The clipboard and files: what a person copies, pastes, chooses, drops, photographs, saves and shares. In a browser it is
// the page (web/files_web.cpp), on the desk SDL, the desktop portal and small programs (native/files_native.cpp).
//
// A file stays where it is until its contents are asked for, and a picture is made small before the program sees it: a
// photograph of 12 megapixels never enters the memory of a browser program. Whatever takes time is told later, once, on
// the loop's thread. Errors are ErrorCode::Invalid where another file would do, and Unavailable where the machine lacks
// something; their keys name the way out.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/picture.h"
#include "shared/base/result.h"
#include "shared/platform/app_loop.h"

namespace portail::platform {

namespace file_limits {
inline constexpr std::uint64_t bytes = 20ULL * 1024 * 1024;  ///< of a file that is chosen, dropped or pasted
inline constexpr std::size_t files_at_once = 10;
}  // namespace file_limits

/// A file that a person gave.
class File {
public:
    virtual ~File() = default;

    std::string name;
    std::string media_type;  ///< what the machine takes it for; empty where it does not know
    std::uint64_t size = 0;  ///< bytes

    /// The contents; file_limits::bytes at most.
    virtual void read(std::function<void(Result<std::string>)> done) = 0;
    /// As a picture, upright, no larger than a square of `side` pixels and never enlarged.
    virtual void read_picture(int side, std::function<void(Result<Picture>)> done) = 0;
};
using FilePtr = std::shared_ptr<File>;
using Files = std::vector<FilePtr>;

struct FileRequest {
    std::vector<std::string> media_types;  ///< "image/png", "image/*"; empty: any
    std::string title;                     ///< of a desktop's dialog
    bool takes_several = false;
    bool from_camera = false;  ///< a photograph that is taken now, where has_camera()
};

/// Something that is dragged over the window. Where the position is not known it is negative.
struct Drag {
    enum class Phase : std::uint8_t { Over, Left, Dropped };
    Phase phase = Phase::Over;
    float x = -1;  ///< CSS pixels
    float y = -1;
    Files files;  ///< once dropped
};

struct OutgoingFile {
    std::string name;
    std::string media_type;
    std::string contents;
};

struct Share {
    std::string title;
    std::string text;
    std::string address;
    std::vector<OutgoingFile> files;
};
/// What became of it. Where a system has no share sheet, files are saved, and an address or a text goes into a mail.
enum class ShareOutcome : std::uint8_t { Shared, Dismissed, Saved, Mailed };

class FileServices {
public:
    virtual ~FileServices() = default;

    /// Where results are told, before anything else is called; null before the loop ends, after which nothing is told.
    virtual void use_loop(AppLoop*) {}

    virtual void copy_text(const std::string& text, std::function<void(Result<void>)> done) = 0;

    /// The device has a camera that a person would use: a phone or a tablet.
    [[nodiscard]] virtual bool has_camera() const = 0;
    /// Within a press (browsers ask for one). No files: the person changed their mind.
    virtual void choose(const FileRequest& request, std::function<void(Result<Files>)> done) = 0;
    /// Whether the screen takes files now: what is dropped or pasted otherwise is turned away.
    virtual void accept_files(bool is_wanted) = 0;

    /// A download in a browser; a file in the person's download folder on the desk. The name under which it lies there.
    virtual void save(OutgoingFile file, std::function<void(Result<std::string>)> done) = 0;
    virtual void share(Share share, std::function<void(Result<ShareOutcome>)> done) = 0;
    /// There is a share sheet; where there is none, share() finds another way.
    [[nodiscard]] virtual bool has_share_sheet() const = 0;

    /// A picture out of the bytes of a file, as File::read_picture does.
    virtual void decode_picture(const std::string& contents, int side, std::function<void(Result<Picture>)> done) = 0;
    /// The bytes of a PNG.
    virtual void encode_png(const Picture& picture, std::function<void(Result<std::string>)> done) = 0;

    // One listener each; called on the loop's thread.
    std::function<void(Drag)> on_drag;
    std::function<void(Result<Files>)> on_paste;  ///< files on the clipboard: a picture that was copied
};

[[nodiscard]] Error file_too_large();
/// "image/jpeg" matches "image/*" and itself. Every type matches where none is named.
[[nodiscard]] bool matches_media_type(std::string_view media_type, std::span<const std::string> wanted);

[[nodiscard]] std::unique_ptr<FileServices> make_file_services();

}  // namespace portail::platform
