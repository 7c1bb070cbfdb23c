// The names that an enumeration has in the database and on the wire, told once and read in both directions.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace portail {

template <class Enum, std::size_t Count>
class NameTable {
public:
    struct Entry {
        Enum value;
        std::string_view name;
    };

    constexpr NameTable(const Entry (&entries)[Count]) {
        for (std::size_t index = 0; index < Count; ++index)
            m_entries[index] = entries[index];
    }

    [[nodiscard]] constexpr std::string_view name(Enum value) const {
        for (const Entry& entry : m_entries) {
            if (entry.value == value) return entry.name;
        }
        return {};
    }

    [[nodiscard]] constexpr std::optional<Enum> value(std::string_view name) const {
        for (const Entry& entry : m_entries) {
            if (entry.name == name) return entry.value;
        }
        return std::nullopt;
    }

private:
    std::array<Entry, Count> m_entries{};
};

}  // namespace portail
