// The screens of the staff programs, in the browser and on the desk, and their places.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "shared/base/calendar.h"
#include "shared/base/ids.h"
#include "shared/ui/router.h"
#include "shared/ui/sync_summary.h"

namespace portail::ui {

[[nodiscard]] std::span<const ScreenEntry> admin_screens();

[[nodiscard]] std::unique_ptr<Screen> make_admin_agenda();
[[nodiscard]] std::unique_ptr<Screen> make_admin_requests();
[[nodiscard]] std::unique_ptr<Screen> make_admin_book();
[[nodiscard]] std::unique_ptr<Screen> make_admin_clients();
[[nodiscard]] std::unique_ptr<Screen> make_admin_new_client();
[[nodiscard]] std::unique_ptr<Screen> make_admin_account();
[[nodiscard]] std::unique_ptr<Screen> make_admin_appearance();

namespace admin_places {
[[nodiscard]] Place agenda(DayNumber day, const Id& appointment = {});
[[nodiscard]] Place client(const Id& customer, const std::string& tab = {});
[[nodiscard]] Place book(const Id& customer = {});
}  // namespace admin_places

/// Where a refused change is put right; nothing where it can only be sent again or let go.
[[nodiscard]] std::optional<Place> admin_correction_place(const RejectedChange& change);

}  // namespace portail::ui
