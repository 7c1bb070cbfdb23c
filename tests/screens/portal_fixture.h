// A customer's phone: the portal on it, driven through its tree of meanings, with a network to the garage that can be
// cut, and a storage that outlives the page. The customer is Alice; her link's code is ABCDEFGHJKLMNPQR.
#pragma once

#include <memory>
#include <string>

#include "shared/base/random.h"
#include "shared/ui/app.h"
#include "tests/screens/fake_machine.h"
#include "tests/screens/shop_server.h"
#include "tests/support/replica_storage_memory.h"
#include "tests/support/ui_driver.h"

namespace portail::test {

class PortalFixture {
public:
    explicit PortalFixture(std::string location = "/c/ABCDEFGHJKLMNPQR", ui::Size screen = ui::phone_screen);
    ~PortalFixture();

    /// Opens the page; everything that needs no more time happens.
    void open();
    /// Closes the page. What was not durable is gone.
    void close();
    void reload() { close(), open(); }

    /// Runs what is waiting and draws, until nothing changes any more.
    void settle();
    /// The same, some time later.
    void wait(Milliseconds time);
    void cut_network() { network.cut(); }
    /// The network is back, and the phone has noticed.
    void restore_network();

    void press(ui::Role role, std::string_view name);
    void press(std::string_view button) { press(ui::Role::Button, button); }
    /// The button whose name begins so: a row with several lines, a card.
    void press_beginning(std::string_view prefix);
    /// In the open dialog, whose buttons may be named like those under it.
    void press_in_dialog(std::string_view button);
    void fill(std::string_view label, std::string_view value);
    /// "the page holds this text": any node whose name contains it.
    [[nodiscard]] bool shows(std::string_view text);
    [[nodiscard]] bool has(ui::Role role, std::string_view name) { return driver().has(role, name); }
    [[nodiscard]] ui::UiDriver& driver() { return *m_driver; }

    /// Steps through Prendre RDV with the first vehicle and service up to the choice of a time.
    void go_to_times();
    /// The same, and confirms the first free time.
    void book_first_slot();

    ManualClock clock{shop::now};
    FakeLoop loop{clock};
    ShopServer server{clock};
    ShopConnection network{server, [this](std::function<void()> task) { loop.post(std::move(task)); }};
    FakeHost host;
    std::shared_ptr<MemoryDisk> disk = std::make_shared<MemoryDisk>();
    SeededRandom random{11};

private:
    ui::Size m_screen;
    std::unique_ptr<ui::UiDriver> m_driver;
    std::unique_ptr<platform::ReplicaStorage> m_storage;
    std::unique_ptr<ui::App> m_app;
};

}  // namespace portail::test
