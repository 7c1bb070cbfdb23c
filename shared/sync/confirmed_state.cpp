#include "shared/sync/confirmed_state.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "shared/db/synced_tables.h"

namespace portail {
namespace {

Value value_of(const Json& json) {
    if (json.is_string()) return Value{std::string_view{json.get_ref<const std::string&>()}};
    if (json.is_number_integer()) return Value{json.get<std::int64_t>()};
    if (json.is_number_float()) return Value{json.get<double>()};
    return Value{nullptr};
}

std::string put_statement(const SyncedTable& table) {
    std::string names, values, updates;
    for (std::size_t index = 0; index < table.columns.size(); ++index) {
        const std::string column{table.columns[index]};
        if (index > 0) {
            names += ", ";
            values += ", ";
            if (index > 1) updates += ", ";
            updates += column + " = excluded." + column;
        }
        names += column;
        values += "?" + std::to_string(index + 1);
    }
    return "INSERT INTO " + std::string{table.name} + " (" + names + ") VALUES (" + values +
           ") ON CONFLICT (id) DO UPDATE SET " + updates;
}

std::string delete_statement(const SyncedTable& table) {
    return "DELETE FROM " + std::string{table.name} + " WHERE id = ?1";
}

Result<void> put_row(Database& database, const std::string& statement, const Json& row) {
    std::vector<Value> values;
    values.reserve(row.size());
    for (const Json& value : row)
        values.push_back(value_of(value));
    return database.step_rows(statement, values, nullptr);
}

Result<void> apply_page(Database& database, const PullReply& reply) {
    for (const auto& [name, changes] : reply.changes) {
        const SyncedTable& table = *find_synced_table(name);
        const std::string remove = delete_statement(table);
        for (const Id& id : changes.deleted)
            PORTAIL_RETURN_IF_ERROR(database.run(remove, id));
        const std::string put = put_statement(table);
        for (const Json& row : changes.put)
            PORTAIL_RETURN_IF_ERROR(put_row(database, put, row));
    }
    return {};
}

Result<void> delete_all_rows(Database& database) {
    for (const SyncedTable& table : synced_tables()) {
        PORTAIL_RETURN_IF_ERROR(database.execute("DELETE FROM " + std::string{table.name}));
    }
    return {};
}

}  // namespace

Result<void> ConfirmedState::load(Database& database) {
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        INSERT INTO replica_state (id, epoch, cursor, client_id, last_mutation_id, synced_at, clock_offset,
                                   staged_cursor, staged_epoch, staged_is_reset)
        VALUES (1, '', '', '', 0, 0, 0, NULL, '', 0)
        ON CONFLICT (id) DO NOTHING
    )sql"));
    const auto loaded =
        database.first(R"sql(
        SELECT epoch, cursor, client_id, last_mutation_id, synced_at, clock_offset, staged_cursor, staged_epoch,
               staged_is_reset
        FROM replica_state
        WHERE id = 1
    )sql",
                       [&](const Row& row) {
                           m_epoch = row.text(0);
                           m_cursor = row.text(1);
                           m_confirmation = {row.text(2), row.integer(3), row.integer(4), row.integer(5)};
                           m_stored_synced_at = m_confirmation.synced_at;
                           m_staged_cursor = row.optional_text(6);
                           m_staged_epoch = row.text(7);
                           m_staged_is_reset = row.boolean(8);
                           return true;
                       });
    return loaded ? Result<void>{} : loaded.error();
}

Result<void> ConfirmedState::drop_rows(Database& database) {
    PORTAIL_RETURN_IF_ERROR(delete_all_rows(database));
    PORTAIL_RETURN_IF_ERROR(database.run("DELETE FROM staged_rows"));
    // The epoch stays: should the server have been restored meanwhile, that must be noticed.
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        UPDATE replica_state
        SET cursor = '', synced_at = 0, staged_cursor = NULL
        WHERE id = 1
    )sql"));
    return load(database);
}

Result<void> ConfirmedState::check(const PullReply& reply) const {
    if (!reply.reset && reply.epoch != pull_epoch() && !pull_epoch().empty()) {
        return internal("the server changed its epoch without a reset");
    }
    for (const auto& [name, changes] : reply.changes) {
        const SyncedTable* table = find_synced_table(name);
        if (table == nullptr) return internal("a page holds rows of an unknown table");
        const bool same_columns =
            std::equal(table->columns.begin(), table->columns.end(), changes.columns.begin(), changes.columns.end());
        if (!same_columns && !changes.put.empty()) return internal("a page holds unknown columns");
    }
    return {};
}

