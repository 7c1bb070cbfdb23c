#include "shared/ui/older_appointments.h"

#include <algorithm>

#include "shared/ui/appointment_words.h"
#include "shared/ui/widgets.h"

namespace portail::ui {

void OlderAppointments::draw(Ui& ui, AppContext& context, const Id& customer_id,
                             std::span<const AppointmentView> shown) {
    if (!m_reading || m_customer_id != customer_id) {
        m_customer_id = customer_id;
        m_reading = std::make_shared<Reading>();
    }
    const Translator& words = context.words;
    draw_list(ui, context, shown);
    if (m_reading->has_ended) {
        text(ui, {.text = words.text("appointment.older_end"), .style = TextStyle::Muted, .key = "older_end"});
        return;
    }
    if (m_reading->error) {
        const std::string sentence = words.error(*m_reading->error);
        banner(ui, {.key = "older_error", .text = sentence, .tone = Tone::Danger, .is_assertive = true});
    }
    if (context.sync.connection != Connection::Online) {
        text(ui, {.text = words.text("appointment.older_offline"),
                  .style = TextStyle::Muted,
                  .icon = Icon::WifiOff,
                  .key = "older_offline"});
        return;
    }
    if (button(ui,
               {.key = "older", .label = words.text("appointment.show_older"), .is_busy = m_reading->is_under_way})) {
        read_on(context);
    }
}

void OlderAppointments::draw_list(Ui& ui, AppContext& context, std::span<const AppointmentView> shown) const {
    if (m_reading->appointments.empty()) return;
    list(ui, {.key = "older_list", .label = context.words.text("appointment.older")}, [&] {
        for (const PastAppointment& past : m_reading->appointments) {
            const bool is_shown = std::any_of(shown.begin(), shown.end(), [&](const AppointmentView& view) {
                return view.appointment.id == past.id;
            });
            if (is_shown) continue;
            const std::string date = context.format.date(context.format.day_of(past.starts_at));
            const std::string time = context.format.time(past.starts_at);
            const std::string& vehicle = past.vehicle_plate.empty() ? past.vehicle_name : past.vehicle_plate;
            const std::string detail = vehicle.empty() ? past.service_name : past.service_name + " · " + vehicle;
            const StateBadge state = state_badge(context.words, past.state);
            list_item(ui, {.key = past.id,
                           .title = date,
                           .detail = detail,
                           .trailing = time,
                           .badge = state.label,
                           .badge_tone = state.tone,
                           .is_pressable = false});
        }
    });
}

void OlderAppointments::read_on(AppContext& context) {
    HistoryRequest request;
    request.customer_id = m_customer_id;
    if (!m_reading->appointments.empty()) {
        const PastAppointment& last = m_reading->appointments.back();
        request.before = HistoryRequest::Mark{last.starts_at, last.id};
    }
    m_reading->is_under_way = true;
    m_reading->error.reset();
    // The screen, or the customer on it, may be another one when the answer comes.
    context.commands.read_history(request, [following =
                                                std::weak_ptr<Reading>{m_reading}](const Result<HistoryPage>& page) {
        const std::shared_ptr<Reading> reading = following.lock();
        if (!reading) return;
        reading->is_under_way = false;
        if (!page) {
            reading->error = page.error();
            return;
        }
        reading->appointments.insert(reading->appointments.end(), page->appointments.begin(), page->appointments.end());
        reading->has_ended = !page->more;
    });
}

}  // namespace portail::ui
