// What every page of the portal has around its contents: the business's name, the state of the data, and the way
// around; and the pieces that several pages show.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/queries/appointment_queries.h"
#include "shared/ui/app_context.h"
#include "shared/ui/widgets.h"

namespace portail::ui {

struct PortalPageOptions {
    std::string_view key;
    std::string_view title;    ///< in the bar; empty: the business's name
    std::string_view back_to;  ///< a place: the page has an arrow, and no navigation
    bool has_back = false;
};
/// Draws the page and its first heading-sized things; `body` is inside the main area.
/// True when the arrow in the bar was pressed.
bool portal_page(Ui& ui, AppContext& context, const PortalPageOptions& options, Body body);

/// Tells what a query could not read; nothing where there is no problem.
void problem_banner(Ui& ui, AppContext& context, const std::optional<Error>& problem);

/// "VW Golf · ZH 123 456", whatever of it is known.
[[nodiscard]] std::string vehicle_label(std::string_view name, std::string_view plate);

/// One appointment as a row of a list. True when it was pressed.
bool appointment_item(Ui& ui, AppContext& context, const AppointmentView& view);

}  // namespace portail::ui
