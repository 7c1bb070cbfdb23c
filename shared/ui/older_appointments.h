// The closed appointments of a customer that are too old to be on this device: a button below the list reads them from
// the server, a page at a time. They can be looked at and nothing else, and are forgotten with the screen.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "shared/queries/appointment_queries.h"
#include "shared/sync/protocol_history.h"
#include "shared/ui/app_context.h"
#include "shared/ui/ui.h"

namespace portail::ui {

class OlderAppointments {
public:
    /// What has been read of that customer so far, and the way to more. What is in `shown` is not drawn again.
    void draw(Ui& ui, AppContext& context, const Id& customer_id, std::span<const AppointmentView> shown);

private:
    struct Reading {
        std::vector<PastAppointment> appointments;
        std::optional<Error> error;
        bool is_under_way = false;
        bool has_ended = false;  ///< there is nothing older
    };
    void read_on(AppContext& context);
    void draw_list(Ui& ui, AppContext& context, std::span<const AppointmentView> shown) const;

    Id m_customer_id;
    std::shared_ptr<Reading> m_reading;
};

}  // namespace portail::ui
