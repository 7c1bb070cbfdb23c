// The machine around an application under test: a loop without a window whose time stands still until the test moves
// it, and a host with an address bar, a history and preferences in memory.
#pragma once

#include <deque>
#include <map>
#include <vector>

#include "shared/platform/app_loop.h"
#include "shared/platform/host_services.h"
#include "shared/platform/timer_queue.h"
#include "tests/screens/fake_files.h"

namespace portail::test {

class FakeLoop final : public platform::AppLoop {
public:
    explicit FakeLoop(ManualClock& clock) : m_clock(clock) {}

    void request_frames(int) override {}
    void request_frame_in(Milliseconds) override {}
    void post(std::function<void()> task) override { m_tasks.push_back(std::move(task)); }
    TimerId call_after(Milliseconds delay, std::function<void()> callback) override {
        return m_timers.add(m_elapsed + delay, std::move(callback));
    }
    void cancel(TimerId timer) override { m_timers.cancel(timer); }
    Milliseconds monotonic_ms() const override { return m_elapsed; }
    std::uint64_t frames_drawn() const override { return 0; }
    void quit() override {}

    /// Runs what is posted, and what that posts. True if anything ran.
    bool run();
    /// Moves the time on, with everything that becomes due on the way.
    void advance(Milliseconds by);
    [[nodiscard]] bool has_tasks() const { return !m_tasks.empty(); }
    /// As the end of the program does.
    void forget() { m_tasks.clear(), m_timers = {}; }

private:
    ManualClock& m_clock;
    Milliseconds m_elapsed = 0;
    platform::TimerQueue m_timers;
    std::deque<std::function<void()>> m_tasks;
};

class FakeHost final : public platform::HostServices {
public:
    explicit FakeHost(std::string location) : m_history{{std::move(location), {}}} {}

    platform::SystemPreferences preferences() const override { return system; }
    bool is_visible() const override { return is_seen; }

    std::string location() const override { return m_history[m_position].location; }
    void push_location(const std::string& location) override;
    void replace_location(const std::string& location) override { m_history[m_position].location = location; }
    void go_back() override { go_to(m_position - 1); }
    void go_forward() { go_to(m_position + 1); }
    int places_before() const override { return static_cast<int>(m_position); }
    void keep_with_place(const std::string& name, const std::string& text) override {
        m_history[m_position].kept[name] = text;
    }
    std::string kept_with_place(const std::string& name) const override;
    void forget_places() override;
    bool has_update() const override { return update_waits; }
    void apply_update() override { ++updates, update_waits = false; }
    platform::InstallWay install_way() const override { return way_to_install; }
    void install() override { ++installs; }
    void set_title(const std::string& title) override { window_title = title; }
    void set_language(const std::string& language) override { page_language = language; }

    void open_address(const std::string& address) override { opened = address; }
    FakeFiles& files() override { return outside; }
    std::optional<std::string> stored(const std::string& key) const override;
    void store(const std::string& key, const std::string& value) override { storage[key] = value; }

    /// As the person opens another page and comes back to the program at `location`.
    void open_page(std::string location) { m_history = {{std::move(location), {}}}, m_position = 0; }
    [[nodiscard]] std::size_t history_length() const { return m_history.size(); }

    platform::SystemPreferences system{
        .is_dark = false, .reduces_motion = true, .has_fine_pointer = false, .text_scale = 1, .languages = {"fr-CH"}};
    bool is_seen = true;
    bool update_waits = false;
    int updates = 0;
    platform::InstallWay way_to_install = platform::InstallWay::None;
    int installs = 0;
    std::string window_title;
    std::string page_language;
    FakeFiles outside;
    std::string opened;
    std::map<std::string, std::string> storage;

private:
    struct PastPlace {
        std::string location;
        std::map<std::string, std::string> kept;
    };
    void go_to(std::size_t position);

    std::vector<PastPlace> m_history;
    std::size_t m_position = 0;
};

}  // namespace portail::test
