#include "shared/ui/widgets/date_field.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "shared/ui/widgets.h"
#include "tests/support/ui_driver.h"

namespace portail::ui {
namespace {

const DayNumber today = day_number({2026, 11, 24});  // a Tuesday

struct DayForm {
    std::string typed;
    std::optional<DayNumber> day;
    int changes = 0;
    int submits = 0;
    UiDriver driver{[this](Ui& ui) {
        page(ui, {}, [&] {
            const EntryResult result = date_field(ui,
                                                  {.key = "day",
                                                   .label = "Jour",
                                                   .help = "Par exemple demain",
                                                   .today = today,
                                                   .first = today,
                                                   .last = today + 100},
                                                  typed, day);
            changes += result.is_changed;
            submits += result.is_submitted;
            button(ui, {.key = "next", .label = "Suite"});
        });
    }};

    const Node& field() { return driver.get(Role::TextField, "Jour"); }
};

}  // namespace

TEST_CASE("a day that is typed is said back at once in full") {
    DayForm form;
    CHECK(form.field().description == "Par exemple demain");
    CHECK(form.field().input.kind == InputKind::Date);
    form.driver.fill("Jour", "3.12.");
    CHECK(form.day == day_number({2026, 12, 3}));
    CHECK(form.field().description == "Jeudi 3 décembre 2026");
    CHECK(form.changes == 1);
    form.driver.fill("Jour", "3.12.26");
    CHECK(form.changes == 1);  // the same day
    form.driver.fill("Jour", "");
    CHECK_FALSE(form.day.has_value());
    CHECK(form.changes == 2);
}

TEST_CASE("what is no day is told when the field is left, until it is right") {
    DayForm form;
    form.driver.click(Role::TextField, "Jour");
    form.driver.fill("Jour", "30.2.");
    CHECK_FALSE(form.day.has_value());
    CHECK(form.field().error.empty());
    form.driver.click(Role::Button, "Suite");
    form.driver.settle();
    CHECK(form.field().error.starts_with("Ce jour n’existe pas"));
    form.driver.fill("Jour", "20.2.");
    CHECK(form.field().error.empty());
    form.driver.fill("Jour", "hier");
    form.driver.click(Role::TextField, "Jour");
    form.driver.click(Role::Button, "Suite");
    form.driver.settle();
    CHECK(form.field().error.starts_with("Choisissez un jour à partir du 24/11/2026"));
    CHECK_FALSE(form.day.has_value());
}

TEST_CASE("a time that is typed is said back at once") {
    std::string typed;
    std::optional<int> minute;
    UiDriver driver{
        [&](Ui& ui) { page(ui, {}, [&] { time_field(ui, {.key = "time", .label = "Heure"}, typed, minute); }); }};
    driver.fill("Heure", "14h5");
    CHECK(minute == 14 * 60 + 5);
    CHECK(driver.get(Role::TextField, "Heure").description == "14:05");
    driver.fill("Heure", "bientôt");
    CHECK_FALSE(minute.has_value());
}

}  // namespace portail::ui
