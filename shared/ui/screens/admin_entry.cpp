#include "shared/ui/screens/admin_entry.h"

#include "shared/base/json.h"
#include "shared/base/text.h"
#include "shared/domain/customer.h"
#include "shared/sync/protocol.h"
#include "shared/ui/field_errors.h"
#include "shared/ui/preferences_form.h"
#include "shared/ui/widgets.h"

namespace portail::ui {
namespace {

constexpr const char* session_key = "admin-session";
constexpr const char* email_key = "admin-email";
constexpr const char* leaving_key = "admin-leaving";
constexpr int longest_password = 200;  // characters
constexpr std::size_t shortest_password = 12;

/// The server's own sentence, or what the status says.
Error error_in(const platform::HttpResponse& response) {
    if (response.status == 0) return {ErrorCode::Unavailable, "admin.entry.no_answer", {}, {}, {}};
    if (const Result<Json> json = parse_json(response.body); json.ok() && json->is_object()) {
        const auto member = json->find("error");
        if (member != json->end()) {
            if (const std::optional<Error> error = parse_error(*member)) return *error;
        }
    }
    return response.status < 500 ? unauthorized()
                                 : unavailable("the server answered " + std::to_string(response.status));
}

class AdminEntry final : public SessionEntry {
public:
    AdminEntry(const EntryContext& context, std::string base)
        : m_http(context.http),
          m_host(context.host),
          m_words(context.words),
          m_use_language(context.use_language),
          m_base(std::move(base)) {
        m_email = m_host.stored(email_key).value_or("");
    }

    std::string base() const override { return m_base; }

    std::optional<SessionInfo> remembered() const override {
        const std::optional<std::string> stored = m_host.stored(session_key);
        if (!stored || stored->empty() || m_host.stored(leaving_key) == "yes") return std::nullopt;
        Result<SessionInfo> session = parse_session(*stored);
        if (!session || session->must_change_password) return std::nullopt;
        return std::move(*session);
    }

    void remember(const SessionInfo& session) override { m_host.store(session_key, to_json_text(session)); }
    void forget() override { m_host.store(session_key, ""); }

    void check(EntryEvents events) override {
        m_events = std::move(events);
        if (m_host.stored(leaving_key) == "yes") {
            // Somebody left while there was no network: that session must not open the program again.
            end_session([this] { refuse(); });
            return;
        }
        m_phase = Phase::Checking;
        m_http.send({.path = "/api/session"}, [this](const platform::HttpResponse& response) {
            if (response.status == 200) {
                admit(response);
            } else if (response.status == 0 || response.status >= 500) {
                m_phase = Phase::Offline;
                m_events.offline();
            } else {
                refuse();
            }
        });
    }

    void sign_out(EntryEvents events, std::function<void()> done) override {
        m_events = std::move(events);
        m_phase = Phase::SignIn;
        m_password.clear();
        forget();
        m_host.store(leaving_key, "yes");
        end_session(std::move(done));
    }

    void draw(Ui& ui) override {
        page(ui, {.key = "entry", .is_passing = m_phase == Phase::Checking}, [&] {
            main_area(ui, {.max_width = 420}, [&] {
                if (m_phase == Phase::Checking) {
                    spacer(ui, 4);
                    brand_header(ui, {});
                    progress(ui, {.key = "opening", .label = m_words.text("admin.entry.opening")});
                    return;
                }
                spacer(ui, ui.form_factor() == FormFactor::Phone ? 1 : 5);
                if (ui.brand().name.empty()) {
                    text(ui, {.text = "Portail", .style = TextStyle::Strong, .tone = Tone::Accent, .key = "product"});
                } else {
                    brand_line(ui, {});
                }
                if (m_phase == Phase::NewPassword) {
                    draw_new_password(ui);
                } else {
                    draw_sign_in(ui);
                }
                divider(ui);
                language_choice(ui, m_words, m_use_language);
            });
        });
    }

    std::string title() const override { return m_words.text("admin.entry.title"); }

private:
    enum class Phase : std::uint8_t { Checking, SignIn, Offline, NewPassword };

    void refuse() {
        m_phase = Phase::SignIn;
        m_events.refused();
    }

