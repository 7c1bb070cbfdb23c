#include "tests/support/imgui_item_hooks.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <utility>

namespace {

std::vector<unsigned int> items;

}  // namespace

namespace portail::ui {

std::vector<unsigned int> take_imgui_items() {
    return std::exchange(items, {});
}

}  // namespace portail::ui

// The names and signatures are Dear ImGui's (imgui_internal.h, "Test Engine specific hooks").
void ImGuiTestEngineHook_ItemAdd(ImGuiContext*, ImGuiID id, const ImRect&, const ImGuiLastItemData*) {
    items.push_back(id);
}
void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, const char*, ImGuiItemStatusFlags) {}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) {
    return nullptr;
}
