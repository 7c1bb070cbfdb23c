// Offers to put the program on the home screen: a quiet card in the page, never a dialog, after something useful has
// happened (a booking, a second visit), until the person has answered. The preferences keep a button for later.
#pragma once

#include "shared/ui/app_context.h"
#include "shared/ui/ui.h"

namespace portail::ui {

/// Once in the life of each start of the program; a second one makes the offer worth it.
void count_visit(platform::HostServices& host);
/// Something useful was done, which makes the offer worth it.
void note_useful_moment(platform::HostServices& host);

/// The card, where it is time for it.
void install_offer(Ui& ui, AppContext& context);
/// The button (or what to do by hand) in the preferences, wherever the program is not installed and can be.
void install_preference(Ui& ui, AppContext& context);

}  // namespace portail::ui
