// Closed appointments that no longer sync, as the server tells them on demand (GET /api/history): read, shown, and
// nowhere kept. The decoders take hostile input, as those of shared/sync/protocol.h do.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/clock.h"
#include "shared/base/json.h"
#include "shared/domain/appointment.h"

namespace portail {

namespace protocol_limits {
inline constexpr int appointments_in_a_history = 100;  ///< the most that `limit` may ask for
inline constexpr int default_appointments_in_a_history = 30;
}  // namespace protocol_limits

struct HistoryRequest {
    /// Where the last page ended.
    struct Mark {
        Milliseconds starts_at = 0;
        Id id;
    };
    Id customer_id;
    std::optional<Mark> before;  ///< nothing for the first page
    int limit = protocol_limits::default_appointments_in_a_history;
};

/// An appointment in the words of a list.
struct PastAppointment {
    Id id;
    Milliseconds starts_at = 0;
    Milliseconds ends_at = 0;
    AppointmentState state = AppointmentState::Done;
    std::string service_name;
    std::string vehicle_plate;
    std::string vehicle_name;  ///< make and model

    friend bool operator==(const PastAppointment&, const PastAppointment&) = default;
};

struct HistoryPage {
    std::vector<PastAppointment> appointments;  ///< the latest first
    bool more = false;
};

[[nodiscard]] std::string to_query(const HistoryRequest& request);
[[nodiscard]] Result<HistoryRequest> parse_history_request(const std::map<std::string, std::string>& parameters);

[[nodiscard]] Json to_json(const HistoryPage& page);
[[nodiscard]] Result<HistoryPage> parse_history_page(const Json& json);

}  // namespace portail
