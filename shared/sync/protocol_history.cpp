#include "shared/sync/protocol_history.h"

#include "shared/sync/query_number.h"

namespace portail {
namespace {

constexpr Milliseconds latest_time = 7'258'118'400'000;  // 2200-01-01
constexpr std::size_t longest_name = 4 * 1024;

using Parameters = std::map<std::string, std::string>;

Result<Id> parse_id(const Parameters& parameters, const std::string& name) {
    const auto found = parameters.find(name);
    if (found == parameters.end() || !is_id(found->second)) return invalid(name, "error.not_an_id");
    return found->second;
}

Json to_json(const PastAppointment& appointment) {
    return {{"id", appointment.id},
            {"starts_at", appointment.starts_at},
            {"ends_at", appointment.ends_at},
            {"state", to_string(appointment.state)},
            {"service_name", appointment.service_name},
            {"vehicle_plate", appointment.vehicle_plate},
            {"vehicle_name", appointment.vehicle_name}};
}

Result<PastAppointment> parse_past_appointment(const Json& json) {
    const JsonReader reader{json};
    PastAppointment appointment;
    auto id = reader.id("id");
    if (!id) return id.error();
    appointment.id = std::move(*id);
    const auto starts_at = reader.integer("starts_at", 0, latest_time);
    if (!starts_at) return starts_at.error();
    appointment.starts_at = *starts_at;
    const auto ends_at = reader.integer("ends_at", 0, latest_time);
    if (!ends_at) return ends_at.error();
    appointment.ends_at = *ends_at;
    const auto state_name = reader.text("state", longest_name);
    if (!state_name) return state_name.error();
    const auto state = appointment_state_from_string(*state_name);
    if (!state) return invalid("state", "error.malformed");
    appointment.state = *state;
    for (const auto& [name, text] :
         {std::pair{"service_name", &appointment.service_name}, std::pair{"vehicle_plate", &appointment.vehicle_plate},
          std::pair{"vehicle_name", &appointment.vehicle_name}}) {
        auto read = reader.text(name, longest_name);
        if (!read) return read.error();
        *text = std::move(*read);
    }
    return appointment;
}

}  // namespace

std::string to_query(const HistoryRequest& request) {
    std::string query = "customer_id=" + request.customer_id + "&limit=" + std::to_string(request.limit);
    if (request.before) {
        query += "&before=" + std::to_string(request.before->starts_at) + "&before_id=" + request.before->id;
    }
    return query;
}

Result<HistoryRequest> parse_history_request(const Parameters& parameters) {
    HistoryRequest request;
    Result<Id> customer_id = parse_id(parameters, "customer_id");
    if (!customer_id) return customer_id.error();
    request.customer_id = std::move(*customer_id);
    if (const auto limit = parameters.find("limit"); limit != parameters.end()) {
        const auto number = parse_query_number("limit", limit->second, 1, protocol_limits::appointments_in_a_history);
        if (!number) return number.error();
        request.limit = static_cast<int>(*number);
    }
    if (const auto before = parameters.find("before"); before != parameters.end()) {
        const auto starts_at = parse_query_number("before", before->second, 0, latest_time);
        if (!starts_at) return starts_at.error();
        Result<Id> id = parse_id(parameters, "before_id");
        if (!id) return id.error();
        request.before = HistoryRequest::Mark{*starts_at, std::move(*id)};
    }
    return request;
}

Json to_json(const HistoryPage& page) {
    Json appointments = Json::array();
    for (const PastAppointment& appointment : page.appointments)
        appointments.push_back(to_json(appointment));
    return {{"appointments", std::move(appointments)}, {"more", page.more}};
}

Result<HistoryPage> parse_history_page(const Json& json) {
    const JsonReader reader{json};
    const auto appointments = reader.array("appointments", protocol_limits::appointments_in_a_history);
    if (!appointments) return appointments.error();
    const auto more = reader.boolean("more");
    if (!more) return more.error();
    HistoryPage page;
    page.more = *more;
    for (const Json& entry : **appointments) {
        auto appointment = parse_past_appointment(entry);
        if (!appointment) return appointment.error();
        page.appointments.push_back(std::move(*appointment));
    }
    return page;
}

}  // namespace portail
