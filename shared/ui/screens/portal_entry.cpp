#include "shared/ui/screens/portal_entry.h"

#include "shared/base/ids.h"
#include "shared/base/json.h"
#include "shared/domain/customer.h"
#include "shared/ui/preferences_form.h"
#include "shared/ui/widgets.h"

namespace portail::ui {
namespace {

constexpr std::string_view link_prefix = "/c/";
constexpr std::string_view own_portal = "me";
constexpr const char* session_key = "portal:session";
constexpr const char* fingerprint_key = "portal:fingerprint";
constexpr const char* leaving_key = "portal:leaving";

/// 32 bits of FNV-1a (RFC 9923): enough to tell links apart, too few to find the 80 bits of a code by.
std::string fingerprint(std::string_view code) {
    std::uint32_t hash = 2166136261U;
    for (const char letter : code)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
    return std::to_string(hash);
}

/// The code in "/c/CODE/book?…"; empty where there is none.
std::string code_in(std::string_view location) {
    if (!location.starts_with(link_prefix)) return {};
    location.remove_prefix(link_prefix.size());
    const std::string_view part = location.substr(0, location.find_first_of("/?#"));
    return part == own_portal ? std::string{} : std::string{part};
}

class PortalEntry final : public SessionEntry {
public:
    explicit PortalEntry(const EntryContext& context)
        : m_http(context.http),
          m_host(context.host),
          m_words(context.words),
          m_use_language(context.use_language),
          m_code(code_in(m_host.location())) {}

    std::string base() const override {
        return std::string{link_prefix} + (m_code.empty() ? std::string{own_portal} : m_code);
    }

    std::optional<SessionInfo> remembered() const override {
        const std::optional<std::string> stored = m_host.stored(session_key);
        if (!stored || stored->empty()) return std::nullopt;
        if (!m_code.empty() && m_host.stored(fingerprint_key) != fingerprint(normalise_code(m_code))) {
            return std::nullopt;
        }
        Result<SessionInfo> session = parse_session(*stored);
        if (!session) return std::nullopt;
        return std::move(*session);
    }

    void remember(const SessionInfo& session) override {
        m_host.store(session_key, to_json_text(session));
        if (!m_code.empty()) m_host.store(fingerprint_key, fingerprint(normalise_code(m_code)));
    }

    void forget() override {
        m_host.store(session_key, "");
        m_host.store(fingerprint_key, "");
    }

    void check(EntryEvents events) override {
        m_events = std::move(events);
        m_phase = Phase::Checking;
        if (m_host.stored(leaving_key) == "yes") {
            // Somebody left while there was no network: that session must not open the portal again.
            end_session([this] { m_code.empty() ? refuse(Phase::SignedOut) : exchange_code(); });
            return;
        }
        // A session that is there already is kept; only the first visit exchanges the code.
        if (m_code.empty() || remembered()) {
            ask_for_session();
        } else {
            exchange_code();
        }
    }

    void sign_out(EntryEvents events, std::function<void()> done) override {
        m_events = std::move(events);
        // The link would sign in again at the next reload.
        m_code.clear();
        m_typed_code.clear();
        m_host.replace_location("/");
        m_phase = Phase::SignedOut;
        forget();
        m_host.store(leaving_key, "yes");
        end_session(std::move(done));
    }

    void draw(Ui& ui) override {
        page(ui, {.key = "entry", .is_passing = m_phase == Phase::Checking}, [&] {
            main_area(ui, {.max_width = 480}, [&] {
                brand_header(ui, {});
                switch (m_phase) {
                    case Phase::Checking:
                        spacer(ui, 4);
                        progress(ui, {.key = "opening", .label = m_words.text("entry.opening")});
                        break;
                    case Phase::Offline:
                        draw_offline(ui);
                        break;
                    case Phase::Throttled:
                        draw_message(ui, Icon::Clock, "entry.throttled", "entry.throttled_text");
                        draw_retry(ui);
                        break;
                    case Phase::Unknown:
                        draw_message(ui, Icon::Qr, "entry.unknown", "entry.unknown_text");
                        draw_code_form(ui);
                        break;
                    case Phase::SignedOut:
                        draw_message(ui, Icon::Qr, "entry.signed_out", "entry.signed_out_text");
                        draw_code_form(ui);
                        break;
                }
                if (m_phase != Phase::Checking) {
                    divider(ui);
                    language_choice(ui, m_words, m_use_language);
                }
            });
        });
    }

