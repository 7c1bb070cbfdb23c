// What was typed and not yet saved. Every text field takes part by itself (passwords, codes and searches do not), so that
// a form that is left half filled can be brought back: by Forward, by a reload, or by the person who is told. The
// application keeps the values with the place where they were typed, and forgets them when a change is submitted.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "shared/ui/semantics.h"

namespace portail::ui {

class Drafts {
public:
    using Values = std::map<std::string, std::string>;  ///< by the path of the field

    // --- for the text field --------------------------------------------------------------------------------------
    /// What the person had typed here before; once.
    [[nodiscard]] std::optional<std::string> take_restored(const std::string& path);
    void typed(NodeId id, const std::string& path, const std::string& value);
    void drawn(NodeId id, const std::string& value);
    [[nodiscard]] bool has_restored() const { return !m_restored.empty(); }

    // --- for the application -------------------------------------------------------------------------------------
    void begin_frame() { ++m_frame; }
    /// Fields with these paths are filled when they are drawn next.
    void restore(Values values) { m_restored = std::move(values); }
    [[nodiscard]] Values values() const;
    /// Removes and returns what no field shows any more.
    [[nodiscard]] Values take_lost();
    void clear();

private:
    struct Draft {
        std::string path;
        std::string value;
        std::int64_t seen_in_frame = 0;  ///< with this value
    };
    std::int64_t m_frame = 0;
    std::unordered_map<NodeId, Draft> m_live;
    Values m_restored;
};

}  // namespace portail::ui
