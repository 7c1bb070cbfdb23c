#include "server/mail_thread.h"

#include <algorithm>
#include <chrono>

#include "server/log.h"

namespace portail::server {
namespace {

// Between looks at the clock, which may be set; and between tries while the database cannot be written.
constexpr std::chrono::milliseconds longest_sleep{minute_ms};
// A burst of changes wakes the thread once.
constexpr std::chrono::milliseconds time_to_gather_commits{30};

std::string_view event_of(Delivery delivery) {
    switch (delivery) {
        case Delivery::Sent:
            return "mail_sent";
        case Delivery::Deferred:
            return "mail_deferred";
        case Delivery::Refused:
            return "mail_refused";
        case Delivery::Uncertain:
            return "mail_uncertain";
    }
    return {};
}

// Without the mail server's words, which name the recipient.
void log_report(const DeliveryReport& report) {
    const bool is_sent = report.delivery == Delivery::Sent;
    log_event(is_sent ? LogLevel::Info : LogLevel::Warning, event_of(report.delivery),
              {{"problem", to_string(report.problem)}});
}

}  // namespace

MailThread::~MailThread() {
    stop();
    finish();
}

void MailThread::start(Store& store, Writer& writer, MailSetup setup) {
    m_thread = std::thread{[this, &store, &writer, setup = std::move(setup)]() mutable {
        MailSender sender{store, writer, std::move(setup), m_is_stopping, log_report};
        work(sender);
    }};
}

void MailThread::wake() {
    const std::lock_guard lock{m_mutex};
    if (!std::exchange(m_is_woken, true)) m_call.notify_all();
}

void MailThread::stop() {
    {
        const std::lock_guard lock{m_mutex};
        m_is_stopping = true;
    }
    m_call.notify_all();
}

void MailThread::finish() {
    if (m_thread.joinable()) m_thread.join();
}

void MailThread::work(MailSender& sender) {
    const auto is_called = [this] { return m_is_woken || m_is_stopping; };
    const auto is_stopping = [this] { return m_is_stopping.load(); };
    bool has_begun = false;
    std::unique_lock lock{m_mutex};
    while (!m_is_stopping) {
        m_is_woken = false;
        lock.unlock();
        auto sleep = longest_sleep;
        const Result<std::int64_t> begun = has_begun ? std::int64_t{0} : sender.begin();
        has_begun = begun.ok();
        if (begun && *begun > 0) log_event(LogLevel::Warning, "mails_uncertain", {{"mails", *begun}});
        const auto due = begun ? sender.send_due() : begun.error();
        if (!due) {
            log_error(LogLevel::Warning, "mails_not_sent", due.error());
        } else if (*due) {
            sleep = std::min(sleep, std::max(time_to_gather_commits, sender.time_until(**due)));
        }
        lock.lock();
        m_call.wait_for(lock, sleep, is_called);
        m_call.wait_for(lock, time_to_gather_commits, is_stopping);
    }
}

}  // namespace portail::server
