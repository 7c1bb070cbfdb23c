#include "shared/ui/app_session.h"

#include "shared/mutators/customer_mutators.h"
#include "shared/queries/customer_queries.h"
#include "shared/queries/organisation_queries.h"
#include "shared/ui/place_dialog.h"
#include "shared/ui/screen.h"
#include "shared/ui/widgets.h"

namespace portail::ui {
namespace {

Connection connection_of(SyncConnection connection) {
    switch (connection) {
        case SyncConnection::Connecting:
            return Connection::Connecting;
        case SyncConnection::Online:
            return Connection::Online;
        case SyncConnection::Offline:
            return Connection::Offline;
        case SyncConnection::SignedOut:
            return Connection::SignedOut;
        case SyncConnection::UpgradeNeeded:
            return Connection::UpgradeNeeded;
    }
    return Connection::Connecting;
}

/// What is not in our own format (a captive portal's page) is no answer.
Result<HistoryPage> history_in(const platform::HttpResponse& response) {
    const Result<Json> body = parse_json(response.body);
    if (!body) return unavailable("no answer to a history");
    if (response.status == 200) return parse_history_page(*body);
    const auto member = JsonReader{*body}.object("error");
    const std::optional<Error> error = member ? parse_error(**member) : std::nullopt;
    return error ? *error : unavailable("the server answered " + std::to_string(response.status));
}

}  // namespace

Milliseconds AppSession::ServerClock::now() const {
    return m_session.is_open() ? m_session.m_client.server_now() : m_session.m_platform.clock.now();
}

class AppSession::ReplicaData final : public Data {
public:
    explicit ReplicaData(AppSession& session) : m_session(session) {}

    Database& database() override { return m_session.m_client.database(); }
    std::uint64_t revision() const override { return m_session.m_client.revision() + m_session.m_outbox_revision; }
    RowSync row_sync(std::string_view table, const Id& id) const override {
        switch (m_session.m_client.row_state(table, id)) {
            case RowState::Confirmed:
                return RowSync::Confirmed;
            case RowState::Pending:
                return RowSync::Pending;
            case RowState::Uncertain:
                return RowSync::Uncertain;
        }
        return RowSync::Confirmed;
    }

private:
    AppSession& m_session;
};

class AppSession::ReplicaCommands final : public Commands {
public:
    explicit ReplicaCommands(AppSession& session) : m_session(session) {}

    void submit_mutation(const char* name, int version, Json args, SubmitOptions options) override {
        const auto tell = [this, tracked = options.tracked != nullptr ? options.tracked->begin() : nullptr,
                           message = std::move(options.saved_message), undo = std::move(options.undo),
                           on_done = std::move(options.on_done)](const Result<void>& result) {
            if (tracked) tracked(result);
            if (result.ok() && !message.empty()) show_saved(message, undo);
            if (result.ok()) m_session.m_hooks.saved();
            if (!result.ok() && !tracked) show_error(result.error());
            if (on_done) on_done(result);
            m_session.m_hooks.changed();
        };
        const Result<Id> submitted = m_session.m_client.submit(
            {name, version, std::move(args), std::move(options.needs), std::move(options.corrects), {}}, tell);
        if (!submitted) tell(submitted.error());
    }

    std::optional<Id> pending_creation_of(const Id& row) const override {
        return m_session.m_client.pending_creation_of(row);
    }

    void retry(const Id& rejected) override {
        const Result<Id> sent = m_session.m_client.retry(rejected, [this](const Result<void>& result) {
            if (!result.ok()) show_error(result.error());
        });
        if (!sent) show_error(sent.error());
    }

    void discard(const Id& rejected) override {
        if (const Result<void> gone = m_session.m_client.discard(rejected); !gone) show_error(gone.error());
    }

    void read_history(const HistoryRequest& request, std::function<void(const Result<HistoryPage>&)> told) override {
        m_session.m_platform.http.send({.path = "/api/history?" + to_query(request)},
                                       [this, alive = std::weak_ptr<bool>{m_alive},
                                        told = std::move(told)](const platform::HttpResponse& response) {
                                           if (alive.expired()) return;
                                           // Why there is no session any more, the next pull tells.
                                           if (response.status == 401) m_session.m_client.sync_now();
                                           told(history_in(response));
                                           m_session.m_hooks.changed();
                                       });
    }

