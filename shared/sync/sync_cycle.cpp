// When the sync client asks the server what. One request at a time; a cycle pulls after (re)connecting, pushes until
// nothing is left, and pulls what came of it.
#include <utility>

#include "shared/sync/sync_client.h"

namespace portail {

void SyncClient::sync_now() {
    m_wants_pull = true;
    urge();
}

void SyncClient::came_online() {
    m_begins_with_pull = true;
    m_stream.retry_now();
    urge();
}

void SyncClient::went_offline() {
    if (m_connection == SyncConnection::Online) m_connection = SyncConnection::Offline;
    m_begins_with_pull = true;
    notify();
}

void SyncClient::regained_focus() {
    m_stream.retry_now();
    sync_now();
}

// Does not wait for our own back-off any longer; what the server has asked for is kept.
void SyncClient::urge() {
    if (m_retry_timer != 0 && !m_server_asked_to_wait) {
        m_services.timers.cancel(std::exchange(m_retry_timer, 0));
        m_pull_failed_here = false;
    }
    step();
}

bool SyncClient::is_stopped() const {
    return !m_replica || m_is_leaving || m_storage_lost || m_connection == SyncConnection::SignedOut;
}

void SyncClient::step() {
    if (is_stopped() || m_activity != Activity::Idle || m_retry_timer != 0) return;
    const bool may_pull = m_connection != SyncConnection::UpgradeNeeded && !m_pull_failed_here;
    if (may_pull && m_begins_with_pull) {
        start_pull();
    } else if (start_push()) {
        // The answer goes on from here.
    } else if (may_pull && m_wants_pull) {
        start_pull();
    } else {
        finish_cycle();
    }
    notify();
}

bool SyncClient::start_push() {
    if (m_push_needs_sign_in || m_push_is_too_old) return false;
    std::optional<PushRequest> request = m_replica->next_push(m_batch);
    if (!request) return false;
    platform::HttpRequest message{"POST", "/api/sync/push", to_text(to_json(*request)),
                                  m_options.timings.request_timeout};
    send(Activity::Pushing, std::move(message),
         [this, request = std::move(*request)](const platform::HttpResponse& response) {
             push_answered(request, response);
         });
    return true;
}

void SyncClient::start_pull() {
    m_begins_with_pull = false;
    m_wants_pull = false;
    send(Activity::Pulling,
         {"GET", "/api/sync/pull?" + to_query(m_replica->next_pull()), {}, m_options.timings.request_timeout},
         [this](const platform::HttpResponse& response) { pull_answered(response); });
}

void SyncClient::send(Activity activity, platform::HttpRequest request,
                      std::function<void(const platform::HttpResponse&)> answer) {
    m_activity = activity;
    m_services.timers.cancel(std::exchange(m_poll_timer, 0));
    m_request = m_services.http.send(
        std::move(request), guarded([this, answer = std::move(answer)](const platform::HttpResponse& response) {
            m_request = 0;
            m_activity = Activity::Idle;
            answer(response);
        }));
}

void SyncClient::finish_cycle() {
    if (m_sign_out_when_sent) return finish_sign_out();
    if (m_pull_failed_here) return wait_after_failure();
    if (m_poll_timer != 0) return;
    const Milliseconds interval =
        m_stream.is_open() ? m_options.timings.poll_with_stream : m_options.timings.poll_without_stream;
    m_poll_timer = m_services.timers.call_after(interval, [this] {
        m_poll_timer = 0;
        m_wants_pull = true;
        step();
    });
}

void SyncClient::wait(Milliseconds delay, bool server_asked) {
    m_server_asked_to_wait = server_asked;
    m_retry_timer = m_services.timers.call_after(delay, [this] {
        m_retry_timer = 0;
        m_pull_failed_here = false;
        m_wants_pull = true;
        step();
    });
    if (m_sign_out_when_sent) finish_sign_out();
    notify();
}

}  // namespace portail
