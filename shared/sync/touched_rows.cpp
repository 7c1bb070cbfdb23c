#include "shared/sync/touched_rows.h"

#include <utility>

namespace portail {
namespace {

std::string index_key(std::string_view table, std::string_view id) {
    std::string key;
    key.reserve(table.size() + id.size() + 1);
    key.append(table).append("/").append(id);
    return key;
}

}  // namespace

void TouchedRows::install(Database& database) {
    sqlite3_preupdate_hook(database.handle(), &row_changes, this);
}

void TouchedRows::begin() {
    m_running.clear();
    m_is_recording = true;
}

void TouchedRows::keep(const Id& mutation) {
    m_is_recording = false;
    m_by_mutation[mutation] = {std::exchange(m_running, {}), false};
    m_is_indexed = false;
}

void TouchedRows::cut_back(const Id& mutation) {
    m_is_recording = false;
    m_running.clear();
    const auto known = m_by_mutation.find(mutation);
    if (known == m_by_mutation.end() || known->second.is_uncertain) return;
    known->second.is_uncertain = true;
    m_is_indexed = false;
}

void TouchedRows::forget(const Id& mutation) {
    if (m_by_mutation.erase(mutation) > 0) m_is_indexed = false;
}

RowState TouchedRows::state_of(std::string_view table, std::string_view id) const {
    build_index();
    if (m_states.empty()) return RowState::Confirmed;
    const auto found = m_states.find(index_key(table, id));
    return found == m_states.end() ? RowState::Confirmed : found->second;
}

std::optional<Id> TouchedRows::creator_of(std::string_view row_id) const {
    build_index();
    const auto found = m_creators.find(Id{row_id});
    if (found == m_creators.end()) return std::nullopt;
    return found->second;
}

void TouchedRows::build_index() const {
    if (m_is_indexed) return;
    m_states.clear();
    m_creators.clear();
    for (const auto& [mutation, touch] : m_by_mutation) {
        for (const TouchedRow& row : touch.rows) {
            RowState& state = m_states.try_emplace(index_key(row.table->name, row.id), RowState::Pending).first->second;
            if (touch.is_uncertain) state = RowState::Uncertain;
            if (row.is_new) m_creators.emplace(row.id, mutation);
        }
    }
    m_is_indexed = true;
}

void TouchedRows::row_changes(void* self, sqlite3* handle, int operation, const char* /*database_name*/,
                              const char* table_name, sqlite3_int64 /*old_row*/, sqlite3_int64 /*new_row*/) {
    auto& rows = *static_cast<TouchedRows*>(self);
    if (!rows.m_is_recording) return;
    // Column 0 of every synced table is its id; an UPDATE that changes the id touches two rows.
    sqlite3_value* id = nullptr;
    if (operation != SQLITE_INSERT && sqlite3_preupdate_old(handle, 0, &id) == SQLITE_OK) {
        rows.note(table_name, id, false);
    }
    if (operation != SQLITE_DELETE && sqlite3_preupdate_new(handle, 0, &id) == SQLITE_OK) {
        rows.note(table_name, id, operation == SQLITE_INSERT);
    }
}

void TouchedRows::note(std::string_view table_name, sqlite3_value* id, bool is_new) {
    const SyncedTable* table = find_synced_table(table_name);
    const unsigned char* text = sqlite3_value_text(id);
    if (table == nullptr || text == nullptr) return;
    std::string name(reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_value_bytes(id)));
    const bool is_known = !m_running.empty() && m_running.back().table == table && m_running.back().id == name;
    if (!is_known) m_running.push_back({table, std::move(name), is_new});
}

}  // namespace portail
