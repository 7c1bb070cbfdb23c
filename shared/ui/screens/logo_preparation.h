// Makes a logo out of whatever picture a person gave: scaled down until it keeps the limits of shared/domain/brand.h, and
// cleaned of everything but its pixels. One at a time; a later one replaces an earlier.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "shared/platform/files.h"

namespace portail::ui {

struct PreparedLogo {
    std::string png;
    Picture picture;
};

class LogoPreparation {
public:
    void start(platform::FileServices& services, platform::FilePtr file);
    [[nodiscard]] bool is_busy() const { return m_work && !m_work->result; }
    /// Once, when it is done.
    [[nodiscard]] std::optional<Result<PreparedLogo>> take();

private:
    struct Work {
        platform::FileServices& services;
        platform::FilePtr file;
        std::optional<Result<PreparedLogo>> result;
    };
    static void try_side(const std::shared_ptr<Work>& work, std::size_t attempt);

    std::shared_ptr<Work> m_work;
};

}  // namespace portail::ui
