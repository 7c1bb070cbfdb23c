// The application: it opens the session, the storage and the replica, keeps them in step with the server, and shows the
// screen of the present place, or plainly why it cannot: loading, signed out, no network at the first visit, taken over
// by another tab, too old, damaged. The portal and the staff programs differ only in their AppDefinition.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "shared/i18n/translator.h"
#include "shared/platform/app_loop.h"
#include "shared/ui/app_brand.h"
#include "shared/ui/app_session.h"
#include "shared/ui/icons.h"
#include "shared/ui/place_memory.h"
#include "shared/ui/program_update.h"
#include "shared/ui/session_entry.h"
#include "shared/ui/ui.h"

namespace portail::ui {

class App final : public platform::Application {
public:
    App(const AppDefinition& definition, const AppPlatform& platform);
    App(const App&) = delete;
    App& operator=(const App&) = delete;
    ~App() override;

    void draw(const platform::Viewport& viewport, Milliseconds now_ms) override;
    void twin_action(platform::TwinAction action) override;
    void page_restored() override { m_ui.mirror_everything(); }

    [[nodiscard]] Ui& ui() { return m_ui; }

private:
    enum class Phase : std::uint8_t {
        Entering,  ///< nobody is signed in: the entry draws
        Opening,   ///< the replica is being opened
        Running,
        TakenOver,  ///< another tab writes now
        Failed,     ///< the replica could not be opened, or its storage is gone
    };

    void listen_to_host();
    void became_visible();
    void refresh();
    void enter();
    void check_entry();
    [[nodiscard]] EntryEvents entry_events();
    void signed_in(const SessionInfo& info);
    void open_session(const SessionInfo& session);
    void use_address(const SessionInfo& session);
    void session_opened(const Result<void>& opened);
    void close_session();
    void session_changed();
    void taken_over();
    void take_back();
    void sign_out();
    void fail(const Error& error);

    void use_language(std::string_view code);
    void use_country(const std::string& country);
    void use_words(Language language, const std::string& country);
    void apply_preferences();
    void announce_title();
    /// A new start now would lose something of what the person does.
    [[nodiscard]] bool would_lose() const;

    void draw_phase();
    void draw_message(Icon icon, std::string_view title_key, const std::string& text, std::string_view action_key,
                      const std::function<void()>& action);

    const AppDefinition m_definition;
    const AppPlatform m_platform;
    Translator m_words;
    Ui m_ui;
    AppBrand m_brand;
    Router m_router;
    PlaceMemory m_places;
    std::unique_ptr<SessionEntry> m_entry;
    std::string m_phone;  ///< of the business, as it was last known on this device
    ProgramUpdate m_update;
    std::unique_ptr<AppSession> m_session;
    std::optional<SessionInfo> m_info;  ///< of m_session
    Phase m_phase = Phase::Entering;
    std::optional<Error> m_failure;
    std::optional<Milliseconds> m_visible_since;  ///< until the replica has been taken back since
    int m_opening = 0;                            ///< numbers the sessions
    int m_attempt = 0;                            ///< numbers the questions to the entry
    bool m_is_checking = false;                   ///< the entry has been asked and has not answered
    std::string m_announced_title;
    std::string m_entered_at;  ///< the path of the screen on which something may have been entered
};

}  // namespace portail::ui