bool ConfirmedState::is_unchanged_by(const PullReply& reply, const Id& client_id) const {
    constexpr Milliseconds write_at_least_every = hour_ms;
    return reply.changes.empty() && !reply.more && !reply.reset && !has_staged() && reply.epoch == m_epoch &&
           reply.last_mutation_id == last_mutation_id(client_id) &&
           reply.server_time - m_stored_synced_at < write_at_least_every;
}

void ConfirmedState::note_unchanged(const PullReply& reply, Milliseconds clock_offset) {
    m_cursor = reply.cursor;
    m_confirmation.synced_at = reply.server_time;
    m_confirmation.clock_offset = clock_offset;
}

Result<void> ConfirmedState::stage(Database& database, const PullReply& reply) {
    const bool begins_anew = reply.reset || !has_staged();
    if (begins_anew) PORTAIL_RETURN_IF_ERROR(database.run("DELETE FROM staged_rows"));
    const auto stage_row = [&](const std::string& table, std::string_view id,
                               const std::optional<std::string>& values) {
        return database.run(R"sql(
            INSERT INTO staged_rows (table_name, row_id, row_values)
            VALUES (?1, ?2, ?3)
            ON CONFLICT (table_name, row_id) DO UPDATE SET row_values = excluded.row_values
        )sql",
                            table, id, values);
    };
    for (const auto& [table, changes] : reply.changes) {
        for (const Id& id : changes.deleted)
            PORTAIL_RETURN_IF_ERROR(stage_row(table, id, std::nullopt));
        for (const Json& row : changes.put) {
            PORTAIL_RETURN_IF_ERROR(stage_row(table, row[0].get_ref<const std::string&>(), to_text(row)));
        }
    }
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        UPDATE replica_state
        SET staged_cursor = ?1, staged_epoch = ?2, staged_is_reset = ?3
        WHERE id = 1
    )sql",
                                         reply.cursor, reply.epoch,
                                         reply.reset || (m_staged_is_reset && !begins_anew)));
    return load(database);
}

Result<void> ConfirmedState::drop_staged(Database& database) {
    PORTAIL_RETURN_IF_ERROR(database.run("DELETE FROM staged_rows"));
    PORTAIL_RETURN_IF_ERROR(database.run("UPDATE replica_state SET staged_cursor = NULL WHERE id = 1"));
    return load(database);
}

Result<void> ConfirmedState::apply_staged(Database& database) {
    struct Statements {
        std::string put, remove;
    };
    std::unordered_map<std::string, Statements> statements;
    for (const SyncedTable& table : synced_tables()) {
        statements.emplace(table.name, Statements{put_statement(table), delete_statement(table)});
    }
    Result<void> result;
    const std::function<bool(const Row&)> apply_row = [&](const Row& row) {
        const auto of_table = statements.find(row.text(0));
        if (of_table == statements.end()) {
            result = internal("rows of an unknown table are staged");
        } else if (row.is_null(2)) {
            result = database.run(of_table->second.remove, row.text(1));
        } else if (const auto values = parse_json(row.text(2)); values) {
            result = put_row(database, of_table->second.put, *values);
        } else {
            result = values.error();
        }
        return result.ok();
    };
    PORTAIL_RETURN_IF_ERROR(
        database.step_rows("SELECT table_name, row_id, row_values FROM staged_rows", {}, &apply_row));
    PORTAIL_RETURN_IF_ERROR(result);
    return database.run("DELETE FROM staged_rows");
}

Result<void> ConfirmedState::confirm(Database& database, const PullReply& reply, const Confirmation& confirmation) {
    const bool staged_counts = has_staged() && !reply.reset;
    if (reply.reset || m_cursor.empty() || (staged_counts && m_staged_is_reset)) {
        PORTAIL_RETURN_IF_ERROR(delete_all_rows(database));
    }
    if (staged_counts) PORTAIL_RETURN_IF_ERROR(apply_staged(database));
    if (has_staged() && reply.reset) PORTAIL_RETURN_IF_ERROR(database.run("DELETE FROM staged_rows"));
    PORTAIL_RETURN_IF_ERROR(apply_page(database, reply));
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        UPDATE replica_state
        SET epoch = ?1, cursor = ?2, client_id = ?3, last_mutation_id = ?4, synced_at = ?5, clock_offset = ?6,
            staged_cursor = NULL
        WHERE id = 1
    )sql",
                                         reply.epoch, reply.cursor, confirmation.client_id,
                                         confirmation.last_mutation_id, confirmation.synced_at,
                                         confirmation.clock_offset));
    return load(database);
}

}  // namespace portail
