// An appointment of the customer as a file for the calendar of the phone or the desk.
#pragma once

#include "shared/queries/appointment_queries.h"
#include "shared/ui/app_context.h"
#include "shared/ui/ui.h"

namespace portail::ui {

[[nodiscard]] std::string calendar_file_of(const AppContext& context, const AppointmentView& view);
/// Saves it where the person finds it, and says so.
void save_for_calendar(Ui& ui, AppContext& context, const AppointmentView& view);

}  // namespace portail::ui
