// What a queued or refused change is, in words: "Rendez-vous", "mardi 24 novembre à 14:30".
#pragma once

#include <string>
#include <string_view>

#include "shared/base/json.h"
#include "shared/i18n/format.h"
#include "shared/i18n/translator.h"

namespace portail::ui {

struct ChangeDescription {
    std::string title;
    std::string detail;  ///< what tells it from others of its kind; may be empty
};
/// `name` and `args` are those of a mutator; arguments that cannot be read are left out.
[[nodiscard]] ChangeDescription describe_change(const Translator& words, const Formatter& format, std::string_view name,
                                                const Json& args);

}  // namespace portail::ui
