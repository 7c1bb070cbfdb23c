// What many rows of the contract do: the tables, the statements and the steps that they share.
#pragma once

#include <string>
#include <string_view>

#include "tests/contract/script.h"

namespace portail::contract {

inline constexpr std::string_view tab = "tab";
inline constexpr std::string_view other_tab = "other tab";

inline constexpr const char* make_changes = R"(
    CREATE TABLE changes (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL) STRICT)";
inline constexpr const char* make_rows = R"(
    CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT)";
inline constexpr const char* count_changes = "SELECT count(*) FROM changes";
inline constexpr const char* count_rows = "SELECT count(*) FROM rows";
inline constexpr const char* count_tables = "SELECT count(*) FROM sqlite_schema";

inline std::string add_change(std::string_view text) {
    return "INSERT INTO changes (text) VALUES ('" + std::string{text} + "')";
}

/// `count` rows of about `bytes` each, numbered from `first`.
inline std::string add_rows(int first, int count, int bytes) {
    return "WITH RECURSIVE n (id) AS (SELECT " + std::to_string(first) + " UNION ALL SELECT id + 1 FROM n WHERE id < " +
           std::to_string(first + count - 1) + ") INSERT INTO rows (id, text) SELECT id, hex(randomblob(" +
           std::to_string(bytes / 2) + ")) FROM n";
}

inline void open_with_tables(Script& script, Script::WindowName window) {
    script.open(window);
    script.run(window, Which::Outbox, make_changes);
    script.run(window, Which::Replica, make_rows);
}

inline void reopen(Script& script, Script::WindowName window) {
    script.crash(window);
    script.open(window);
    script.expect_sound(window);
}

}  // namespace portail::contract
