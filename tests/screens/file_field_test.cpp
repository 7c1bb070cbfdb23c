// Two fields that take files, on one screen: each gets what is meant for it.
#include "shared/ui/widgets/file_field.h"

#include <imgui.h>

#include <catch2/catch_test_macros.hpp>

#include "shared/ui/widgets.h"
#include "tests/screens/fake_machine.h"
#include "tests/support/test_shop.h"
#include "tests/support/ui_driver.h"

namespace portail::test {
namespace {

class TwoFields {
public:
    TwoFields() {
        files.use_loop(&m_loop);
        m_driver.ui().files().use(files, [] {});
        m_driver.settle();
    }

    [[nodiscard]] platform::FilePtr file(const std::string& name) {
        return files.file(name, "application/pdf", "%PDF");
    }
    void settle() { m_driver.settle(); }
    [[nodiscard]] ui::UiDriver& driver() { return m_driver; }
    [[nodiscard]] ui::Rect rect(std::string_view group) { return m_driver.get(ui::Role::Group, group).rect; }
    void drop_on(std::string_view group, const std::string& name) {
        const ui::Point point = rect(group).center();
        files.drop({file(name)}, point.x, point.y);
        settle();
    }

    FakeFiles files;
    std::vector<std::string> front;
    std::vector<std::string> back;
    bool is_dialog_open = false;

private:
    void draw(ui::Ui& ui) {
        m_loop.run();
        ui::page(ui, {}, [&] {
            ui::main_area(ui, {}, [&] {
                take(ui, "Recto", front);
                take(ui, "Verso", back);
            });
        });
        ui::dialog(ui, {.key = "question", .title = "Question"}, is_dialog_open, [] {});
    }
    static void take(ui::Ui& ui, std::string_view label, std::vector<std::string>& names) {
        const ui::FileFieldResult given =
            ui::file_field(ui, {.key = label, .label = label, .choose_label = "Choisir", .takes_several = true});
        for (const platform::FilePtr& file : given.files)
            names.push_back(file->name);
    }

    ManualClock m_clock{shop::now};
    FakeLoop m_loop{m_clock};
    ui::UiDriver m_driver{[this](ui::Ui& ui) { draw(ui); }};
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a file goes to the field on which it is dropped, and to none beside them") {
    TwoFields screen;
    screen.drop_on("Verso", "b.pdf");
    screen.drop_on("Recto", "a.pdf");
    CHECK(screen.front == Names{"a.pdf"});
    CHECK(screen.back == Names{"b.pdf"});
    screen.files.drop({screen.file("c.pdf")}, 5, 730);
    screen.settle();
    screen.drop_on("Recto", "d.pdf");
    CHECK(screen.front == Names{"a.pdf", "d.pdf"});  // what missed is not kept for later
    CHECK(screen.back == Names{"b.pdf"});
}

TEST_CASE("the field over which a file is held says so, and the other does not") {
    TwoFields screen;
    const ui::Point point = screen.rect("Verso").center();
    screen.files.on_drag({platform::Drag::Phase::Over, point.x, point.y, {}});
    screen.settle();
    const ui::Node& invited = screen.driver().get(ui::Role::Text, "Lâchez pour ajouter");
    CHECK(screen.rect("Verso").contains(invited.rect.center()));
    screen.files.on_drag({platform::Drag::Phase::Left, -1, -1, {}});
    screen.settle();
    CHECK_FALSE(screen.driver().has(ui::Role::Text, "Lâchez pour ajouter"));
}

TEST_CASE("what is pasted goes to the field with the focus") {
    TwoFields screen;
    screen.files.paste(platform::Files{screen.file("nowhere.pdf")});
    screen.settle();
    CHECK((screen.front.empty() && screen.back.empty()));
    screen.driver().key(ImGuiKey_Tab);
    screen.driver().key(ImGuiKey_Tab);
    screen.settle();
    screen.files.paste(platform::Files{screen.file("b.pdf"), screen.file("c.pdf")});
    screen.settle();
    CHECK(screen.front.empty());
    CHECK(screen.back == Names{"b.pdf", "c.pdf"});
}

TEST_CASE("under a dialog nothing is taken") {
    TwoFields screen;
    screen.is_dialog_open = true;
    screen.settle();
    CHECK_FALSE(screen.files.accepts_files);
    screen.is_dialog_open = false;
    screen.settle();
    CHECK(screen.files.accepts_files);
}

}  // namespace portail::test
