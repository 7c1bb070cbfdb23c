#include "tests/screens/portal_fixture.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/ui/screens/portal_entry.h"
#include "shared/ui/screens/portal_screens.h"

namespace portail::test {

PortalFixture::PortalFixture(std::string location, ui::Size screen) : host(std::move(location)), m_screen(screen) {}

PortalFixture::~PortalFixture() {
    close();
}

void PortalFixture::open() {
    m_driver = std::make_unique<ui::UiDriver>(m_screen);
    m_storage = make_replica_storage_memory(disk, [this](std::function<void()> task) { loop.post(std::move(task)); });
    const ui::AppDefinition definition{.name = "portal",
                                       .screens = ui::portal_screens(),
                                       .make_entry = ui::make_portal_entry,
                                       .correction_place = ui::portal_correction_place};
    m_app = std::make_unique<ui::App>(definition, ui::AppPlatform{loop, host, network, *m_storage, clock, random});
    m_driver->attach(m_app->ui(), [this](const ui::FrameInput& input) {
        m_app->draw({input.size.width, input.size.height, 1}, input.now_ms);
    });
    settle();
}

void PortalFixture::close() {
    m_app.reset();
    m_storage.reset();
    m_driver.reset();
    loop.forget();
    network.close_stream();
}

void PortalFixture::settle() {
    constexpr int patience = 50;
    for (int turn = 0; turn < patience; ++turn) {
        loop.run();
        m_driver->settle();
        if (!loop.has_tasks()) return;
    }
}

void PortalFixture::wait(Milliseconds time) {
    loop.advance(time);
    m_driver->advance(time);
    settle();
}

void PortalFixture::press(ui::Role role, std::string_view name) {
    m_driver->press(role, name);
    settle();
}

void PortalFixture::press_beginning(std::string_view prefix) {
    m_driver->press(m_driver->get_beginning(ui::Role::Button, prefix));
    settle();
}

void PortalFixture::press_in_dialog(std::string_view button) {
    const ui::SemanticTree& tree = m_driver->tree();
    const ui::Node* dialog = nullptr;
    for (const ui::Node* node : m_driver->all(ui::Role::Dialog))
        dialog = node;
    REQUIRE(dialog != nullptr);
    for (const ui::Node* node : m_driver->all(ui::Role::Button)) {
        if (node->name != button || !tree.is_within(node->id, dialog->id)) continue;
        m_driver->press(*node);
        settle();
        return;
    }
    FAIL("no button " << button << " in the dialog\n" << m_driver->outline());
}

void PortalFixture::restore_network() {
    network.restore();
    if (host.on_online_changed) host.on_online_changed(true);
    settle();
}

void PortalFixture::fill(std::string_view label, std::string_view value) {
    m_driver->fill(label, value);
    settle();
}

bool PortalFixture::shows(std::string_view text) {
    const std::string wanted = ui::with_plain_spaces(text);
    for (const ui::Node& node : m_driver->tree().nodes()) {
        for (const std::string& said : {node.name, node.error}) {
            if (ui::with_plain_spaces(said).find(wanted) != std::string::npos) return true;
        }
    }
    return false;
}

void PortalFixture::go_to_times() {
    press("Prendre RDV");
    press_beginning("ZH 12345");
    press_beginning("Service annuel");
}

void PortalFixture::book_first_slot() {
    go_to_times();
    press("Aujourd’hui à 09:00");
    press("Confirmer le rendez-vous");
}

}  // namespace portail::test
