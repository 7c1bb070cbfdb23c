#include <malloc.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <thread>

#include "server/application.h"
#include "server/commands.h"
#include "server/demo/demo_business.h"
#include "server/site_address.h"
#include "server/staff_credentials.h"
#include "shared/qr/qr_code.h"

namespace portail::server {
namespace {

/// Every connection and stream is a file; the usual soft limit of 1024 is far below what the server may hold.
void allow_many_files() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// What glibc would keep for itself: an arena for each of many threads that come and go, and the 19 MB of a password's
/// hash for ever after the first one.
void keep_memory_small() {
    ::mallopt(M_ARENA_MAX, 4);
    ::mallopt(M_MMAP_THRESHOLD, 512 * 1024);
}

/// SIGINT and SIGTERM as something to wait for. Blocked before any thread is started, so that all inherit it.
class StopRequests {
public:
    StopRequests() {
        ::sigemptyset(&m_signals);
        ::sigaddset(&m_signals, SIGINT);
        ::sigaddset(&m_signals, SIGTERM);
        ::pthread_sigmask(SIG_BLOCK, &m_signals, nullptr);
        ::signal(SIGPIPE, SIG_IGN);
    }
    int wait() const {
        int signal = 0;
        ::sigwait(&m_signals, &signal);
        return signal;
    }

private:
    sigset_t m_signals{};
};

Result<bool> has_business(Application& application) {
    const Result<std::int64_t> count = application.store().read(
        [](Database& database) { return database.integer("SELECT count(*) FROM organisations"); });
    if (!count) return count.error();
    return *count > 0;
}

void greet(const std::string& origin, const FilledBusiness& business, const OneTimeCredentials& credentials) {
    std::cout << "\n  First start. For the administrator, once:\n\n"
              << "    address            " << origin << "/admin\n"
              << "    e-mail             " << credentials.email << "\n"
              << "    one-time password  " << credentials.password << "\n";
    if (!business.portal_code.empty()) {
        const std::string url = portal_url(origin, business.portal_code);
        std::cout << "\n  A customer's portal:\n\n    " << url << "\n\n";
        if (const Result<QrCode> code = encode_qr(url)) std::cout << to_terminal_text(*code);
    }
    std::cout << "\n";
}

/// The business of the first start, with a one-time password for its administrator.
Result<void> begin_business(Application& application, const Options& options, const std::string& origin) {
    const Result<FilledBusiness> business = application.writer().run([&](WriteContext& context) {
        const auto fill = options.empty ? fill_empty_business : fill_demo_business;
        return fill(context.database, context.now, application.random());
    });
    if (!business) return business.error();
    const Result<OneTimeCredentials> credentials = give_one_time_password(
        application.writer(), application.passwords(), application.random(), business->staff.front().email);
    if (!credentials) return credentials.error();
    greet(origin, *business, *credentials);
    return {};
}

ApplicationOptions application_options(const Options& options, MailOptions mail, const std::string& public_url) {
    ApplicationOptions application;
    application.mail = std::move(mail);
    application.store.folder = options.data_folder;
    application.web_folder = options.web_folder;
    application.public_url = public_url;
    application.tls_certificate = options.tls_certificate;
    application.tls_key = options.tls_key;
    application.trusted_proxies = options.trusted_proxies;
    return application;
}

}  // namespace

int run_serve(const Options& options) {
    allow_many_files();
    keep_memory_small();
    const StopRequests stop_requests;
    start_log(log_level_from_string(options.log_level).value_or(LogLevel::Info));

    const SystemClock clock{};
    SystemRandom random;
    std::string public_url;
    if (!options.public_url.empty()) public_url = normalise_origin(options.public_url).value();
    Result<MailOptions> mail = mail_options(options);
    if (!mail) return fail(mail.error());
    Result<std::unique_ptr<Application>> created =
        Application::create(application_options(options, std::move(*mail), public_url), clock, random);
    if (!created) return fail(created.error());
    Application& application = **created;

    const Result<int> port = application.bind(options.host, options.port);
    if (!port) return fail(port.error());
    const Result<std::string> origin = public_origin(options, *port);
    if (!origin) return fail(origin.error());
    const Result<bool> is_in_use = has_business(application);
    if (!is_in_use) return fail(is_in_use.error());
    if (!*is_in_use) {
        if (const Result<void> begun = begin_business(application, options, *origin); !begun)
            return fail(begun.error());
    }

    application.start_mail(*origin);

    std::thread stopper{[&] {
        const int signal = stop_requests.wait();
        log_event(LogLevel::Info, "stopping", {{"signal", ::strsignal(signal)}});
        application.stop();
    }};
    std::cout << "Portail listens on " << *origin
              << (options.public_url.empty() ? "" : " (behind port " + std::to_string(*port) + ")")
              << "; Ctrl-C stops it.\n"
              << std::flush;
    log_event(LogLevel::Info, "started", {{"port", *port}, {"tls", !options.tls_certificate.empty()}});
    application.serve();
    stopper.join();
    created->reset();
    log_event(LogLevel::Info, "stopped");
    return 0;
}

}  // namespace portail::server
