#include "shared/ui/appointment_file.h"

#include "shared/domain/calendar_event.h"

namespace portail::ui {

std::string calendar_file_of(const AppContext& context, const AppointmentView& view) {
    const Appointment& appointment = view.appointment;
    const Organisation& shop = context.organisation;
    std::string description = view.vehicle_plate;
    if (!shop.phone.empty()) description += (description.empty() ? "" : "\n") + shop.phone;
    return to_icalendar({.id = appointment.id,
                         .starts_at = appointment.starts_at,
                         .ends_at = appointment.ends_at,
                         .changed_at = appointment.updated_at,
                         .is_confirmed = appointment.state == AppointmentState::Confirmed,
                         .summary = view.service_name + ", " + shop.name,
                         .location = shop.address,
                         .description = description});
}

void save_for_calendar(Ui& ui, AppContext& context, const AppointmentView& view) {
    const Translator& words = context.words;
    const DayNumber day = context.organisation.zone.local(view.appointment.starts_at).day;
    const std::string name = words.text("portal.appointment.file_name") + " " + to_iso_date(day) + ".ics";
    context.host.files().save({name, "text/calendar", calendar_file_of(context, view)},
                              [&ui, &words](const Result<std::string>& saved) {
                                  if (saved) {
                                      ui.show_toast({.text = words.text("portal.appointment.calendar_saved")});
                                  } else {
                                      ui.show_toast({.text = words.error(saved.error()), .tone = Tone::Danger});
                                  }
                                  ui.request_frames();
                              });
}

}  // namespace portail::ui
