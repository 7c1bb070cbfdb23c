#include "server/application.h"

#include <algorithm>
#include <utility>

#include "server/core/maintenance.h"
#include "server/core/sync_window.h"
#include "server/http_status.h"
#include "server/log.h"
#include "server/routes.h"
#include "shared/domain/scopes.h"

namespace portail::server {
namespace {

constexpr std::chrono::hours time_between_clearings{24};
constexpr std::chrono::milliseconds time_to_gather_commits{30};

Site describe_site(const ApplicationOptions& options) {
    Site site;
    site.public_origin = options.public_url;
    site.is_secure = !options.tls_certificate.empty() || options.public_url.starts_with("https://");
    return site;
}

}  // namespace

Result<std::unique_ptr<Application>> Application::create(ApplicationOptions options, const Clock& clock,
                                                         RandomSource& random) {
    Result<StaticFiles> static_files = StaticFiles::read(options.web_folder);
    if (!static_files) return static_files.error();
    http::TlsContext tls;
    if (!options.tls_certificate.empty()) {
        Result<http::TlsContext> made = http::make_tls_context(options.tls_certificate, options.tls_key);
        if (!made) return made.error();
        tls = std::move(*made);
    }
    Result<std::unique_ptr<MailTransport>> mail_transport = make_mail_transport(options.mail);
    if (!mail_transport) return mail_transport.error();
    Result<std::unique_ptr<Store>> store = Store::open(options.store, clock, random);
    if (!store) return store.error();
    return std::unique_ptr<Application>{new Application(std::move(options), std::move(*store), std::move(*static_files),
                                                        std::move(tls), std::move(*mail_transport), clock, random)};
}

Application::Application(ApplicationOptions options, std::unique_ptr<Store> store, StaticFiles static_files,
                         http::TlsContext tls, std::unique_ptr<MailTransport> mail_transport, const Clock& clock,
                         RandomSource& random)
    : m_options(std::move(options)),
      m_clock(clock),
      m_random(random),
      m_started_at(clock.now()),
      m_site(describe_site(m_options)),
      m_static_files(std::move(static_files)),
      m_code_throttle(m_options.code_throttle, clock, random),
      m_sign_in_throttle(m_options.sign_in_throttle, clock, random),
      m_account_throttle(m_options.sign_in_throttle, clock, random),
      m_passwords(random),
      m_store(std::move(store)),
      m_streams(m_options.streams, std::string{scopes::everyone}),
      m_mail_transport(std::move(mail_transport)),
      m_writer(*m_store, Writer::Mode::Thread, this),
      m_ended_sessions_seen(m_started_at) {
    http::HttpServerOptions http_options;
    http_options.limits = m_options.limits;
    http_options.tls = std::move(tls);
    http_options.trusted_proxies = m_options.trusted_proxies;
    http_options.refused = [this](const http::Refusal& refusal, httplib::Response& response) {
        ++m_metrics.refused_requests;
        log_event(LogLevel::Info, "request_refused", {{"status", refusal.status}, {"reason", refusal.reason}});
        response.set_content(error_body(error_of_status(refusal.status)), "application/json");
        set_security_headers(m_site, response);
    };
    http_options.finish = [this](const httplib::Request&, httplib::Response& response) {
        set_security_headers(m_site, response);
    };
    m_http = std::make_unique<http::HttpServer>(std::move(http_options));
    install_routes(*this, *m_http);
    m_housekeeper = std::thread{[this] { keep_house(); }};
}

Application::~Application() {
    stop();
    m_housekeeper.join();
    m_mail.finish();
    m_streams.stop();
}

Result<int> Application::bind(const std::string& host, int port) {
    return m_http->bind(host, port);
}

void Application::start_mail(std::string origin) {
    m_mail.start(*m_store, m_writer, {std::move(m_mail_transport), m_options.mail.sender, std::move(origin)});
}

void Application::serve() {
    m_http->serve();
}

void Application::stop() {
    m_http->stop_serving();
    m_streams.stop();
    m_mail.stop();
    {
        const std::lock_guard lock{m_house_mutex};
        m_is_stopping = true;
    }
    m_house_call.notify_all();
}

void Application::changed(std::span<const ChangedScope> scopes) {
    std::vector<http::Poke> pokes;
    pokes.reserve(scopes.size());
    for (const ChangedScope& changed : scopes)
        pokes.push_back({changed.scope, changed.version});
    m_streams.poke(std::move(pokes));
    // Mails are rows of this scope.
    const bool mails_may_wait = std::any_of(scopes.begin(), scopes.end(), [](const ChangedScope& changed) {
        return changed.scope == scopes::staff_clients;
    });
    if (mails_may_wait) m_mail.wake();
    // Portal links and staff are rows of these scopes; with them sessions end.
    const bool sessions_may_have_ended = std::any_of(scopes.begin(), scopes.end(), [](const ChangedScope& changed) {
        return changed.scope == scopes::staff_clients || changed.scope == scopes::staff_agenda;
    });
    if (!sessions_may_have_ended) return;
    const std::lock_guard lock{m_house_mutex};
    if (!std::exchange(m_sessions_may_have_ended, true)) m_house_call.notify_all();
}

void Application::keep_house() {
    const auto is_stopping = [this] { return m_is_stopping; };
    auto next_clearing = std::chrono::steady_clock::now();
    std::unique_lock lock{m_house_mutex};
    while (!m_is_stopping) {
        m_house_call.wait_until(lock, next_clearing, [this] { return m_is_stopping || m_sessions_may_have_ended; });
        if (m_sessions_may_have_ended) {
            // A moment in which further commits find the flag raised and wake nobody.
            if (m_house_call.wait_for(lock, time_to_gather_commits, is_stopping)) break;
            m_sessions_may_have_ended = false;
            lock.unlock();
            end_streams_of_ended_sessions();
            lock.lock();
        }
        if (!m_is_stopping && std::chrono::steady_clock::now() >= next_clearing) {
            lock.unlock();
            drop_what_has_expired();
            take_out_what_is_long_past();
            next_clearing = std::chrono::steady_clock::now() + time_between_clearings;
            lock.lock();
        }
    }
}

void Application::end_streams_of_ended_sessions() {
    const Milliseconds looked_at = m_clock.now();
    const auto ended = m_store->read([&](Database& database) {
        return database.rows(
            "SELECT token_hash FROM ended_sessions WHERE ended_at >= ?1", [](const Row& row) { return row.text(0); },
            m_ended_sessions_seen);
    });
    if (!ended) {
        log_error(LogLevel::Warning, "ended_sessions_not_read", ended.error());
        return;
    }
    for (const std::string& token_hash : *ended)
        m_streams.end_streams(token_hash);
    // A little is looked at twice, for a group that was committed just now may bear an earlier time.
    m_ended_sessions_seen = looked_at - minute_ms;
}

void Application::drop_what_has_expired() {
    const Result<ExpiredCounts> dropped =
        m_writer.run([](WriteContext& context) -> Result<ExpiredCounts> { return drop_expired(context); });
    if (!dropped) {
        log_error(LogLevel::Warning, "expired_not_dropped", dropped.error());
        return;
    }
    log_event(LogLevel::Info, "expired_dropped",
              {{"tombstones", dropped->tombstones},
               {"decided_mutations", dropped->decided_mutations},
               {"sync_clients", dropped->sync_clients},
               {"sessions", dropped->sessions}});
}

void Application::take_out_what_is_long_past() {
    const Result<std::int64_t> moved = apply_sync_windows(*m_store, m_writer);
    if (!moved) {
        log_error(LogLevel::Warning, "sync_windows_not_applied", moved.error());
    } else if (*moved > 0) {
        log_event(LogLevel::Info, "sync_windows_applied", {{"rows", *moved}});
    }
}

}  // namespace portail::server