    /// The server knows us: in, unless the password was only lent, or the session is a customer's.
    void admit(const platform::HttpResponse& response) {
        Result<SessionInfo> session = parse_session(response.body);
        if (!session) {
            m_error = session.error();
            m_phase = Phase::SignIn;
        } else if (!session->actor.is_staff()) {
            refuse();
        } else if (session->must_change_password) {
            m_phase = Phase::NewPassword;
            m_wants_focus = true;
        } else {
            m_password.clear();
            m_new_password.clear();
            m_error.reset();
            m_phase = Phase::SignIn;
            m_events.signed_in(*session);
        }
    }

    void end_session(std::function<void()> done) {
        m_http.send({.method = "DELETE", .path = "/api/session"},
                    [this, done = std::move(done)](const platform::HttpResponse& response) {
                        const bool is_told = response.status != 0 && response.status < 500;
                        if (is_told) m_host.store(leaving_key, "");
                        done();
                    });
    }

    // --- signing in ----------------------------------------------------------------------------------------------

    void draw_sign_in(Ui& ui) {
        heading(ui, {.text = m_words.text("admin.entry.title"), .key = "title"});
        if (m_phase == Phase::Offline) {
            banner(ui, {.key = "offline",
                        .text = m_words.text("admin.entry.offline_text"),
                        .title = m_words.text("admin.entry.offline"),
                        .tone = Tone::Warning});
        } else {
            text(ui, {.text = m_words.text("admin.entry.text"), .style = TextStyle::Muted, .key = "text"});
        }
        draw_error(ui);
        bool is_pressed = false;
        const bool is_submitted = form(ui, {.key = "form", .label = m_words.text("admin.entry.title")}, [&] {
            const TextFieldResult email = text_field(ui,
                                                     {.key = "email",
                                                      .label = m_words.field("email"),
                                                      .kind = InputKind::Email,
                                                      .error = m_fields.text(m_words, "email"),
                                                      .autocomplete = "username",
                                                      .enter_key_hint = "next",
                                                      .icon = Icon::Mail,
                                                      .is_disabled = m_is_asking,
                                                      .max_length = static_cast<int>(customer_limits::email)},
                                                     m_email);
            const TextFieldResult password = text_field(ui,
                                                        {.key = "password",
                                                         .label = m_words.field("password"),
                                                         .kind = InputKind::Password,
                                                         .error = m_fields.text(m_words, "password"),
                                                         .autocomplete = "current-password",
                                                         .enter_key_hint = "go",
                                                         .is_disabled = m_is_asking,
                                                         .max_length = longest_password},
                                                        m_password);
            if (email) m_fields.clear("email");
            if (password) m_fields.clear("password");
            is_pressed = button(ui, {.key = "sign_in",
                                     .label = m_words.text("admin.entry.sign_in"),
                                     .style = ButtonStyle::Primary,
                                     .is_busy = m_is_asking,
                                     .is_full_width = true});
        });
        if ((is_submitted || is_pressed) && !m_is_asking) sign_in(ui);
    }

    void sign_in(Ui& ui) {
        m_error.reset();
        m_fields.check("email",
                       m_email.empty() ? invalid("email", "error.required") : validate_email("email", m_email));
        m_fields.check("password",
                       m_password.empty() ? Result<void>{invalid("password", "error.required")} : Result<void>{});
        if (m_fields.any()) {
            ui.focus_first_error();
            return;
        }
        m_is_asking = true;
        m_http.send({.method = "POST",
                     .path = "/api/session/password",
                     .body = to_text(Json{{"email", m_email}, {"password", m_password}})},
                    [this](const platform::HttpResponse& response) {
                        m_is_asking = false;
                        if (response.status != 200) {
                            m_error = error_in(response);
                            m_phase = Phase::SignIn;
                            return;
                        }
                        m_host.store(email_key, m_email);
                        m_host.store(leaving_key, "");
                        admit(response);
                    });
    }

    // --- one-time credentials ------------------------------------------------------------------------------------

