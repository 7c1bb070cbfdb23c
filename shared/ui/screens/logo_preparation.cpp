#include "shared/ui/screens/logo_preparation.h"

#include <array>
#include <utility>

#include "shared/domain/brand.h"

namespace portail::ui {
namespace {

// The last is always small enough: 96 × 96 × 4 bytes are less than the limit even when nothing can be packed.
constexpr std::array<int, 4> sides{brand_limits::logo_side, 192, 128, 96};

}  // namespace

void LogoPreparation::start(platform::FileServices& services, platform::FilePtr file) {
    m_work = std::make_shared<Work>(Work{services, std::move(file), std::nullopt});
    try_side(m_work, 0);
}

void LogoPreparation::try_side(const std::shared_ptr<Work>& work, std::size_t attempt) {
    work->file->read_picture(sides[attempt], [work, attempt](Result<Picture> picture) {
        if (!picture) {
            work->result = picture.error();
            return;
        }
        auto kept = std::make_shared<Picture>(std::move(*picture));
        work->services.encode_png(*kept, [work, attempt, kept](const Result<std::string>& encoded) {
            if (!encoded) {
                work->result = encoded.error();
                return;
            }
            std::string png = without_metadata(*encoded);
            const Result<LogoHeader> header = validate_logo("logo", png);
            if (header) {
                work->result = PreparedLogo{std::move(png), std::move(*kept)};
            } else if (header.error().key == "error.logo_too_large" && attempt + 1 < sides.size()) {
                try_side(work, attempt + 1);
            } else {
                work->result = header.error();
            }
        });
    });
}

std::optional<Result<PreparedLogo>> LogoPreparation::take() {
    if (!m_work || !m_work->result) return std::nullopt;
    std::optional<Result<PreparedLogo>> result = std::move(m_work->result);
    m_work.reset();
    return result;
}

}  // namespace portail::ui
