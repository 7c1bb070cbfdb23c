// What the sync client makes of the server's answers. An answer that is not in our own format is nobody's: a captive
// portal's page must neither sign anybody out nor wipe anything.
#include <algorithm>
#include <charconv>

#include "shared/sync/sync_client.h"

namespace portail {
namespace {

constexpr int conflicts_until_wait = 3;

Json json_or_null(const std::string& text) {
    Result<Json> json = parse_json(text);
    return json ? std::move(*json) : Json(nullptr);
}

std::optional<Error> error_of(const Json& body) {
    const auto error = JsonReader{body}.object("error");
    return error ? parse_error(**error) : std::nullopt;
}

// RFC 9110, section 10.2.3, in seconds; our server sends no dates.
std::optional<Milliseconds> retry_after(const platform::HttpResponse& response) {
    const auto header = response.headers.find("retry-after");
    if (header == response.headers.end()) return std::nullopt;
    const std::string& text = header->second;
    std::int64_t seconds = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (problem != std::errc{} || end != text.data() + text.size() || seconds < 0) return std::nullopt;
    return std::min<std::int64_t>(seconds, hour_ms / second_ms) * second_ms;
}

}  // namespace

// The answers that mean the same to a push and to a pull. False: the caller goes on.
bool SyncClient::answered_for_all(const platform::HttpResponse& response, const Json& body) {
    const bool is_overload = response.status == 429 || response.status >= 500;
    if (is_overload) {
        m_connection = SyncConnection::Offline;
        m_begins_with_pull = true;
        if (const auto asked = retry_after(response)) {
            wait(std::min(*asked, m_options.timings.longest_wait), true);
        } else {
            wait_after_failure();
        }
        return true;
    }
    if (response.status == 401) {
        if (const auto reason = JsonReader{body}.text("wipe", 200); reason && !reason->empty()) {
            m_wipe_reason = *reason;
            hide_and_leave([](const Result<void>&) {});
            return true;
        }
    }
    return false;
}

void SyncClient::unreachable() {
    if (m_connection != SyncConnection::UpgradeNeeded) m_connection = SyncConnection::Offline;
    m_begins_with_pull = true;
    wait_after_failure();
}

void SyncClient::session_ended() {
    m_connection = SyncConnection::SignedOut;
    m_begins_with_pull = true;
    stop_network();
    if (m_sign_out_when_sent) finish_sign_out();
    notify();
}

// --- pushing ---

void SyncClient::push_answered(const PushRequest& request, const platform::HttpResponse& response) {
    const Json body = json_or_null(response.body);
    if (answered_for_all(response, body)) return;
    const std::optional<Error> error = error_of(body);
    switch (response.status) {
        case 200:
        case 409: {
            const auto reply = parse_push_reply(body);
            if (!reply) return unreachable();
            return push_decided(request, *reply);
        }
        case 401:
        case 403:
            if (!error) return unreachable();
            // Queued under a stronger session, or the browser has another person's: the work waits. Whether anybody is
            // signed in at all, the pull will tell.
            m_push_needs_sign_in = true;
            m_wants_pull = true;
            return step();
        case 426:
            if (!error) return unreachable();
            m_push_is_too_old = true;
            m_connection = SyncConnection::UpgradeNeeded;
            return step();
        case 400:
        case 413:
            if (!error) return unreachable();
            return push_refused(request.mutations.size());
        default:
            return unreachable();
    }
}

// One that the server cannot read must not hold up those before it.
void SyncClient::push_refused(std::size_t batch) {
    m_batch = std::max<std::size_t>(1, batch / 2);
    if (batch == 1) return wait_after_failure();
    step();
}

void SyncClient::push_decided(const PushRequest& request, const PushReply& reply) {
    const Milliseconds now = server_now();
    RandomSource& random = m_services.random;
    const MutationId sent = request.mutations.back().id;
    Result<void> result;
    bool has_progress = false;
    switch (reply.status) {
        case PushStatus::Accepted:
        case PushStatus::SignInNeeded:
            m_push_needs_sign_in = reply.status == PushStatus::SignInNeeded;
            has_progress = m_push_needs_sign_in || reply.last_mutation_id >= request.mutations.front().id;
            // No further than what was sent: only that has been compared with our UUIDs.
            result = m_replica->acknowledge(request.client_id, std::min(reply.last_mutation_id, sent), now, random);
            m_batch = std::min(m_batch * 2, protocol_limits::mutations_in_a_push);
            m_wants_pull = true;
            break;
        case PushStatus::Gap:
            result = m_replica->close_gap(reply.last_mutation_id, random);
            break;
        case PushStatus::ClientForked:
            result = m_replica->leave_fork(random);
            break;
        case PushStatus::EpochChanged:
            m_begins_with_pull = true;
            break;
    }
    flush();
    m_conflicts = has_progress ? 0 : m_conflicts + 1;
    if (!result || m_conflicts >= conflicts_until_wait) {
        m_conflicts = 0;
        return wait_after_failure();
    }
    step();
}

// --- pulling ---

void SyncClient::pull_answered(const platform::HttpResponse& response) {
    const Json body = json_or_null(response.body);
    if (answered_for_all(response, body)) return;
    const std::optional<Error> error = error_of(body);
    switch (response.status) {
        case 200: {
            const auto reply = parse_pull_reply(body);
            if (!reply) return unreachable();
            const auto replays = m_replica->note_replay_after(*reply);
            if (!replays || !*replays) return apply_pull(*reply);
            m_activity = Activity::Applying;
            const std::uint64_t mark = m_replica->outbox().write_mark();
            return m_services.storage.make_durable(guarded([this, mark, reply = *reply](const Result<void>& durable) {
                if (is_stopped()) return;
                m_activity = Activity::Idle;
                // A note that cannot be stored protects nobody; the pull is applied all the same.
                if (durable) m_replica->outbox().made_durable(mark);
                apply_pull(reply);
            }));
        }
        case 401:
        case 403:
            return error ? session_ended() : unreachable();
        case 426:
            if (!error) return unreachable();
            m_connection = SyncConnection::UpgradeNeeded;
            m_stream.stop();
            return step();
        default:
            return error ? pull_failed_here() : unreachable();
    }
}

void SyncClient::apply_pull(const PullReply& reply) {
    const auto progress = m_replica->apply_pull(reply, m_services.clock.now(), m_services.random);
    m_connection = SyncConnection::Online;
    flush();
    if (!progress) return pull_failed_here();
    if (*progress == Replica::PullProgress::MoreToPull) m_wants_pull = true;
    m_backoff.reset();
    step();
}

// Pushing goes on: full storage here must not keep work from the shop.
void SyncClient::pull_failed_here() {
    m_pull_failed_here = true;
    step();
}

}  // namespace portail
