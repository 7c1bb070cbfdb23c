// The words that widgets say by themselves, in the language of the application.
#pragma once

#include "shared/i18n/translator.h"
#include "shared/ui/words.h"

namespace portail::ui {

[[nodiscard]] Words widget_words(const Translator& translator);

}  // namespace portail::ui
