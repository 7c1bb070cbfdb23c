// The texts that a program carries: shared/i18n/<code>.json, the whole of it or what customers see (CMakeLists.txt).
#pragma once

#include <string_view>

#include "shared/i18n/language.h"

namespace portail {

/// A JSON object of keys and texts.
[[nodiscard]] std::string_view words_of(Language language);

}  // namespace portail
