// How staff come in: with e-mail and password. The first sign-in on a device needs the network; after it the program
// opens without one, for as long as the session is remembered. One-time credentials are changed before anything else.
#pragma once

#include <memory>

#include "shared/ui/session_entry.h"

namespace portail::ui {

inline constexpr std::string_view admin_base = "/admin";  ///< what stands before every place in a browser

[[nodiscard]] std::unique_ptr<SessionEntry> make_admin_entry(const EntryContext& context);  ///< in a browser
[[nodiscard]] std::unique_ptr<SessionEntry> make_desk_entry(const EntryContext& context);   ///< without a base

}  // namespace portail::ui
