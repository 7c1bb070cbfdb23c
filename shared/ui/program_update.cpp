#include "shared/ui/program_update.h"

namespace portail::ui {
namespace {

// Who looks away for less comes back to what was there: from a picker of photos, the camera, another program.
constexpr Milliseconds unseen_for_ms = 5 * minute_ms;
constexpr Milliseconds try_again_ms = 10 * second_ms;
constexpr std::int64_t offer_lasts_ms = 20'000;

}  // namespace

ProgramUpdate::ProgramUpdate(platform::HostServices& host, platform::Timers& timers, const Translator& words,
                             std::function<bool()> would_lose)
    : m_host(host), m_timers(timers), m_words(words), m_would_lose(std::move(would_lose)) {}

ProgramUpdate::~ProgramUpdate() {
    if (m_timer) m_timers.cancel(*m_timer);
}

void ProgramUpdate::look() {
    if (m_timer) m_timers.cancel(*m_timer);
    m_timer.reset();
    if (m_host.has_update() && !m_host.is_visible()) wait_unseen(unseen_for_ms);
}

void ProgramUpdate::wait_unseen(Milliseconds delay) {
    m_timer = m_timers.call_after(delay, [this] {
        m_timer.reset();
        if (m_host.is_visible() || !m_host.has_update()) return;
        m_would_lose() ? wait_unseen(try_again_ms) : m_host.apply_update();
    });
}

void ProgramUpdate::offer(Ui& ui) {
    if (!m_host.has_update() || m_would_lose()) return;
    if (m_is_wanted) {
        m_is_wanted = false;
        m_host.apply_update();
    } else if (!m_is_offered) {
        m_is_offered = true;
        ui.show_toast({.text = m_words.text("app.update.ready"),
                       .tone = Tone::Info,
                       .action_label = m_words.text("app.update.apply"),
                       .action = [this, &ui] { apply(ui); },
                       .lasts_ms = offer_lasts_ms});
    }
}

void ProgramUpdate::apply(Ui& ui) {
    m_is_wanted = true;
    if (ui.has_entered()) ui.show_toast({.text = m_words.text("app.update.later"), .tone = Tone::Info});
    ui.request_frames();
}

}  // namespace portail::ui
