#include "shared/ui/twin_encoder.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <string>
#include <vector>

#include "shared/base/json.h"
#include "shared/ui/widgets.h"
#include "tests/support/ui_driver.h"

namespace portail::ui {

namespace {

/// The twin as the page would have it: nodes in order, by applying patches.
class Page {
public:
    void apply(const std::string& patches) {
        if (patches.empty()) {
            return;
        }
        const Result<Json> parsed = parse_json(patches);
        REQUIRE(parsed.ok());
        for (const Json& patch : *parsed) {
            apply_one(patch);
        }
    }
    [[nodiscard]] const Json& node(NodeId id) const { return m_nodes.at(id); }
    [[nodiscard]] const std::vector<NodeId>& children(NodeId id) const { return m_children.at(id); }
    [[nodiscard]] bool has(NodeId id) const { return m_nodes.contains(id); }
    [[nodiscard]] NodeId focused() const { return m_focused; }
    int created = 0;

private:
    void detach(NodeId id) {
        for (auto& [parent, children] : m_children) {
            std::erase(children, id);
        }
    }
    void place(NodeId id, NodeId parent, NodeId previous) {
        detach(id);
        std::vector<NodeId>& children = m_children[parent];
        const auto after = std::find(children.begin(), children.end(), previous);
        REQUIRE((previous == no_node || after != children.end()));
        children.insert(previous == no_node ? children.begin() : after + 1, id);
    }
    void apply_one(const Json& patch) {
        const std::string operation = patch.at(0);
        if (operation == "t") {
            return;
        }
        const NodeId id = patch.at(1);
        if (operation == "-") {
            detach(id);
            m_nodes.erase(id);
        } else if (operation == "+") {
            REQUIRE_FALSE(m_nodes.contains(id));
            ++created;
            place(id, patch.at(2), patch.at(3));
            m_nodes[id] = patch.at(4);
        } else if (operation == "~") {
            REQUIRE(m_nodes.contains(id));
            place(id, patch.at(2), patch.at(3));
        } else if (operation == "=") {
            REQUIRE(m_nodes.contains(id));
            m_nodes[id].update(patch.at(2));
        } else if (operation == "f") {
            m_focused = id;
        } else {
            FAIL("unknown operation " << operation);
        }
    }
    std::map<NodeId, Json> m_nodes;
    std::map<NodeId, std::vector<NodeId>> m_children;
    NodeId m_focused = no_node;
};

struct Names {
    std::vector<std::string> names = {"A", "B", "C"};
    void draw(Ui& ui) {
        page(ui, {}, [&] {
            list(ui, {.key = "list", .label = "Liste"}, [&] {
                for (const std::string& name : names) {
                    list_item(ui, {.key = name, .title = name, .is_pressable = false});
                }
            });
        });
    }
};

std::vector<std::string> names_in(const Page& page, NodeId list) {
    std::vector<std::string> names;
    for (const NodeId id : page.children(list)) {
        names.push_back(page.node(id).at("n"));
    }
    return names;
}

}  // namespace

TEST_CASE("patches build the page's twin in order, and only what changed is sent") {
    Names names;
    UiDriver driver([&](Ui& ui) { names.draw(ui); });
    driver.use_twin();
    driver.settle();
    Page twin;
    twin.apply(driver.take_patches());
    const NodeId list = driver.get(Role::List, "Liste").id;
    CHECK(names_in(twin, list) == names.names);
    CHECK(twin.node(list).at("r") == static_cast<int>(Role::List));

    driver.step(3);
    CHECK(driver.take_patches().empty());

    const int created = twin.created;
    SECTION("one appears in the middle") {
        names.names = {"A", "X", "B", "C"};
    }
    SECTION("one goes") {
        names.names = {"A", "C"};
    }
    SECTION("they change places") {
        names.names = {"C", "A", "B"};
    }
    SECTION("all of it at once") {
        names.names = {"Y", "C", "Z", "A"};
    }
    driver.settle();
    twin.apply(driver.take_patches());
    CHECK(names_in(twin, list) == names.names);
    for (const std::string& name : names.names) {
        static_cast<void>(driver.get(Role::ListItem, name));
    }
    const auto added =
        std::count_if(names.names.begin(), names.names.end(), [](const std::string& name) { return name > "C"; });
    CHECK(twin.created - created == added);  // the others kept their elements, and with them the focus
}

TEST_CASE("a value that came from the page is not sent back, one that the application changed is") {
    std::string value;
    bool shouts = false;
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            if (text_field(ui, {.key = "plate", .label = "Plaque"}, value) && shouts) {
                for (char& c : value) {
                    c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
                }
            }
        });
    });
    driver.use_twin();
    driver.settle();
    static_cast<void>(driver.take_patches());
    driver.fill("Plaque", "zh1");
    CHECK(value == "zh1");
    CHECK(driver.take_patches().find("\"v\"") == std::string::npos);
    shouts = true;
    driver.fill("Plaque", "zh12");
    CHECK(driver.take_patches().find("\"v\":\"ZH12\"") != std::string::npos);
}

TEST_CASE("scrolling moves one node, not everything in it") {
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            main_area(ui, {}, [&] {
                for (int index = 0; index < 60; ++index) {
                    text(ui, {.text = "Ligne " + std::to_string(index)});
                }
            });
        });
    });
    driver.use_twin();
    driver.settle();
    static_cast<void>(driver.take_patches());
    driver.drag({180, 600}, {180, 400}, 4);
    static_cast<void>(driver.take_patches());
    driver.step(1);  // it glides on
    const Result<Json> one = parse_json(driver.take_patches());
    REQUIRE(one.ok());
    REQUIRE(one->size() == 1);
    CHECK(one->at(0).at(1) == driver.all(Role::Main).front()->id);
    CHECK(one->at(0).at(2).contains("c"));
}

TEST_CASE("names with quotes, controls and any script arrive as they are") {
    const std::string name = "Söhne \"Müller\" \\ \t 北京 🚗";
    UiDriver driver([&](Ui& ui) { page(ui, {}, [&] { text(ui, {.text = name}); }); });
    driver.use_twin();
    driver.settle();
    Page twin;
    twin.apply(driver.take_patches());
    CHECK(twin.node(driver.get(Role::Text, name).id).at("n") == name);
}

TEST_CASE("the application's focus reaches the page, the page's own is not sent back") {
    UiDriver driver([&](Ui& ui) {
        page(ui, {}, [&] {
            button(ui, {.key = "a", .label = "A"});
            button(ui, {.key = "b", .label = "B"});
        });
    });
    driver.use_twin();
    driver.settle();
    Page twin;
    twin.apply(driver.take_patches());
    driver.ui().focus("page/b");
    driver.settle();
    twin.apply(driver.take_patches());
    CHECK(twin.focused() == driver.get(Role::Button, "B").id);
    driver.ui().queue({.node = driver.get(Role::Button, "A").id, .kind = ActionKind::Focus});
    driver.settle();
    CHECK(driver.take_patches().find("[\"f\"") == std::string::npos);
    CHECK(driver.ui().focused() == driver.get(Role::Button, "A").id);
}

}  // namespace portail::ui
