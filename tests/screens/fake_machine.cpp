#include "tests/screens/fake_machine.h"

namespace portail::platform {

// There is no page around a test.
void mirror_to_page(const std::string&) {}
bool has_page() {
    return false;
}

}  // namespace portail::platform

namespace portail::test {

bool FakeLoop::run() {
    const bool has_any = !m_tasks.empty();
    while (!m_tasks.empty()) {
        const std::function<void()> task = std::move(m_tasks.front());
        m_tasks.pop_front();
        task();
    }
    return has_any;
}

void FakeLoop::advance(Milliseconds by) {
    const Milliseconds until = m_elapsed + by;
    run();
    while (m_timers.next_due() && *m_timers.next_due() <= until) {
        const Milliseconds due = std::max(m_elapsed, *m_timers.next_due());
        m_clock.advance(due - m_elapsed);
        m_elapsed = due;
        m_timers.run_due(m_elapsed);
        run();
    }
    m_clock.advance(until - m_elapsed);
    m_elapsed = until;
}

void FakeHost::push_location(const std::string& location) {
    m_history.resize(m_position + 1);
    m_history.push_back({location, {}});
    ++m_position;
}

void FakeHost::go_to(std::size_t position) {
    if (position >= m_history.size()) return;  // before the first, too
    m_position = position;
    if (on_location_changed) on_location_changed(m_history[m_position].location);
}

std::string FakeHost::kept_with_place(const std::string& name) const {
    const auto found = m_history[m_position].kept.find(name);
    return found == m_history[m_position].kept.end() ? std::string{} : found->second;
}

void FakeHost::forget_places() {
    for (PastPlace& place : m_history)
        place.kept.clear();
}

std::optional<std::string> FakeHost::stored(const std::string& key) const {
    const auto found = storage.find(key);
    return found == storage.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace portail::test
