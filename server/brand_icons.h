// The icons of the business, drawn when they are first asked for and kept until its logo or its colour changes. Safe
// from any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "shared/base/result.h"
#include "shared/images/app_icon.h"

namespace portail::server {

class BrandIcons {
public:
    /// A PNG. `logo` is the bytes of one, or empty; `accent` 0xRRGGBB.
    [[nodiscard]] Result<std::shared_ptr<const std::string>> find(int side, IconShape shape, std::uint32_t accent,
                                                                  const std::string& logo);

private:
    using Key = std::pair<int, IconShape>;

    std::mutex m_mutex;
    std::uint32_t m_accent = 0;
    std::string m_logo;
    std::map<Key, std::shared_ptr<const std::string>> m_icons;  ///< of that colour and logo
};

}  // namespace portail::server
