#include "server/core/history.h"

#include <algorithm>
#include <limits>

#include "shared/db/synced_tables.h"
#include "shared/domain/scopes.h"
#include "shared/mutators/own_customer.h"
#include "shared/queries/appointment_queries.h"

namespace portail::server {
namespace {

PastAppointment in_a_list(AppointmentView&& view) {
    return {std::move(view.appointment.id), view.appointment.starts_at,   view.appointment.ends_at,
            view.appointment.state,         std::move(view.service_name), std::move(view.vehicle_plate),
            std::move(view.vehicle_name)};
}

/// By the one declaration of who sees what.
Result<bool> is_visible(Database& reader, const SyncedTable& table, const Id& id,
                        const std::vector<std::string>& held) {
    const Result<std::vector<std::string>> scopes = scopes_of_row(reader, table, id);
    if (!scopes) return scopes.error();
    return std::any_of(scopes->begin(), scopes->end(),
                       [&](const std::string& scope) { return std::binary_search(held.begin(), held.end(), scope); });
}

}  // namespace

Result<HistoryPage> read_history(Database& reader, const Actor& actor, const HistoryRequest& request,
                                 Milliseconds now) {
    PORTAIL_RETURN_IF_ERROR(require_own_customer(actor, request.customer_id));
    const SyncedTable& table = *find_synced_table("appointments");
    const HistoryRequest::Mark before =
        request.before.value_or(HistoryRequest::Mark{std::numeric_limits<Milliseconds>::max(), {}});
    const std::string sql =
        "SELECT id FROM appointments WHERE customer_id = ?1 AND " + long_past_condition(table, "?2") + R"sql(
          AND (starts_at < ?3 OR (starts_at = ?3 AND id < ?4))
        ORDER BY starts_at DESC, id DESC
    )sql";
    const Result<std::vector<Id>> ids = reader.rows(
        sql, [](const Row& row) { return row.text(0); }, request.customer_id, now - table.window->kept_for,
        before.starts_at, before.id);
    if (!ids) return ids.error();

    const std::vector<std::string> held = scopes_of(actor);
    HistoryPage page;
    for (const Id& id : *ids) {
        const Result<bool> visible = is_visible(reader, table, id, held);
        if (!visible) return visible.error();
        if (!*visible) continue;
        page.more = page.appointments.size() == static_cast<std::size_t>(request.limit);
        if (page.more) break;
        Result<std::optional<AppointmentView>> view = find_appointment(reader, id);
        if (!view) return view.error();
        if (*view) page.appointments.push_back(in_a_list(std::move(**view)));
    }
    return page;
}

}  // namespace portail::server
