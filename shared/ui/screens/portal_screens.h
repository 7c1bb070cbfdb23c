// The screens of the customers' portal, and their places. Links that leave the portal (an e-mail, a bookmark) name
// these places too: they are kept for good.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "shared/ui/router.h"
#include "shared/ui/sync_summary.h"

namespace portail::ui {

[[nodiscard]] std::span<const ScreenEntry> portal_screens();

[[nodiscard]] std::unique_ptr<Screen> make_portal_home();
[[nodiscard]] std::unique_ptr<Screen> make_portal_book();
[[nodiscard]] std::unique_ptr<Screen> make_portal_booked();
[[nodiscard]] std::unique_ptr<Screen> make_portal_appointment();
[[nodiscard]] std::unique_ptr<Screen> make_portal_move();
[[nodiscard]] std::unique_ptr<Screen> make_portal_history();
[[nodiscard]] std::unique_ptr<Screen> make_portal_vehicles();
[[nodiscard]] std::unique_ptr<Screen> make_portal_vehicle();
[[nodiscard]] std::unique_ptr<Screen> make_portal_vehicle_form();
[[nodiscard]] std::unique_ptr<Screen> make_portal_details();

/// Where a refused change is put right; nothing where it can only be sent again or let go.
[[nodiscard]] std::optional<Place> portal_correction_place(const RejectedChange& change);

}  // namespace portail::ui
