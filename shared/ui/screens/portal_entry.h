// How a customer comes in: by the personal link, "/c/CODE". The code is exchanged for a session; this device remembers
// whose portal it was, with a fingerprint of the code that is too short to lead back to it, so that the same link opens
// the portal without a network and another one never shows it. "/c/me" and "/" open the portal of who was here last.
#pragma once

#include <memory>

#include "shared/ui/session_entry.h"

namespace portail::ui {

[[nodiscard]] std::unique_ptr<SessionEntry> make_portal_entry(const EntryContext& context);

}  // namespace portail::ui