    void draw_new_password(Ui& ui) {
        heading(ui, {.text = m_words.text("admin.entry.new_password_title"), .key = "title"});
        text(ui, {.text = m_words.text("admin.entry.new_password_text"), .style = TextStyle::Muted, .key = "text"});
        draw_error(ui);
        if (std::exchange(m_wants_focus, false)) {
            ui.focus(m_password.empty() ? "entry/main/form/password" : "entry/main/form/new_password", false);
        }
        bool is_pressed = false;
        const bool is_submitted =
            form(ui, {.key = "form", .label = m_words.text("admin.entry.new_password_title")}, [&] {
                // For whom, so that a password manager keeps it under the right name.
                text_field(ui,
                           {.key = "email",
                            .label = m_words.field("email"),
                            .kind = InputKind::Email,
                            .autocomplete = "username",
                            .icon = Icon::Mail,
                            .is_read_only = true},
                           m_email);
                // After a reload the one that was lent is not known any more.
                draw_password(ui, "password", m_words.text("admin.entry.present_password"), "current-password", {},
                              m_password);
                draw_password(
                    ui, "new_password", m_words.field("new_password"), "new-password",
                    m_words.text("admin.entry.password_rule", {{"smallest", std::to_string(shortest_password)}}),
                    m_new_password);
                is_pressed = button(ui, {.key = "save",
                                         .label = m_words.text("admin.entry.save_password"),
                                         .style = ButtonStyle::Primary,
                                         .is_busy = m_is_asking,
                                         .is_full_width = true});
            });
        if (button(ui, {.key = "leave",
                        .label = m_words.text("session.sign_out"),
                        .style = ButtonStyle::Quiet,
                        .is_disabled = m_is_asking})) {
            sign_out(m_events, [] {});
        }
        if ((is_submitted || is_pressed) && !m_is_asking) change_password(ui);
    }

    void draw_password(Ui& ui, std::string_view key, const std::string& label, std::string_view autocomplete,
                       const std::string& help, std::string& value) {
        if (text_field(ui,
                       {.key = key,
                        .label = label,
                        .kind = InputKind::Password,
                        .help = help,
                        .error = m_fields.text(m_words, key),
                        .autocomplete = autocomplete,
                        .is_disabled = m_is_asking,
                        .max_length = longest_password},
                       value)) {
            m_fields.clear(key);
        }
    }

    void change_password(Ui& ui) {
        m_error.reset();
        const bool is_short = character_count(m_new_password) < shortest_password;
        m_fields.check("password",
                       m_password.empty() ? Result<void>{invalid("password", "error.required")} : Result<void>{});
        m_fields.check("new_password", is_short
                                           ? Result<void>{invalid("new_password", "error.password_too_short",
                                                                  {{"smallest", std::to_string(shortest_password)}})}
                                           : Result<void>{});
        if (m_fields.any()) {
            ui.focus_first_error();
            return;
        }
        m_is_asking = true;
        m_http.send({.method = "POST",
                     .path = "/api/staff/password",
                     .body = to_text(Json{{"password", m_password}, {"new_password", m_new_password}})},
                    [this](const platform::HttpResponse& response) {
                        m_is_asking = false;
                        if (response.status == 204) {
                            m_password.clear();
                            m_new_password.clear();
                            check(m_events);
                        } else {
                            m_error = error_in(response);
                        }
                    });
    }

    /// What the last request was refused for.
    void draw_error(Ui& ui) {
        if (!m_error) return;
        banner(ui, {.key = "error", .text = m_words.error(*m_error), .tone = Tone::Danger, .is_assertive = true});
    }

    platform::HttpClient& m_http;
    platform::HostServices& m_host;
    const Translator& m_words;
    std::function<void(std::string_view code)> m_use_language;
    const std::string m_base;
    EntryEvents m_events;
    Phase m_phase = Phase::Checking;
    std::string m_email;
    std::string m_password;
    std::string m_new_password;
    FieldErrors m_fields;
    std::optional<Error> m_error;
    bool m_is_asking = false;
    bool m_wants_focus = false;  ///< the form of the new password has just appeared
};

}  // namespace

std::unique_ptr<SessionEntry> make_admin_entry(const EntryContext& context) {
    return std::make_unique<AdminEntry>(context, std::string{admin_base});
}

std::unique_ptr<SessionEntry> make_desk_entry(const EntryContext& context) {
    return std::make_unique<AdminEntry>(context, std::string{});
}

}  // namespace portail::ui
