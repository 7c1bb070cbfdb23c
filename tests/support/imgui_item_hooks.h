// What Dear ImGui's test hooks report: the id of every item that it could interact with. The hooks are compiled into
// the library when tests are built, and silent unless a context asks for them.
#pragma once

#include <vector>

namespace portail::ui {

/// The ids since the last call, windows included.
[[nodiscard]] std::vector<unsigned int> take_imgui_items();

}  // namespace portail::ui
