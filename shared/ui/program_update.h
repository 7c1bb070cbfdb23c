// A newer version of the program, fetched by the browser and waiting. It is started by itself when nobody looks and
// nothing would be lost, or when the person presses the button of a quiet message; until then everything goes on with the
// present version. The next start uses it in any case (web/js/service_worker.js).
#pragma once

#include <functional>
#include <optional>

#include "shared/i18n/translator.h"
#include "shared/platform/app_loop.h"
#include "shared/platform/host_services.h"
#include "shared/ui/ui.h"

namespace portail::ui {

class ProgramUpdate {
public:
    /// `would_lose` tells whether a new start now would lose anything: what is typed and unsent, a question that is open,
    /// a change that is not durable. All of them outlive it.
    ProgramUpdate(platform::HostServices& host, platform::Timers& timers, const Translator& words,
                  std::function<bool()> would_lose);
    ProgramUpdate(const ProgramUpdate&) = delete;
    ProgramUpdate& operator=(const ProgramUpdate&) = delete;
    ~ProgramUpdate();

    /// The visibility of the page has changed, or a version has come.
    void look();
    /// Offers it once, in a moment in which nobody is at work on anything. In each frame.
    void offer(Ui& ui);
    /// The person has asked for it: in the next frame, or, where something is typed, as soon as that is done.
    void apply(Ui& ui);

private:
    void wait_unseen(Milliseconds delay);

    platform::HostServices& m_host;
    platform::Timers& m_timers;
    const Translator& m_words;
    std::function<bool()> m_would_lose;
    bool m_is_offered = false;
    bool m_is_wanted = false;  ///< the person has asked, and something was in the way
    std::optional<platform::Timers::TimerId> m_timer;
};

}  // namespace portail::ui