    void sync_now() override { m_session.m_client.sync_now(); }
    void update_program() override { m_session.m_hooks.update_program(); }
    void sign_out() override {
        m_session.m_sign_out.begin();
        AppContext given = m_session.context();
        open_place_dialog(given, SignOutDialog::name);
    }
    void use_language(std::string_view code) override {
        m_session.m_hooks.use_language(code);
        remember_language(code);
    }
    void use_text_scale(float scale) override { m_session.m_hooks.use_text_scale(scale); }
    void use_color_scheme(SchemeChoice choice) override { m_session.m_hooks.use_color_scheme(choice); }

private:
    /// For what the server will write to a customer. Kept with the other changes until there is a network.
    void remember_language(std::string_view code) {
        if (!m_session.m_actor.is_customer()) return;
        const auto customer = find_customer(m_session.m_client.database(), m_session.m_actor.id);
        if (!customer || !customer->has_value() || (*customer)->language == code) return;
        submit(ChooseLanguage{m_session.m_actor.id, std::string{code}}, {});
    }

    void show_saved(const std::string& message, const std::function<void(Commands&)>& undo) {
        std::function<void()> take_back;
        // The session may end before the message goes.
        if (undo) {
            take_back = [this, undo, alive = std::weak_ptr<bool>{m_alive}] {
                if (!alive.expired()) undo(*this);
            };
        }
        m_session.m_hooks.show_toast(saved_toast(m_session.m_words, message, std::move(take_back)));
    }

    void show_error(const Error& error) {
        m_session.m_hooks.show_toast({.text = m_session.m_words.error(error), .tone = Tone::Danger});
    }

