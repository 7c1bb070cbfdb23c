// Everything that a running server consists of, wired together: store and writer, sessions and throttles, streams, the
// HTTP server with its routes, and the thread that keeps house. Tests start one in their own process.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "server/brand_icons.h"
#include "server/core/store.h"
#include "server/core/writer.h"
#include "server/http/event_streams.h"
#include "server/http/http_server.h"
#include "server/mail_thread.h"
#include "server/metrics.h"
#include "server/password_hash.h"
#include "server/security_headers.h"
#include "server/static_files.h"
#include "server/throttle.h"

namespace portail::server {

struct ApplicationOptions {
    StoreOptions store;
    std::string web_folder;       ///< empty: no browser programs
    std::string public_url;       ///< "https://garage.example", as people reach the server; may be empty
    std::string tls_certificate;  ///< PEM files; both or neither
    std::string tls_key;
    std::vector<std::string> trusted_proxies;
    http::Limits limits;
    http::EventStreamOptions streams;
    MailOptions mail;
    ThrottleOptions code_throttle{.tries = 20, .refill = minute_ms};
    ThrottleOptions sign_in_throttle{.tries = 10, .refill = 5 * minute_ms};
};

class Application final : private PokeSink {
public:
    /// The clock and the random source outlive the application.
    [[nodiscard]] static Result<std::unique_ptr<Application>> create(ApplicationOptions options, const Clock& clock,
                                                                     RandomSource& random);
    ~Application() override;
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;

    /// The port that was bound.
    [[nodiscard]] Result<int> bind(const std::string& host, int port);
    /// Sends mails from now on; once. `origin` is what their links begin with.
    void start_mail(std::string origin);
    /// Serves until stop(); everything that had begun is answered then.
    void serve();
    /// From any thread.
    void stop();

    [[nodiscard]] Store& store() { return *m_store; }
    [[nodiscard]] Writer& writer() { return m_writer; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    [[nodiscard]] RandomSource& random() { return m_random; }
    [[nodiscard]] http::EventStreams& streams() { return m_streams; }
    [[nodiscard]] Metrics& metrics() { return m_metrics; }
    [[nodiscard]] PasswordHasher& passwords() { return m_passwords; }
    [[nodiscard]] Throttle& code_throttle() { return m_code_throttle; }
    [[nodiscard]] Throttle& sign_in_throttle() { return m_sign_in_throttle; }
    [[nodiscard]] Throttle& account_throttle() { return m_account_throttle; }
    [[nodiscard]] MailThread& mail() { return m_mail; }
    [[nodiscard]] BrandIcons& brand_icons() { return m_brand_icons; }
    [[nodiscard]] const StaticFiles& static_files() const { return m_static_files; }
    [[nodiscard]] const Site& site() const { return m_site; }
    [[nodiscard]] const http::HttpServer& http_server() const { return *m_http; }
    [[nodiscard]] Milliseconds started_at() const { return m_started_at; }

private:
    Application(ApplicationOptions options, std::unique_ptr<Store> store, StaticFiles static_files,
                http::TlsContext tls, std::unique_ptr<MailTransport> mail_transport, const Clock& clock,
                RandomSource& random);

    void changed(std::span<const ChangedScope> scopes) override;
    void keep_house();
    void end_streams_of_ended_sessions();
    void drop_what_has_expired();
    void take_out_what_is_long_past();

    const ApplicationOptions m_options;
    const Clock& m_clock;
    RandomSource& m_random;
    const Milliseconds m_started_at;
    Site m_site;
    StaticFiles m_static_files;
    BrandIcons m_brand_icons;
    Metrics m_metrics;
    Throttle m_code_throttle;     ///< by address
    Throttle m_sign_in_throttle;  ///< by address
    Throttle m_account_throttle;  ///< by e-mail address
    PasswordHasher m_passwords;
    std::unique_ptr<Store> m_store;
    http::EventStreams m_streams;
    std::unique_ptr<MailTransport> m_mail_transport;  ///< until start_mail() takes it
    MailThread m_mail;
    Writer m_writer;  // after what it pokes: it finishes its queue first
    std::unique_ptr<http::HttpServer> m_http;

    std::mutex m_house_mutex;
    std::condition_variable m_house_call;
    bool m_sessions_may_have_ended = false;
    bool m_is_stopping = false;
    Milliseconds m_ended_sessions_seen;  ///< the housekeeper's own
    std::thread m_housekeeper;
};

}  // namespace portail::server