    std::string title() const override { return m_words.text("entry.title"); }

private:
    enum class Phase : std::uint8_t { Checking, Offline, Throttled, Unknown, SignedOut };

    void end_session(std::function<void()> done) {
        m_http.send({.method = "DELETE", .path = "/api/session"},
                    [this, done = std::move(done)](const platform::HttpResponse& response) {
                        const bool is_told = response.status != 0 && response.status < 500;
                        if (is_told) m_host.store(leaving_key, "");
                        done();
                    });
    }

    void ask_for_session() {
        m_http.send({.path = "/api/session"}, [this](const platform::HttpResponse& response) {
            const bool is_refused = response.status == 401 || response.status == 403;
            if (is_refused && !m_code.empty()) {
                exchange_code();
            } else if (is_refused) {
                refuse(Phase::SignedOut);
            } else {
                answered(response);
            }
        });
    }

    void exchange_code() {
        m_http.send(
            {.method = "POST", .path = "/api/session/link", .body = to_text(Json{{"code", normalise_code(m_code)}})},
            [this](const platform::HttpResponse& response) { answered(response); });
    }

    void answered(const platform::HttpResponse& response) {
        if (response.status == 429) {
            refuse(Phase::Throttled);
            return;
        }
        if (response.status >= 400 && response.status < 500) {
            refuse(Phase::Unknown);
            return;
        }
        const Result<SessionInfo> session =
            response.status == 200 ? parse_session(response.body) : Result<SessionInfo>{unavailable("no session")};
        if (!session || !session->actor.is_customer()) {
            m_phase = Phase::Offline;
            m_events.offline();
            return;
        }
        m_events.signed_in(*session);
    }

    void refuse(Phase phase) {
        m_phase = phase;
        m_events.refused();
    }

    void draw_message(Ui& ui, Icon icon, std::string_view title_key, std::string_view text_key) const {
        empty_state(ui, {.key = title_key,
                         .icon = icon,
                         .title = m_words.text(title_key),
                         .text = m_words.text(text_key),
                         .level = 1});
    }

    void draw_offline(Ui& ui) {
        draw_message(ui, Icon::WifiOff, "entry.offline", "entry.offline_text");
        draw_retry(ui);
    }

    void draw_retry(Ui& ui) {
        if (button(ui, {.key = "retry",
                        .label = m_words.text("common.retry"),
                        .style = ButtonStyle::Primary,
                        .icon = Icon::Sync,
                        .is_full_width = true})) {
            check(m_events);
        }
    }

    void draw_code_form(Ui& ui) {
        const bool is_submitted = form(ui, {.key = "form", .label = m_words.text("entry.code")}, [&] {
            const TextFieldResult field =
                text_field(ui,
                           {.key = "code",
                            .label = m_words.text("entry.code"),
                            .kind = InputKind::Code,
                            .help = m_words.text("entry.code_help"),
                            .error = m_is_code_wrong ? m_words.text("entry.code_error") : std::string{},
                            .placeholder = "ABCD EFGH JKLM NPQR",
                            .enter_key_hint = "go",
                            .max_length = 40},
                           m_typed_code);
            if (field) m_is_code_wrong = false;
        });
        const bool is_pressed = button(
            ui,
            {.key = "open", .label = m_words.text("entry.open"), .style = ButtonStyle::Primary, .is_full_width = true});
        if (!is_submitted && !is_pressed) return;
        const std::string code = normalise_code(m_typed_code);
        if (!is_code(code, portal_code_length)) {
            m_is_code_wrong = true;
            return;
        }
        m_code = code;
        m_host.replace_location(base());
        check(m_events);
    }

    platform::HttpClient& m_http;
    platform::HostServices& m_host;
    const Translator& m_words;
    std::function<void(std::string_view code)> m_use_language;
    EntryEvents m_events;
    std::string m_code;
    Phase m_phase = Phase::Checking;
    std::string m_typed_code;
    bool m_is_code_wrong = false;
};

}  // namespace

std::unique_ptr<SessionEntry> make_portal_entry(const EntryContext& context) {
    return std::make_unique<PortalEntry>(context);
}

}  // namespace portail::ui
