// A booking that the shop could not take: what was chosen, why not, and the nearest free times, each of which books at
// once with everything else kept. Also for one that is still on its way but whose time has gone meanwhile.
#pragma once

#include <map>
#include <optional>

#include "shared/mutators/appointment_mutators.h"
#include "shared/ui/screen.h"
#include "shared/ui/screens/free_slots.h"

namespace portail::ui {

class RejectedBookings {
public:
    /// Reads again what the cards show. Call it when the data changed.
    [[nodiscard]] Result<void> load(AppContext& context);

    /// One card for each; `only` restricts it to the booking of this appointment.
    void draw(Ui& ui, AppContext& context, const std::optional<Id>& only = std::nullopt);
    [[nodiscard]] bool has(const Id& appointment_id) const { return m_bookings.count(appointment_id) > 0; }

private:
    struct Booking {
        RejectedChange change;
        BookAppointment args;
        std::string summary;  ///< "Vidange · ZH 123 456"
        std::vector<Slot> nearest;
        bool is_correctable = false;  ///< another time would do
    };
    void draw_card(Ui& ui, AppContext& context, const Booking& booking);

    std::map<Id, Booking> m_bookings;  ///< by appointment
    Submission m_submission;
    Id m_corrected;  ///< the booking that the submission is about
};

}  // namespace portail::ui
