#include "shared/ui/app.h"

#include "shared/i18n/phone_number.h"
#include "shared/ui/app_words.h"
#include "shared/ui/install_offer.h"
#include "shared/ui/place_dialog.h"
#include "shared/ui/widgets.h"

namespace portail::ui {
namespace {

constexpr const char* language_key = "language";
constexpr const char* text_scale_key = "text_scale";
constexpr const char* phone_key = "business:phone";  // whom to call when the replica cannot be opened

// A page that slept may hear only after it is visible again that another tab has taken over meanwhile.
constexpr Milliseconds late_news_ms = 3'000;

Language stored_language(const platform::HostServices& host) {
    if (const auto stored = host.stored(language_key)) {
        if (const std::optional<Language> language = language_from_tag(*stored)) return *language;
    }
    return choose_language(host.preferences().languages);
}

/// Until the business has told its own: the one in the first of the person's languages that names one.
std::string likely_country(const platform::HostServices& host) {
    for (const std::string& tag : host.preferences().languages) {
        if (std::string country = country_from_tag(tag); !country.empty()) return country;
    }
    return {};
}

/// In hundredths, as it is stored; 0 where the person has not chosen.
float stored_text_scale(const platform::HostServices& host) {
    const std::optional<std::string> stored = host.stored(text_scale_key);
    int hundredths = 0;
    for (const char digit : stored.value_or("")) {
        if (digit < '0' || digit > '9' || hundredths > 1000) return 0;
        hundredths = hundredths * 10 + (digit - '0');
    }
    return hundredths >= 100 && hundredths <= 200 ? static_cast<float>(hundredths) / 100 : 0;
}

std::optional<ImposedColors> imposed_colors(const platform::SystemPreferences& preferences) {
    if (!preferences.forced_colors) return std::nullopt;
    const platform::ForcedColors& forced = *preferences.forced_colors;
    const auto color = [](const std::string& css) { return parse_color(css).value_or(rgb(0x000000)); };
    return ImposedColors{color(forced.canvas),        color(forced.canvas_text), color(forced.link_text),
                         color(forced.gray_text),     color(forced.highlight),   color(forced.highlight_text),
                         color(forced.button_border), color(forced.field)};
}

UiHost ui_host(platform::AppLoop& loop, platform::SystemText* system_text) {
    UiHost host;
    host.request_frames = [&loop](int frames) { loop.request_frames(frames); };
    host.request_frame_in = [&loop](std::int64_t in_ms) { loop.request_frame_in(in_ms); };
    if (platform::has_page()) {
        host.mirror = [](std::string_view patches) { platform::mirror_to_page(std::string{patches}); };
    }
    host.system_text = system_text;
    return host;
}

}  // namespace

App::App(const AppDefinition& definition, const AppPlatform& platform)
    : m_definition(definition),
      m_platform(platform),
      m_words(stored_language(platform.host), likely_country(platform.host)),
      m_ui(ui_host(platform.loop, platform.system_text)),
      m_brand(m_ui, platform.host, platform.http, [this] { apply_preferences(); }),
      m_router(platform.host, m_definition.screens),
      m_places(m_ui, m_router, platform.host),
      m_entry(m_definition.make_entry(
          {platform.http, platform.host, m_words, [this](std::string_view code) { use_language(code); }})),
      m_phone(platform.host.stored(phone_key).value_or("")),
      m_update(platform.host, platform.loop, m_words, [this] { return would_lose(); }) {
    platform.host.files().use_loop(&platform.loop);
    m_ui.files().use(platform.host.files(), [this] { m_platform.loop.request_frames(); });
    m_brand.start();
    use_words(m_words.language(), m_words.locale().country());
    apply_preferences();
    listen_to_host();
    m_ui.offer_refresh({.start = [this] { refresh(); },
                        .is_under_way =
                            [this] {
                                return m_is_checking ||
                                       (m_session && m_session->is_open() && m_session->status().is_working);
                            }});
    count_visit(platform.host);
    enter();
}

App::~App() {
    m_platform.host.files().use_loop(nullptr);
    m_platform.host.on_preferences_changed = nullptr;
    m_platform.host.on_online_changed = nullptr;
    m_platform.host.on_visibility_changed = nullptr;
    m_platform.host.on_location_changed = nullptr;
    m_platform.host.on_update_ready = nullptr;
    m_platform.host.on_install_way_changed = nullptr;
}

void App::listen_to_host() {
    platform::HostServices& host = m_platform.host;
    host.on_preferences_changed = [this] {
        apply_preferences();
        m_platform.loop.request_frames();
    };
    host.on_online_changed = [this](bool is_online) {
        if (m_session && m_session->is_open()) {
            is_online ? m_session->client().came_online() : m_session->client().went_offline();
        } else if (is_online && m_phase == Phase::Entering && !m_is_checking) {
            enter();
        }
        m_platform.loop.request_frames();
    };
    host.on_visibility_changed = [this](bool is_visible) {
        if (is_visible) became_visible();
        m_update.look();
        m_platform.loop.request_frames();
    };
    host.on_install_way_changed = [this] { m_platform.loop.request_frames(); };
    host.on_update_ready = [this] {
        m_update.look();
        m_platform.loop.request_frames();
    };
    host.on_location_changed = [this](const std::string& location) {
        m_router.location_changed(location);
        m_platform.loop.request_frames();
    };
}

void App::refresh() {
    if (m_session && m_session->is_open()) {
        m_session->client().sync_now();
    } else if (m_phase == Phase::Entering && !m_is_checking) {
        enter();
    }
}

void App::became_visible() {
    m_visible_since = m_platform.loop.monotonic_ms();
    if (m_phase == Phase::TakenOver) {
        take_back();
    } else if (m_session && m_session->is_open()) {
        m_session->client().regained_focus();
    }
}

// --- the session -------------------------------------------------------------------------------------------------

void App::enter() {
    m_phase = Phase::Entering;
    if (const std::optional<SessionInfo> remembered = m_entry->remembered()) open_session(*remembered);
    check_entry();
    if (!m_session) m_brand.ask();  // the replica tells it otherwise
}

/// Answers to an earlier question count no more.
EntryEvents App::entry_events() {
    const int attempt = ++m_attempt;
    const auto answer = [this, attempt](auto&& act) {
        if (attempt != m_attempt) return;
        m_is_checking = false;
        act();
        m_platform.loop.request_frames();
    };
    EntryEvents events;
    events.signed_in = [this, answer](const SessionInfo& info) { answer([&] { signed_in(info); }); };
    events.offline = [answer] { answer([] {}); };
    events.refused = [this, answer] {
        answer([this] {
            close_session();
            m_entry->forget();
            m_phase = Phase::Entering;
        });
    };
    return events;
}

void App::check_entry() {
    m_is_checking = true;
    m_entry->check(entry_events());
}

void App::signed_in(const SessionInfo& info) {
    m_ui.drafts().clear();  // what the form of the sign-in held
    m_entry->remember(info);
    use_address(info);
    if (!m_session || m_info->actor.principal() != info.actor.principal()) {
        close_session();
        open_session(info);
    } else if (m_session->is_open()) {
        if (const Result<void> taken = m_session->client().signed_in(info.actor); !taken) fail(taken.error());
    }
}

void App::use_address(const SessionInfo& session) {
    if (!session.address.empty()) m_platform.host.server_address = session.address;
}

void App::open_session(const SessionInfo& session) {
    m_info = session;
    use_address(session);
    m_phase = Phase::Opening;
    m_router.set_base(m_entry->base());
    AppSession::Hooks hooks;
    hooks.show_toast = [this](Toast toast) {
        m_ui.show_toast(std::move(toast));
        m_platform.loop.request_frames();
    };
    hooks.show_brand = [this](AppBrand::Look look) { m_brand.show(std::move(look)); };
    hooks.changed = [this] { m_platform.loop.post([this] { session_changed(); }); };
    hooks.left = [this] { m_platform.loop.post([this] { sign_out(); }); };
    hooks.use_language = [this](std::string_view code) { use_language(code); };
    hooks.use_country = [this](const std::string& country) { use_country(country); };
    hooks.use_text_scale = [this](float scale) {
        m_platform.host.store(text_scale_key, std::to_string(static_cast<int>(scale * 100)));
        apply_preferences();
    };
    hooks.use_color_scheme = [this](SchemeChoice choice) {
        store_scheme_choice(m_platform.host, choice);
        apply_preferences();
    };
    hooks.update_program = [this] { m_update.apply(m_ui); };
    hooks.saved = [this] { m_places.saved(); };
    m_session = std::make_unique<AppSession>(m_definition, m_platform, session, m_words, m_router, std::move(hooks));
    // A session that could not be opened is closed, which must not happen while it tells so.
    m_session->start([this, attempt = ++m_opening](const Result<void>& opened) {
        m_platform.loop.post([this, attempt, opened] {
            if (attempt == m_opening) session_opened(opened);
        });
    });
}

void App::session_opened(const Result<void>& opened) {
    m_platform.loop.request_frames();
    if (opened.ok()) {
        m_phase = Phase::Running;
        phone_library::load([this] { m_platform.loop.request_frames(); });
        session_changed();
    } else if (opened.error().code == ErrorCode::Conflict) {
        taken_over();
    } else {
        fail(opened.error());
    }
}

void App::close_session() {
    ++m_opening;
    m_session.reset();
    m_info.reset();
}

/// The sync client has something to tell. Runs from the loop, never inside a callback of the client that may be closed
/// here.
void App::session_changed() {
    m_platform.loop.request_frames();
    if (!m_session || m_phase != Phase::Running) return;
    const SyncStatus status = m_session->status();
    if (status.storage_lost == platform::StorageLoss::TakenOver) {
        taken_over();
    } else if (status.storage_lost) {
        m_phase = Phase::Failed;
        close_session();
    } else if (!status.wipe_reason.empty()) {
        close_session();
        m_places.forget();
        m_entry->forget();
        enter();
    } else if (m_session->is_open() && status.connection == SyncConnection::SignedOut && !m_is_checking) {
        check_entry();
    }
}

/// The tab that the person looks at writes. At most one return from each time that it becomes visible: two windows side
/// by side would take the replica from each other without end.
void App::taken_over() {
    m_phase = Phase::TakenOver;
    close_session();
    if (m_visible_since && m_platform.loop.monotonic_ms() - *m_visible_since < late_news_ms) take_back();
}

void App::take_back() {
    m_visible_since.reset();
    // The other tab may run a newer version already, with a replica that this one does not know.
    m_platform.host.has_update() ? m_platform.host.apply_update() : enter();
}

void App::sign_out() {
    close_session();
    m_places.forget();
    m_router.replace(without_dialog(m_router.place()));
    m_phase = Phase::Entering;
    m_is_checking = false;
    m_entry->sign_out(entry_events(), [this] { m_platform.loop.request_frames(); });
    m_platform.loop.request_frames();
}

void App::fail(const Error& error) {
    m_phase = Phase::Failed;
    m_failure = error;
    close_session();
}

bool App::would_lose() const {
    if (m_ui.has_entered() || m_ui.has_dialog()) return true;
    if (m_phase == Phase::Opening) return true;
    return m_phase == Phase::Running && m_session && !m_session->client().is_durable();
}

// --- words and looks ---------------------------------------------------------------------------------------------

/// At once, without a reload, and from now on on this device.
void App::use_language(std::string_view code) {
    m_platform.host.store(language_key, std::string{code});
    if (const std::optional<Language> language = language_from_tag(code)) {
        use_words(*language, m_words.locale().country());
    }
    m_platform.loop.request_frames();
}

void App::use_country(const std::string& country) {
    if (!country.empty() && country != m_words.locale().country()) use_words(m_words.language(), country);
}

void App::use_words(Language language, const std::string& country) {
    m_words = Translator{language, country};
    m_ui.set_words(widget_words(m_words));
    m_platform.host.set_language(std::string{code_of(language)});
    m_announced_title.clear();
}

void App::apply_preferences() {
    const platform::SystemPreferences preferences = m_platform.host.preferences();
    ThemeOptions theme;
    theme.scheme = scheme_of(stored_scheme_choice(m_platform.host), preferences);
    const float chosen = stored_text_scale(m_platform.host);
    theme.text_scale = chosen > 0 ? chosen : preferences.text_scale;
    theme.reduced_motion = preferences.reduces_motion;
    theme.accent = m_brand.accent();
    theme.imposed = imposed_colors(preferences);
    m_ui.set_theme(theme);
}

void App::announce_title() {
    const bool is_running = m_phase == Phase::Running && m_session && m_session->is_open();
    std::string title = is_running ? m_session->title() : m_entry->title();
    if (is_running && !m_session->organisation().name.empty()) title += " – " + m_session->organisation().name;
    if (title != m_announced_title) {
        m_announced_title = title;
        m_platform.host.set_title(title);
    }
    if (!is_running) return;
    if (const std::string& phone = m_session->organisation().phone; !phone.empty() && phone != m_phone) {
        m_phone = phone;
        m_platform.host.store(phone_key, phone);
    }
}

// --- frames ------------------------------------------------------------------------------------------------------

void App::draw(const platform::Viewport& viewport, Milliseconds now_ms) {
    m_ui.begin_frame({.size = {viewport.width, viewport.height}, .now_ms = now_ms});
    // A panel over the screen changes the parameters alone.
    if (m_entered_at != m_router.place().path) {
        m_entered_at = m_router.place().path;
        m_ui.forget_entered();
    }
    announce_title();
    m_update.offer(m_ui);
    const bool is_at_place = m_phase == Phase::Running && m_session && m_session->is_open();
    if (is_at_place) {
        m_places.begin_frame();
    } else {
        m_ui.set_shortcuts({});
    }
    draw_phase();
    m_ui.end_frame();
    if (is_at_place) m_places.end_frame(m_words);
}

void App::twin_action(platform::TwinAction action) {
    m_ui.queue({.node = action.node,
                .kind = static_cast<ActionKind>(action.kind),
                .value = std::move(action.value),
                .focus_visible = action.focus_visible});
    m_platform.loop.request_frames();
}

void App::draw_phase() {
    switch (m_phase) {
        case Phase::Entering:
            m_entry->draw(m_ui);
            return;
        case Phase::Opening:
            page(m_ui, {.key = "opening", .is_passing = true},
                 [&] { main_area(m_ui, {.max_width = 640}, [&] { skeleton(m_ui, {.rows = 5, .key = "opening"}); }); });
            return;
        case Phase::Running:
            // Between a wipe and session_changed() there is nothing to read from.
            if (m_session && m_session->is_open()) m_session->draw(m_ui);
            return;
        case Phase::TakenOver:
            draw_message(Icon::Info, m_definition.storage_words.taken_over,
                         m_words.text(m_definition.storage_words.taken_over_text),
                         m_definition.storage_words.continue_here, [this] { take_back(); });
            return;
        case Phase::Failed:
            draw_message(Icon::Warning, "app.failed",
                         m_failure ? m_words.error(*m_failure) : m_words.text(m_definition.storage_words.failed_text),
                         "common.retry", [this] {
                             m_failure.reset();
                             enter();
                         });
            return;
    }
}

void App::draw_message(Icon icon, std::string_view title_key, const std::string& text, std::string_view action_key,
                       const std::function<void()>& action) {
    bool is_pressed = false;
    page(m_ui, {.key = title_key}, [&] {
        main_area(m_ui, {.max_width = 480}, [&] {
            is_pressed = empty_state(m_ui, {.key = "message",
                                            .icon = icon,
                                            .title = m_words.text(title_key),
                                            .text = text,
                                            .action_label = m_words.text(action_key),
                                            .level = 1});
            if (m_phase == Phase::Failed && !m_phone.empty() &&
                link(m_ui, {.key = "call",
                            .label = m_words.text("common.call", {{"phone", m_phone}}),
                            .href = "tel:" + m_phone,
                            .icon = Icon::Phone})) {
                m_platform.host.open_address("tel:" + m_phone);
            }
        });
    });
    if (is_pressed) action();
}

}  // namespace portail::ui
