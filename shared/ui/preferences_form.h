// What a person may choose for this device: the language and the size of the text.
#pragma once

#include "shared/ui/app_context.h"
#include "shared/ui/ui.h"

namespace portail::ui {

void preferences_form(Ui& ui, AppContext& context);

}  // namespace portail::ui
