#include "shared/db/synced_tables.h"

#include <algorithm>

#include "shared/domain/scopes.h"

namespace portail {
namespace {

constexpr Milliseconds closed_appointment_window = 90 * day_ms;
// Nobody books the past, and what is moved or cancelled late is decided by the server, which has them all.
constexpr Milliseconds busy_interval_window = 7 * day_ms;

}  // namespace

std::span<const SyncedTable> synced_tables() {
    static const std::vector<SyncedTable> tables{
        {"organisations",
         {"id", "name", "phone", "email", "address", "currency", "language", "time_zone", "zone_transitions",
          "slot_step_minutes", "booking_notice_minutes", "booking_horizon_days", "accent_color", "country"},
         {scopes::everyone}},
        {"organisation_logos", {"id", "png"}, {scopes::everyone}},
        {"services",
         {"id", "name", "description", "duration_minutes", "price_minor_units", "position", "retired_at"},
         {scopes::everyone}},
        {"resources", {"id", "name", "capacity"}, {scopes::everyone}},
        {"opening_hours", {"id", "weekday", "opens_minute", "closes_minute"}, {scopes::everyone}},
        {"closures", {"id", "first_day", "last_day", "reason"}, {scopes::everyone}},
        {"busy_intervals",
         {"id", "resource_id", "starts_at", "ends_at", "units"},
         {scopes::everyone},
         SyncWindow{busy_interval_window}},
        {"staff_members", {"id", "name", "email", "role", "retired_at"}, {scopes::staff_agenda}},
        {"customers",
         {"id", "first_name", "last_name", "email", "phone", "language", "origin", "partner_id", "search_text",
          "created_at", "contact_changed_at", "contact_changed_by"},
         {scopes::staff_clients, "customer:{id}:link", "partner:{partner_id}"}},
        {"customer_notes", {"id", "customer_id", "staff_member_id", "body", "created_at"}, {scopes::staff_clients}},
        {"portal_links",
         {"id", "customer_id", "code", "created_at", "revoked_at", "paused_at", "last_used_at", "last_used_device",
          "last_used_address"},
         {scopes::staff_clients}},
        {"mails",
         {"id", "customer_id", "kind", "recipient", "language", "state", "problem", "last_error", "attempts",
          "next_attempt_at", "created_at", "sent_at"},
         {scopes::staff_clients}},
        {"vehicles",
         {"id", "customer_id", "partner_id", "plate", "make", "model", "created_at", "retired_at"},
         {scopes::staff_clients, "customer:{customer_id}:link", "partner:{partner_id}"}},
        {"appointments",
         {"id", "customer_id", "partner_id", "vehicle_id", "service_id", "resource_id", "busy_interval_id", "starts_at",
          "ends_at", "state", "note", "origin", "created_at", "updated_at"},
         {scopes::staff_agenda, "customer:{customer_id}:link", "partner:{partner_id}"},
         SyncWindow{closed_appointment_window, "state IN ('done', 'no_show', 'cancelled')"}},
    };
    return tables;
}

const SyncedTable* find_synced_table(std::string_view name) {
    const std::span<const SyncedTable> tables = synced_tables();
    const auto found =
        std::find_if(tables.begin(), tables.end(), [&](const SyncedTable& table) { return table.name == name; });
    return found == tables.end() ? nullptr : &*found;
}

Result<std::vector<std::string>> scopes_of_row(Database& database, const SyncedTable& table, std::string_view row_id) {
    struct Template {
        std::string_view before, column, after;
    };
    std::vector<Template> templates;
    std::string sql = "SELECT id";
    for (const std::string_view text : table.scope_templates) {
        const std::size_t open = text.find('{');
        if (open == std::string_view::npos) {
            templates.push_back({text, {}, {}});
            continue;
        }
        const std::size_t close = text.find('}', open);
        templates.push_back({text.substr(0, open), text.substr(open + 1, close - open - 1), text.substr(close + 1)});
        sql.append(", ").append(templates.back().column);
    }
    sql.append(" FROM ").append(table.name).append(" WHERE id = ?1");

    const auto read_scopes = [&](const Row& row) {
        std::vector<std::string> scopes;
        int column = 0;
        for (const Template& part : templates) {
            if (part.column.empty()) {
                scopes.emplace_back(part.before);
            } else if (const auto value = row.optional_text(++column)) {
                scopes.push_back(std::string{part.before} + *value + std::string{part.after});
            }
        }
        return scopes;
    };
    auto found = database.first(sql, read_scopes, row_id);
    if (!found) return found.error();
    return found->value_or(std::vector<std::string>{});
}

std::string long_past_condition(const SyncedTable& table, std::string_view cutoff_parameter) {
    std::string sql = "(ends_at < ";
    return sql.append(cutoff_parameter).append(" AND ").append(table.window->closed_when).append(")");
}

Result<bool> is_long_past(Database& database, const SyncedTable& table, std::string_view row_id, Milliseconds now) {
    if (!table.window) return false;
    const std::string sql =
        "SELECT COUNT(*) FROM " + std::string{table.name} + " WHERE id = ?1 AND " + long_past_condition(table, "?2");
    const Result<std::int64_t> count = database.integer(sql, row_id, now - table.window->kept_for);
    if (!count) return count.error();
    return *count == 1;
}

}  // namespace portail
