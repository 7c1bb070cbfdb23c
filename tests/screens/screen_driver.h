// Shows the screens of one program over a real replica database, without sync: a change runs its mutator at once, and
// is told as saved in the next frame, or when the test says so. Reading, moving between places and every widget are
// the product's own.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shared/base/random.h"
#include "shared/ui/screen.h"
#include "tests/screens/fake_machine.h"
#include "tests/support/box_text.h"
#include "tests/support/ui_driver.h"

namespace portail::test {

class ScreenDriver {
public:
    /// Over test_shop's garage, at its present.
    ScreenDriver(std::span<const ui::ScreenEntry> screens, const Actor& actor, ui::Size screen = ui::desk_screen);
    ~ScreenDriver();

    [[nodiscard]] ui::UiDriver& ui() { return *m_ui; }
    [[nodiscard]] Database& database() { return m_database; }
    [[nodiscard]] FakeHost& host() { return m_host; }
    [[nodiscard]] ui::SyncSummary& sync() { return m_sync; }
    [[nodiscard]] ManualClock& clock() { return m_clock; }
    [[nodiscard]] std::string location() const { return m_host.location(); }
    [[nodiscard]] int sign_outs() const { return m_sign_outs; }

    /// Drawn over each screen from now on.
    void use_overlay(std::unique_ptr<ui::ScreenOverlay> overlay) { m_overlay = std::move(overlay); }
    void open(const std::string& location);
    /// As the page is opened at the host's address.
    void arrive();
    void back();
    void forward();
    void use_language(Language language);
    /// Something else has changed the database.
    void data_changed();

    /// From now on a change is told as saved only by finish_saving().
    void hold_saving() { m_is_holding = true; }
    void finish_saving();
    /// The next change cannot be made, for this reason.
    void fail_next(Error error) { m_next_failure = std::move(error); }
    void set_row_sync(const Id& row, ui::RowSync state) { m_row_sync[row] = state; }
    /// Answers the one request for a history that is waiting, and returns it.
    HistoryRequest answer_history(const Result<HistoryPage>& page);
    [[nodiscard]] bool is_asked_for_history() const { return !m_histories.empty(); }
    /// The names of the mutators that ran, in order.
    [[nodiscard]] const std::vector<std::string>& changes() const { return m_changes; }

private:
    class ShopData;
    class ShopCommands;
    void draw(ui::Ui& ui);
    void load_organisation_again();
    void tell_saved();
    [[nodiscard]] ui::AppContext context();

    Database m_database;
    ManualClock m_clock;
    FakeLoop m_loop{m_clock};
    FakeHost m_host{"/"};
    BoxText m_system_text;
    SeededRandom m_random;
    Translator m_words;
    Organisation m_organisation;
    Formatter m_format;
    ui::SyncSummary m_sync;
    Actor m_actor;
    ui::Router m_router;
    std::unique_ptr<ShopData> m_data;
    std::unique_ptr<ShopCommands> m_commands;
    std::unique_ptr<ui::Screen> m_screen;
    std::unique_ptr<ui::ScreenOverlay> m_overlay;
    const ui::ScreenEntry* m_entry = nullptr;
    std::unique_ptr<ui::UiDriver> m_ui;
    std::map<Id, ui::RowSync> m_row_sync;
    std::vector<std::string> m_changes;
    std::vector<std::function<void()>> m_unsaved;
    struct AskedHistory {
        HistoryRequest request;
        std::function<void(const Result<HistoryPage>&)> told;
    };
    std::vector<AskedHistory> m_histories;
    std::optional<Error> m_next_failure;
    bool m_is_holding = false;
    int m_sign_outs = 0;
};

}  // namespace portail::test
