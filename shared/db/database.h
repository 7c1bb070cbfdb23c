// One SQLite connection, used by one thread. Every value is bound, prepared statements are kept and reset after use,
// and a failure names the statement in Error::detail. Which failures may be tried again is decided here and nowhere
// else: busy, full disk, I/O and lack of memory become ErrorCode::Unavailable; a violated constraint is a Conflict;
// everything else is Internal.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "shared/base/result.h"

namespace portail {

/// Error::key when the disk is full: told apart from the other failures that may be tried again.
inline constexpr const char* disk_full_key = "error.disk_full";

/// The present row of a running query; columns count from 0. Lives as long as the callback that it is given to.
class Row {
public:
    explicit Row(sqlite3_stmt* statement) : m_statement(statement) {}

    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(m_statement, column); }
    [[nodiscard]] int small_integer(int column) const { return sqlite3_column_int(m_statement, column); }
    [[nodiscard]] bool boolean(int column) const { return sqlite3_column_int(m_statement, column) != 0; }
    [[nodiscard]] double real(int column) const { return sqlite3_column_double(m_statement, column); }
    [[nodiscard]] std::string text(int column) const { return std::string{text_view(column)}; }
    [[nodiscard]] std::string_view text_view(int column) const;  ///< until the query's next row
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::optional<std::string> optional_text(int column) const;
    [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const;
    [[nodiscard]] int column_count() const { return sqlite3_column_count(m_statement); }
    [[nodiscard]] int type(int column) const { return sqlite3_column_type(m_statement, column); }

private:
    sqlite3_stmt* m_statement;
};

/// A value to bind: null, integer, real or text.
class Value {
public:
    Value(std::nullptr_t) {}
    Value(double number) : m_kind(Kind::Real), m_real(number) {}
    Value(std::string_view text) : m_kind(Kind::Text), m_text(text) {}
    Value(const std::string& text) : Value(std::string_view{text}) {}
    Value(const char* text) : Value(std::string_view{text}) {}
    template <class Integer>
    requires std::is_integral_v<Integer> Value(Integer number)
        : m_kind(Kind::Integer), m_integer(static_cast<std::int64_t>(number)) {}
    template <class T>
    Value(const std::optional<T>& value) : Value(value ? Value(*value) : Value(nullptr)) {}

    [[nodiscard]] int bind(sqlite3_stmt* statement, int parameter) const;

private:
    enum class Kind : std::uint8_t { Null, Integer, Real, Text };
    Kind m_kind = Kind::Null;
    std::int64_t m_integer = 0;
    double m_real = 0;
    std::string_view m_text;  // bound without a copy: the caller's text outlives the statement's run
};

struct DatabaseOptions {
    bool read_only = false;
    std::string vfs;  ///< empty for the default one
};

class Database {
public:
    /// `path` as SQLite takes it; ":memory:" for one without a file.
    [[nodiscard]] static Result<Database> open(const std::string& path, const DatabaseOptions& options = {});

    Database(Database&&) noexcept = default;
    Database& operator=(Database&&) noexcept = default;

    /// One or more statements without parameters whose rows, if any, are not wanted.
    [[nodiscard]] Result<void> execute(std::string_view sql);

    /// One statement that returns no rows.
    template <class... Values>
    [[nodiscard]] Result<void> run(std::string_view sql, const Values&... values) {
        const Value bound[] = {Value(values)..., Value(nullptr)};
        return step_rows(sql, {bound, sizeof...(Values)}, nullptr);
    }

    /// Calls `read(const Row&)` for each row; `read` returns what is collected.
    template <class Read, class... Values>
    [[nodiscard]] auto rows(std::string_view sql, Read read, const Values&... values)
        -> Result<std::vector<std::invoke_result_t<Read, const Row&>>> {
        std::vector<std::invoke_result_t<Read, const Row&>> collected;
        const Value bound[] = {Value(values)..., Value(nullptr)};
        const std::function<bool(const Row&)> collect = [&](const Row& row) {
            collected.push_back(read(row));
            return true;
        };
        PORTAIL_RETURN_IF_ERROR(step_rows(sql, {bound, sizeof...(Values)}, &collect));
        return collected;
    }

    /// The first row, or nothing.
    template <class Read, class... Values>
    [[nodiscard]] auto first(std::string_view sql, Read read, const Values&... values)
        -> Result<std::optional<std::invoke_result_t<Read, const Row&>>> {
        std::optional<std::invoke_result_t<Read, const Row&>> found;
        const Value bound[] = {Value(values)..., Value(nullptr)};
        const std::function<bool(const Row&)> take = [&](const Row& row) {
            found.emplace(read(row));
            return false;
        };
        PORTAIL_RETURN_IF_ERROR(step_rows(sql, {bound, sizeof...(Values)}, &take));
        return found;
    }

    /// The first column of the first row as an integer; 0 where there is no row.
    template <class... Values>
    [[nodiscard]] Result<std::int64_t> integer(std::string_view sql, const Values&... values) {
        auto found = first(
            sql, [](const Row& row) { return row.integer(0); }, values...);
        if (!found) return found.error();
        return found->value_or(0);
    }

    /// Binds a list that is known only at run time. `read` may be null and returns false to stop.
    [[nodiscard]] Result<void> step_rows(std::string_view sql, std::span<const Value> values,
                                         const std::function<bool(const Row&)>* read);

    /// Rows changed by the last INSERT, UPDATE or DELETE.
    [[nodiscard]] std::int64_t changes() const { return sqlite3_changes64(m_handle.get()); }
    /// False when SQLite has ended the transaction, which it may do by itself after some errors.
    [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(m_handle.get()) == 0; }
    /// Resets every kept statement: a live SELECT would survive a roll-back and go on over new rows.
    void reset_statements();
    [[nodiscard]] sqlite3* handle() const { return m_handle.get(); }

private:
    struct CloseConnection {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    struct FinalizeStatement {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    using StatementPointer = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

    explicit Database(sqlite3* handle) : m_handle(handle) {}
    [[nodiscard]] Result<StatementPointer> take_statement(std::string_view sql);
    [[nodiscard]] Error error_of(int code, std::string_view sql) const;

    std::unique_ptr<sqlite3, CloseConnection> m_handle;  // outlives the statements below
    std::unordered_map<std::string, std::vector<StatementPointer>> m_idle_statements;
};

/// A savepoint that is rolled back unless it is released. The names may nest.
class Savepoint {
public:
    [[nodiscard]] static Result<Savepoint> begin(Database& database, std::string name);
    Savepoint(Savepoint&& other) noexcept;
    Savepoint& operator=(Savepoint&&) = delete;
    ~Savepoint();

    [[nodiscard]] Result<void> release();
    [[nodiscard]] Result<void> roll_back();

private:
    Savepoint(Database& database, std::string name) : m_database(&database), m_name(std::move(name)) {}
    Database* m_database;
    std::string m_name;
};

}  // namespace portail
