#include "shared/db/database.h"

namespace portail {

std::string_view Row::text_view(int column) const {
    const unsigned char* text = sqlite3_column_text(m_statement, column);
    if (text == nullptr) return {};
    return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

bool Row::is_null(int column) const {
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

std::optional<std::string> Row::optional_text(int column) const {
    if (is_null(column)) return std::nullopt;
    return text(column);
}

std::optional<std::int64_t> Row::optional_integer(int column) const {
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

int Value::bind(sqlite3_stmt* statement, int parameter) const {
    switch (m_kind) {
        case Kind::Null:
            return sqlite3_bind_null(statement, parameter);
        case Kind::Integer:
            return sqlite3_bind_int64(statement, parameter, m_integer);
        case Kind::Real:
            return sqlite3_bind_double(statement, parameter, m_real);
        case Kind::Text:
            break;
    }
    // An empty view may have no address, which SQLite would bind as NULL.
    const char* text = m_text.data() == nullptr ? "" : m_text.data();
    return sqlite3_bind_text64(statement, parameter, text, m_text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

Result<Database> Database::open(const std::string& path, const DatabaseOptions& options) {
    sqlite3* handle = nullptr;
    const int mode = options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    const int code = sqlite3_open_v2(path.c_str(), &handle, mode | SQLITE_OPEN_EXRESCODE,
                                     options.vfs.empty() ? nullptr : options.vfs.c_str());
    Database database{handle};
    if (code != SQLITE_OK) return database.error_of(code, "open");
    return database;
}

Result<void> Database::execute(std::string_view sql) {
    const std::string text{sql};
    const int code = sqlite3_exec(m_handle.get(), text.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return error_of(code, sql);
    return {};
}

Result<Database::StatementPointer> Database::take_statement(std::string_view sql) {
    auto& idle = m_idle_statements[std::string{sql}];
    if (!idle.empty()) {
        StatementPointer statement = std::move(idle.back());
        idle.pop_back();
        return statement;
    }
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v3(m_handle.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    if (code != SQLITE_OK) return error_of(code, sql);
    return StatementPointer{prepared};
}

Result<void> Database::step_rows(std::string_view sql, std::span<const Value> values,
                                 const std::function<bool(const Row&)>* read) {
    Result<StatementPointer> taken = take_statement(sql);
    if (!taken) return taken.error();
    StatementPointer statement = std::move(*taken);
    int code = SQLITE_OK;
    for (std::size_t index = 0; index < values.size() && code == SQLITE_OK; ++index) {
        code = values[index].bind(statement.get(), static_cast<int>(index) + 1);
    }
    if (code == SQLITE_OK) code = sqlite3_step(statement.get());
    while (code == SQLITE_ROW) {
        if (read != nullptr && !(*read)(Row{statement.get()})) {
            code = SQLITE_DONE;
            break;
        }
        code = sqlite3_step(statement.get());
    }
    Result<void> result;
    if (code != SQLITE_DONE) result = error_of(code, sql);
    sqlite3_reset(statement.get());
    sqlite3_clear_bindings(statement.get());
    m_idle_statements[std::string{sql}].push_back(std::move(statement));
    return result;
}

void Database::reset_statements() {
    for (sqlite3_stmt* statement = sqlite3_next_stmt(m_handle.get(), nullptr); statement != nullptr;
         statement = sqlite3_next_stmt(m_handle.get(), statement)) {
        sqlite3_reset(statement);
    }
}

Error Database::error_of(int code, std::string_view sql) const {
    const int primary = code & 0xff;
    std::string detail = m_handle ? sqlite3_errmsg(m_handle.get()) : sqlite3_errstr(code);
    detail += " [" + std::to_string(code) + "] in: " + std::string{sql.substr(0, 200)};
    switch (primary) {
        case SQLITE_FULL:
            return {ErrorCode::Unavailable, disk_full_key, {}, {}, std::move(detail)};
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_IOERR:
        case SQLITE_NOMEM:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_INTERRUPT:
            return unavailable(std::move(detail));
        case SQLITE_CONSTRAINT: {
            Error error = conflict("error.already_exists");
            error.detail = std::move(detail);
            return error;
        }
        default:
            return internal(std::move(detail));
    }
}

Result<Savepoint> Savepoint::begin(Database& database, std::string name) {
    PORTAIL_RETURN_IF_ERROR(database.execute("SAVEPOINT " + name));
    return Savepoint{database, std::move(name)};
}

Savepoint::Savepoint(Savepoint&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr)), m_name(std::move(other.m_name)) {}

Savepoint::~Savepoint() {
    // Nobody is left to tell; a transaction that SQLite has ended by itself has no savepoint any more.
    if (m_database != nullptr) static_cast<void>(roll_back());
}

Result<void> Savepoint::release() {
    Database& database = *std::exchange(m_database, nullptr);
    return database.execute("RELEASE " + m_name);
}

Result<void> Savepoint::roll_back() {
    Database& database = *std::exchange(m_database, nullptr);
    return database.execute("ROLLBACK TO " + m_name + "; RELEASE " + m_name);
}

}  // namespace portail
