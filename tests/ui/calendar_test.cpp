// The calendar as the keyboard and a screen reader have it: one stop, a grid of weeks, days that cannot be chosen
// stepped over.
#include <imgui.h>

#include <catch2/catch_test_macros.hpp>

#include "shared/ui/widgets.h"
#include "tests/support/ui_driver.h"

namespace portail::ui {
namespace {

struct Calendar {
    DayNumber today = day_number({2026, 11, 21});
    DayNumber shown = today;
    std::optional<DayNumber> chosen;
    UiDriver driver{[this](Ui& ui) { draw(ui); }};

    void draw(Ui& ui) {
        page(ui, {}, [&] {
            button(ui, {.key = "before", .label = "Avant"});
            const auto open = [](DayNumber day) { return DayState{.is_enabled = weekday(day) != Weekday::Sunday}; };
            const MonthPickerOptions options{
                .key = "day", .label = "Date", .today = today, .first = today, .last = today + 60};
            if (const auto day = month_picker(ui, options, shown, chosen, open)) chosen = day;
            button(ui, {.key = "after", .label = "Après"});
        });
    }
    [[nodiscard]] std::string focused() const {
        const Node* const node = driver.tree().find(driver.ui().focused());
        return node == nullptr ? "nothing" : node->name;
    }
};

}  // namespace

TEST_CASE("a month is one stop for Tab, and the arrow keys walk through what can be chosen") {
    Calendar calendar;
    UiDriver& driver = calendar.driver;
    std::vector<std::string> stops;
    for (int presses = 0; presses < 4; ++presses) {
        driver.key(ImGuiKey_Tab);
        stops.push_back(calendar.focused());
    }
    CHECK(stops == std::vector<std::string>{"Avant", "Mois suivant", "samedi 21 novembre 2026, aujourd’hui", "Après"});
    driver.key(ImGuiKey_Tab, true);
    driver.key(ImGuiKey_RightArrow);
    CHECK(calendar.focused() == "lundi 23 novembre 2026");  // not the Sunday
    CHECK(driver.ui().focus_is_visible());
    driver.key(ImGuiKey_LeftArrow);
    driver.key(ImGuiKey_LeftArrow);
    CHECK(calendar.focused() == "samedi 21 novembre 2026, aujourd’hui");  // nothing before it can be chosen
    driver.key(ImGuiKey_DownArrow);
    CHECK(calendar.focused() == "samedi 28 novembre 2026");
    driver.key(ImGuiKey_Home);
    CHECK(calendar.focused() == "lundi 23 novembre 2026");
    driver.key(ImGuiKey_End);
    CHECK(calendar.focused() == "samedi 28 novembre 2026");
    driver.key(ImGuiKey_Enter);
    CHECK(calendar.chosen == day_number({2026, 11, 28}));
}

TEST_CASE("the arrow keys and Page Down lead into the next month, which is told") {
    Calendar calendar;
    UiDriver& driver = calendar.driver;
    driver.ui().focus("page/day/grid/2026-11-16/2026-11-21/day");
    driver.settle();
    driver.key(ImGuiKey_PageDown);
    CHECK(driver.has(Role::Heading, "Décembre 2026"));
    CHECK(calendar.focused() == "lundi 21 décembre 2026");
    driver.advance(500);
    driver.settle();
    CHECK(driver.has(Role::Status, "Décembre 2026"));
    driver.key(ImGuiKey_PageDown);
    CHECK(calendar.focused() == "mercredi 20 janvier 2027");  // the last day that is offered
    driver.key(ImGuiKey_PageDown);
    CHECK(calendar.focused() == "mercredi 20 janvier 2027");
    driver.key(ImGuiKey_PageUp);
    driver.key(ImGuiKey_PageUp);
    CHECK(driver.has(Role::Heading, "Novembre 2026"));
    driver.key(ImGuiKey_DownArrow);
    driver.key(ImGuiKey_DownArrow);
    CHECK(driver.has(Role::Heading, "Décembre 2026"));
}

TEST_CASE("a month is a grid of weeks with the names of the days above them") {
    Calendar calendar;
    calendar.chosen = day_number({2026, 11, 24});
    calendar.driver.settle();
    const SemanticTree& tree = calendar.driver.tree();
    const Node& grid = calendar.driver.get(Role::Grid, "Novembre 2026");
    CHECK(calendar.driver.all(Role::ColumnHeader).size() == 7);
    CHECK(calendar.driver.all(Role::ColumnHeader).front()->name == "lundi");
    CHECK(calendar.driver.all(Role::Row).size() == 1 + 6);
    CHECK(calendar.driver.all(Role::GridCell).size() == 6 * 7);
    int selected = 0;
    for (const Node* cell : calendar.driver.all(Role::GridCell)) {
        CHECK(tree.is_within(cell->id, grid.id));
        selected += has(cell->state, State::Selected) ? 1 : 0;
    }
    CHECK(selected == 1);
}

}  // namespace portail::ui
