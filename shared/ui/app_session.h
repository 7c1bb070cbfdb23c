// What exists while somebody is signed in and the replica is open: the sync client, the data and commands that screens
// are given, the screen of the present place, and the panels that lie over every screen.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "shared/domain/organisation.h"
#include "shared/i18n/format.h"
#include "shared/i18n/translator.h"
#include "shared/sync/sync_client.h"
#include "shared/ui/app_brand.h"
#include "shared/ui/app_context.h"
#include "shared/ui/app_definition.h"
#include "shared/ui/sign_out_dialog.h"
#include "shared/ui/sync_panel.h"
#include "shared/ui/ui.h"

namespace portail::ui {

class Screen;
class ScreenOverlay;

class AppSession {
public:
    struct Hooks {
        std::function<void(Toast)> show_toast;
        std::function<void(AppBrand::Look)> show_brand;
        std::function<void()> changed;  ///< the status or the data did; draws soon
        std::function<void()> left;     ///< the replica has been closed by a sign-out
        std::function<void()> update_program;
        std::function<void()> saved;  ///< a change that the person made is durable
        std::function<void(std::string_view code)> use_language;
        std::function<void(const std::string& country)> use_country;  ///< the business's
        std::function<void(float scale)> use_text_scale;
        std::function<void(SchemeChoice choice)> use_color_scheme;
    };

    AppSession(const AppDefinition& definition, const AppPlatform& platform, const SessionInfo& session,
               const Translator& words, Router& router, Hooks hooks);
    AppSession(const AppSession&) = delete;
    AppSession& operator=(const AppSession&) = delete;
    ~AppSession();

    void start(std::function<void(const Result<void>&)> opened);
    [[nodiscard]] bool is_open() const { return m_client.is_open(); }
    [[nodiscard]] SyncStatus status() const { return m_client.status(); }
    [[nodiscard]] SyncClient& client() { return m_client; }

    /// The title of the present screen; empty where there is none.
    [[nodiscard]] std::string title();
    /// Default values until the first pull has arrived.
    [[nodiscard]] const Organisation& organisation() const { return m_organisation; }
    /// One whole page. Only while open.
    void draw(Ui& ui);

private:
    /// The replica's own estimate of the server's time; the device's while it is closed.
    class ServerClock final : public Clock {
    public:
        explicit ServerClock(AppSession& session) : m_session(session) {}
        [[nodiscard]] Milliseconds now() const override;

    private:
        AppSession& m_session;
    };
    class ReplicaData;
    class ReplicaCommands;

    void client_changed();
    void refresh();
    void show_screen();
    [[nodiscard]] AppContext context();
    void draw_first_sync(Ui& ui);
    void draw_upgrade(Ui& ui, AppContext& given);
    void draw_sign_out(Ui& ui, AppContext& given);
    void announce_connection(Ui& ui);

    const AppDefinition& m_definition;
    const AppPlatform& m_platform;
    const Translator& m_words;
    Router& m_router;
    Hooks m_hooks;
    Actor m_actor;
    Organisation m_organisation;
    Formatter m_format;
    SyncClient m_client;
    ServerClock m_clock;
    SyncSummary m_summary;
    std::uint64_t m_outbox_revision = 0;  ///< of the pending and rejected changes
    std::uint64_t m_read_revision = 0;    ///< of the data that m_organisation was read from
    bool m_is_stale = true;
    std::unique_ptr<ReplicaData> m_data;
    std::unique_ptr<ReplicaCommands> m_commands;
    SyncPanel m_panel;
    SignOutDialog m_sign_out;
    bool m_has_asked_for_upgrade = false;
    std::optional<Connection> m_announced_connection;
    const ScreenEntry* m_entry = nullptr;  ///< of m_screen
    std::unique_ptr<Screen> m_screen;
    std::unique_ptr<ScreenOverlay> m_overlay;
};

}  // namespace portail::ui