    AppSession& m_session;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

AppSession::AppSession(const AppDefinition& definition, const AppPlatform& platform, const SessionInfo& session,
                       const Translator& words, Router& router, Hooks hooks)
    : m_definition(definition),
      m_platform(platform),
      m_words(words),
      m_router(router),
      m_hooks(std::move(hooks)),
      m_actor(session.actor),
      m_format(words, m_organisation.zone),
      m_client({platform.http, platform.loop, platform.storage, platform.clock, platform.random},
               {.replica_name = definition.name + ":" + session.actor.principal(),
                .replica = {.actor = session.actor},
                .timings = {}}),
      m_clock(*this),
      m_data(std::make_unique<ReplicaData>(*this)),
      m_commands(std::make_unique<ReplicaCommands>(*this)),
      m_panel(definition.correction_place),
      m_overlay(definition.make_overlay != nullptr ? definition.make_overlay() : nullptr) {
    m_client.on_change = [this] { client_changed(); };
}

AppSession::~AppSession() = default;

void AppSession::start(std::function<void(const Result<void>&)> opened) {
    m_client.start(std::move(opened));
}

void AppSession::client_changed() {
    m_is_stale = true;
    ++m_outbox_revision;
    m_hooks.changed();
}

void AppSession::refresh() {
    if (!m_is_stale) return;
    m_is_stale = false;
    const SyncStatus status = m_client.status();
    m_summary.connection = connection_of(status.connection);
    m_summary.is_working = status.is_working;
    m_summary.may_be_evicted = status.may_be_evicted;
    m_summary.last_synced_at = status.last_synced_at;
    m_summary.pending.clear();
    for (const PendingMutation& entry : m_client.pending()) {
        const Mutation& mutation = entry.mutation;
        m_summary.pending.push_back({mutation.uuid, mutation.name, mutation.args, mutation.made_at});
    }
    m_summary.rejected.clear();
    if (Result<std::vector<Rejection>> rejections = m_client.rejections(); rejections.ok()) {
        for (Rejection& rejection : *rejections) {
            Mutation& mutation = rejection.mutation;
            m_summary.rejected.push_back({mutation.uuid, mutation.name, mutation.version, std::move(mutation.args),
                                          mutation.made_at, std::move(rejection.error), rejection.held_back});
        }
    } else {
        m_hooks.show_toast({.text = m_words.error(rejections.error()), .tone = Tone::Danger});
    }
    if (m_read_revision != m_client.revision()) {
        m_read_revision = m_client.revision();
        Result<std::optional<Organisation>> organisation = load_organisation(m_client.database());
        if (organisation.ok() && organisation->has_value()) {
            m_organisation = std::move(**organisation);
            Result<std::string> logo = load_logo(m_client.database());
            m_hooks.show_brand({m_organisation.name, m_organisation.accent_color, logo ? std::move(*logo) : ""});
            m_hooks.use_country(m_organisation.country);
        }
    }
}

AppContext AppSession::context() {
    return {*m_data,           *m_commands,     m_router,       m_words, m_format, m_clock,
            m_platform.random, m_platform.host, m_organisation, m_actor, m_summary, m_platform.system_text};
}

void AppSession::show_screen() {
    if (m_router.entry() == m_entry) return;
    m_entry = m_router.entry();
    m_screen = m_entry != nullptr ? m_entry->make() : nullptr;
}

std::string AppSession::title() {
    refresh();
    show_screen();
    if (m_screen == nullptr) return m_words.text("app.not_found");
    AppContext given = context();
    return m_screen->title(given);
}

void AppSession::draw(Ui& ui) {
    refresh();
    show_screen();
    AppContext given = context();
    if (m_organisation.id.empty()) {
        draw_first_sync(ui);
    } else if (m_screen != nullptr) {
        m_screen->draw(ui, given);
    } else {
        page(ui, {.key = "not_found"}, [&] {
            main_area(ui, {.max_width = 480}, [&] {
                if (empty_state(ui, {.key = "not_found",
                                     .icon = Icon::Info,
                                     .title = m_words.text("app.not_found"),
                                     .text = m_words.text("app.not_found_text"),
                                     .action_label = m_words.text("app.home")})) {
                    m_router.replace("/");
                }
            });
        });
    }
    if (m_overlay && !m_organisation.id.empty()) m_overlay->draw(ui, given);
    m_panel.draw(ui, given);
    draw_upgrade(ui, given);
    draw_sign_out(ui, given);
    announce_connection(ui);
}

void AppSession::draw_sign_out(Ui& ui, AppContext& given) {
    const std::string_view farewell = m_actor.is_staff() ? "session.sign_out_staff_text" : "session.sign_out_text";
    m_sign_out.draw(ui, given, farewell, [this](SignOutChoice choice) {
        m_client.sign_out(choice, [this](const Result<void>& result) {
            if (result.ok()) {
                m_hooks.left();
            } else {
                m_sign_out.failed(result.error());
                m_hooks.changed();
            }
        });
    });
}

/// Said politely when it changes; at the start nobody has asked.
void AppSession::announce_connection(Ui& ui) {
    const Connection now = m_summary.connection;
    if (now == m_announced_connection || now == Connection::Connecting) return;
    const bool is_change = m_announced_connection.has_value();
    m_announced_connection = now;
    if (is_change) ui.announce(sync_sentence(m_words, m_summary));
}

/// Asked once, and not while another question is open; after that the mark in the bar goes on telling it.
void AppSession::draw_upgrade(Ui& ui, AppContext& given) {
    static const std::string name = "upgrade";
    if (m_summary.connection != Connection::UpgradeNeeded) return;
    if (!m_has_asked_for_upgrade && is_place_dialog_open(given, "")) {
        m_has_asked_for_upgrade = true;
        open_place_dialog(given, name);
    }
    place_dialog(ui, given, name, {.key = name, .title = m_words.text("app.upgrade")}, [&] {
        text(ui, {.text = m_words.text("app.upgrade_text"), .key = "text"});
        if (button(ui, {.key = "reload",
                        .label = m_words.text("app.reload"),
                        .style = ButtonStyle::Primary,
                        .is_full_width = true})) {
            m_platform.host.reload();
        }
    });
}

/// Nothing has ever been pulled: there is nothing to show yet, not even the business's name.
void AppSession::draw_first_sync(Ui& ui) {
    page(ui, {.key = "first_sync", .is_passing = true}, [&] {
        main_area(ui, {.max_width = 640}, [&] {
            if (m_summary.connection == Connection::Offline) {
                if (empty_state(ui, {.key = "offline",
                                     .icon = Icon::WifiOff,
                                     .title = m_words.text("app.first_sync_offline"),
                                     .text = m_words.text("app.first_sync_offline_text"),
                                     .action_label = m_words.text("common.retry"),
                                     .level = 1})) {
                    m_client.sync_now();
                }
                return;
            }
            progress(ui, {.key = "loading", .label = m_words.text("app.first_sync")});
            skeleton(ui, {.rows = 5, .key = "skeleton"});
        });
    });
}

}  // namespace portail::ui
