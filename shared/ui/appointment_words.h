// What the screens of customers and staff say about an appointment's state.
#pragma once

#include <string>

#include "shared/domain/appointment.h"
#include "shared/i18n/translator.h"
#include "shared/ui/theme.h"

namespace portail::ui {

struct StateBadge {
    std::string label;  ///< "à confirmer"
    Tone tone = Tone::Neutral;
};
[[nodiscard]] StateBadge state_badge(const Translator& words, AppointmentState state);

}  // namespace portail::ui
