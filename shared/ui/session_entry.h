// How somebody comes in. The portal exchanges the code of its link, the staff programs ask for e-mail and password; the
// application itself knows nothing of either. An entry also remembers on this device who was here last, so that the
// program opens without a network.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/result.h"
#include "shared/domain/principal.h"
#include "shared/i18n/translator.h"
#include "shared/platform/host_services.h"
#include "shared/platform/http_client.h"
#include "shared/ui/ui.h"

namespace portail::ui {

struct SessionInfo {
    Actor actor;
    std::string display_name;           ///< of the person, may be empty
    bool must_change_password = false;  ///< staff, after a first sign-in with one-time credentials
    std::string address;                ///< where people open the server, if it was told; may differ from ours

    friend bool operator==(const SessionInfo&, const SessionInfo&) = default;
};

/// The answer of the server's /api/session… as it travels: {id, role, assurance, display_name, must_change_password,
/// address}.
[[nodiscard]] Result<SessionInfo> parse_session(std::string_view json);
/// What is remembered on a device between two starts; parse_session reads it back.
[[nodiscard]] std::string to_json_text(const SessionInfo& session);

/// What an entry may use; outlives it.
struct EntryContext {
    platform::HttpClient& http;
    platform::HostServices& host;
    const Translator& words;
    std::function<void(std::string_view code)> use_language;
};

/// Called by an entry, any number of times, never from within a call to it.
struct EntryEvents {
    std::function<void(const SessionInfo&)> signed_in;  ///< the server has confirmed it
    std::function<void()> offline;                      ///< the server cannot be reached
    std::function<void()> refused;                      ///< the server knows no session for us: draw() says what to do
};

class SessionEntry {
public:
    virtual ~SessionEntry() = default;

    /// What stands before every place in the address: "/c/CODE", "/admin".
    [[nodiscard]] virtual std::string base() const = 0;
    /// Who may be shown at once from this device's replica, before the server was asked.
    [[nodiscard]] virtual std::optional<SessionInfo> remembered() const = 0;
    virtual void remember(const SessionInfo& session) = 0;
    virtual void forget() = 0;

    /// Asks the server whether there is a session, and makes one if that is possible without the person.
    virtual void check(EntryEvents events) = 0;
    /// Ends the session; where the server cannot be reached it is told at the next start, before anything else. `events`
    /// are for whoever signs in next.
    virtual void sign_out(EntryEvents events, std::function<void()> done) = 0;
    /// The whole page while nobody is signed in: a sign-in form, or what to do with a link that does not work.
    virtual void draw(Ui& ui) = 0;
    [[nodiscard]] virtual std::string title() const = 0;
};

}  // namespace portail::ui
