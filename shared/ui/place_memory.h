// What a place of the history is found again with, after Back, Forward and a reload: how far each area was scrolled,
// what had the focus, and what was typed and not saved. Who leaves a half-filled form is told and can take it up again.
#pragma once

#include <functional>
#include <string>

#include "shared/i18n/translator.h"
#include "shared/platform/host_services.h"
#include "shared/ui/router.h"
#include "shared/ui/ui.h"

namespace portail::ui {

class PlaceMemory {
public:
    PlaceMemory(Ui& ui, Router& router, platform::HostServices& host);
    PlaceMemory(const PlaceMemory&) = delete;
    PlaceMemory& operator=(const PlaceMemory&) = delete;
    ~PlaceMemory();

    /// Around the screen, in each frame in which one is shown.
    void begin_frame();
    void end_frame(const Translator& words);
    /// What was typed has become a change that is saved.
    void saved() { m_ui.drafts().clear(); }
    /// Somebody has left; somebody else may come.
    void forget();

private:
    void arrive();
    void keep();
    void keep_text(const std::string& name, std::string text);
    void tell_lost(const Translator& words);

    Ui& m_ui;
    Router& m_router;
    platform::HostServices& m_host;
    bool m_has_begun = false;
    std::uint64_t m_place = 0;  ///< the router's revision that was arrived at
    const ScreenEntry* m_screen = nullptr;
    Place m_typed_at;                           ///< where the drafts were typed
    Drafts::Values m_drafts;                    ///< as they were in the last frame
    int m_frames_until_check = 0;               ///< whether the fields of the drafts are still there
    std::map<std::string, std::string> m_kept;  ///< with the present place
};

}  // namespace portail::ui
