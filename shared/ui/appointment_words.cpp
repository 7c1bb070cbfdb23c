#include "shared/ui/appointment_words.h"

namespace portail::ui {
namespace {

Tone tone_of(AppointmentState state) {
    switch (state) {
        case AppointmentState::Requested:
            return Tone::Warning;
        case AppointmentState::Confirmed:
            return Tone::Success;
        case AppointmentState::Done:
            return Tone::Neutral;
        case AppointmentState::NoShow:
            return Tone::Danger;
        case AppointmentState::Cancelled:
            return Tone::Neutral;
    }
    return Tone::Neutral;
}

}  // namespace

StateBadge state_badge(const Translator& words, AppointmentState state) {
    return {words.text("appointment.state." + std::string{to_string(state)}), tone_of(state)};
}

}  // namespace portail::ui
