#include "native/screen_description.h"

#include <unistd.h>

#include <array>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "shared/base/json.h"

namespace portail {
namespace {

constexpr auto state_names = std::to_array<std::pair<ui::State, std::string_view>>({
    {ui::State::Disabled, "disabled"},
    {ui::State::Required, "required"},
    {ui::State::Invalid, "invalid"},
    {ui::State::Checked, "checked"},
    {ui::State::Selected, "selected"},
    {ui::State::Expanded, "expanded"},
    {ui::State::Collapsed, "collapsed"},
    {ui::State::Busy, "busy"},
    {ui::State::ReadOnly, "read_only"},
    {ui::State::Current, "current"},
    {ui::State::Modal, "modal"},
    {ui::State::Focusable, "focusable"},
    {ui::State::Mixed, "mixed"},
    {ui::State::Pressed, "pressed"},
    {ui::State::SortedAscending, "sorted_ascending"},
    {ui::State::SortedDescending, "sorted_descending"},
    {ui::State::Assertive, "assertive"},
});

Json states_of(const ui::Node& node) {
    Json states = Json::array();
    for (const auto& [state, name] : state_names) {
        if (has(node.state, state)) states.push_back(std::string{name});
    }
    return states;
}

Json rect_of(const ui::Node& node, float pixel_ratio) {
    if (!node.is_visible()) return nullptr;
    const ui::Rect seen = node.rect.intersection(node.clip);
    return {seen.x * pixel_ratio, seen.y * pixel_ratio, seen.width * pixel_ratio, seen.height * pixel_ratio};
}

}  // namespace

std::string to_json_text(const ScreenDescription& description) {
    Json nodes = Json::array();
    for (const ui::Node& node : description.tree.nodes()) {
        nodes.push_back({{"role", std::string{role_name(node.role)}},
                         {"name", node.name},
                         {"value", node.value},
                         {"description", node.description},
                         {"error", node.error},
                         {"path", description.tree.path(node.id)},
                         {"rect", rect_of(node, description.pixel_ratio)},
                         {"states", states_of(node)},
                         {"is_focused", node.id == description.focused}});
    }
    return to_text({{"process", ::getpid()},
                    {"frame", description.frame},
                    {"location", description.location},
                    {"nodes", std::move(nodes)}});
}

Result<void> write_to(const std::filesystem::path& file, const ScreenDescription& description) {
    const std::filesystem::path next = file.string() + ".new";
    std::ofstream stream{next, std::ios::binary};
    stream << to_json_text(description);
    stream.close();
    std::error_code failed;
    if (stream.good()) std::filesystem::rename(next, file, failed);
    if (!stream.good() || failed) return unavailable("the screen cannot be described in " + file.string());
    return {};
}

}  // namespace portail
