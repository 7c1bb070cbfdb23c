// What a person may choose for this device: the language and the size of the text.
#pragma once

#include <functional>
#include <string_view>

#include "shared/ui/app_context.h"
#include "shared/ui/ui.h"

namespace portail::ui {

void preferences_form(Ui& ui, AppContext& context);

/// The language alone, for who is not signed in yet.
void language_choice(Ui& ui, const Translator& words, const std::function<void(std::string_view code)>& use_language);

}  // namespace portail::ui
