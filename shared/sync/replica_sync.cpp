// The replica's side of pushing and pulling.
#include <algorithm>

#include "shared/sync/replica.h"

namespace portail {
namespace {

// What a mutation takes in a push besides its arguments, generously.
constexpr std::size_t mutation_overhead_bytes = 512;
// Empty pages worth giving back: 1 MB.
constexpr std::int64_t empty_pages_kept = 256;

}  // namespace

// --- pushing ---

std::optional<PushRequest> Replica::next_push(std::size_t most) const {
    PushRequest request;
    std::size_t bytes = mutation_overhead_bytes;
    for (const PendingMutation& entry : m_outbox.pending()) {
        if (entry.mutation.id <= m_acknowledged) continue;
        bytes += mutation_overhead_bytes + to_text(entry.mutation.args).size();
        const bool is_full = request.mutations.size() == most || bytes > protocol_limits::push_bytes;
        if (is_full || !m_outbox.is_durable(entry)) break;
        request.mutations.push_back(entry.mutation);
    }
    if (request.mutations.empty()) return std::nullopt;
    request.epoch = m_outbox.epoch();
    request.principal = m_options.actor.principal();
    request.client_id = m_outbox.client_id();
    return request;
}

Result<void> Replica::acknowledge(const Id& client_id, MutationId up_to, Milliseconds now, RandomSource& random) {
    if (client_id != m_outbox.client_id()) return {};
    m_acknowledged = std::max(m_acknowledged, std::min(up_to, m_outbox.last_number()));
    return settle(now, random);
}

Result<void> Replica::close_gap(MutationId last, RandomSource& random) {
    const auto pending = m_outbox.pending();
    if (pending.empty()) return {};
    const bool can_go_on = last + 1 >= pending.front().mutation.id && last <= m_outbox.last_number();
    if (!can_go_on) return leave_fork(random);
    m_acknowledged = last;
    return {};
}

Result<void> Replica::leave_fork(RandomSource& random) {
    PORTAIL_RETURN_IF_ERROR(m_outbox.take_new_client_id(random));
    m_acknowledged = 0;
    m_outcomes_complete = 0;
    // What counted as covered under the old client_id is replayed again.
    rebuild_layer();
    ++m_revision;
    return {};
}

// --- pulling ---

PullRequest Replica::next_pull() const {
    PullRequest request;
    request.client_id = m_outbox.client_id();
    request.cursor = m_confirmed.pull_cursor();
    request.epoch = m_confirmed.pull_epoch();
    request.outcomes_confirmed = m_outbox.outcomes_stored();
    return request;
}

Result<bool> Replica::note_replay_after(const PullReply& reply) {
    if (m_confirmed.is_unchanged_by(reply, m_outbox.client_id()) || !has_replayable()) return false;
    PORTAIL_RETURN_IF_ERROR(m_outbox.note_replay(std::nullopt));
    return true;
}

Result<Replica::PullProgress> Replica::apply_pull(const PullReply& reply, Milliseconds device_now,
                                                  RandomSource& random) {
    const Result<void> checked = m_confirmed.check(reply);
    const Milliseconds now = server_time(device_now);
    Standing standing = Standing::Ours;
    if (reply.epoch != m_outbox.epoch()) {
        standing = m_outbox.epoch().empty() ? Standing::FirstEpoch : Standing::OtherEpoch;
    } else if (reply.last_mutation_id > m_outbox.last_number()) {
        // The server has more of this client_id than this outbox has ever given: it is a copy, or was put back.
        standing = Standing::Forked;
    }

    const bool is_of_this_client = standing == Standing::Ours || standing == Standing::FirstEpoch;
    if (checked && is_of_this_client) {
        PORTAIL_RETURN_IF_ERROR(m_outbox.record_outcomes(reply.outcomes));
        if (m_confirmed.is_unchanged_by(reply, m_outbox.client_id())) {
            m_confirmed.note_unchanged(reply, reply.server_time - device_now);
            note_complete_outcomes(reply);
            PORTAIL_RETURN_IF_ERROR(settle(now, random));
            return PullProgress::Applied;
        }
    }

    leave_layer();
    Result<void> result = checked;
    if (result && reply.more) {
        result = commit([&] { return m_confirmed.stage(*m_database, reply); });
    } else if (result) {
        result = confirm(reply, standing, device_now, random);
        ++m_revision;
    }
    // What does not fit now does not fit at the next try either.
    if (!result && result.error().code != ErrorCode::Unavailable) {
        result = internal(result.error().describe());
        if (m_confirmed.has_staged()) {
            const Result<void> dropped = commit([&] { return m_confirmed.drop_staged(*m_database); });
            if (!dropped) result = dropped;
        }
    }
    rebuild_layer();
    if (!result) return result.error();
    return reply.more ? PullProgress::MoreToPull : PullProgress::Applied;
}

Result<void> Replica::confirm(const PullReply& reply, Standing standing, Milliseconds device_now,
                              RandomSource& random) {
    // The outbox goes first: should the program stop between the two, the rows are those of another client_id.
    if (standing == Standing::Forked) {
        PORTAIL_RETURN_IF_ERROR(m_outbox.take_new_client_id(random));
    } else if (standing != Standing::Ours) {
        PORTAIL_RETURN_IF_ERROR(m_outbox.change_epoch(reply.epoch, random, reply.server_time));
    }
    const bool is_new_client = standing == Standing::Forked || standing == Standing::OtherEpoch;
    if (is_new_client) {
        m_acknowledged = 0;
        m_outcomes_complete = 0;
    }
    // A new client_id has no mutations at the server yet, whatever the reply says of the old one.
    const MutationId last = is_new_client ? 0 : reply.last_mutation_id;
    const Confirmation confirmation{m_outbox.client_id(), last, reply.server_time, reply.server_time - device_now};
    const bool was_large = reply.reset || m_confirmed.has_staged();
    PORTAIL_RETURN_IF_ERROR(commit([&] { return m_confirmed.confirm(*m_database, reply, confirmation); }));
    if (was_large) give_back_empty_pages();
    if (is_new_client) return {};
    note_complete_outcomes(reply);
    return settle(reply.server_time, random);
}

void Replica::give_back_empty_pages() {
    const auto empty = m_database->integer("PRAGMA freelist_count");
    if (!empty || *empty <= empty_pages_kept) return;
    m_may_commit = true;
    // Only space is at stake; the next large pull tries again.
    static_cast<void>(m_database->execute("PRAGMA incremental_vacuum"));
    m_may_commit = false;
}

void Replica::note_complete_outcomes(const PullReply& reply) {
    const bool is_cut = reply.outcomes.size() >= protocol_limits::outcomes_in_a_pull;
    m_outcomes_complete = is_cut ? reply.outcomes.back().id : reply.last_mutation_id;
}

bool Replica::awaits_outcomes() const {
    const auto pending = m_outbox.pending();
    if (pending.empty()) return false;
    const MutationId decided = std::min(m_acknowledged, m_confirmed.last_mutation_id(m_outbox.client_id()));
    return pending.front().mutation.id <= decided;
}

Result<void> Replica::settle(Milliseconds now, RandomSource& random) {
    const MutationId confirmed = m_confirmed.last_mutation_id(m_outbox.client_id());
    const MutationId up_to = std::min({confirmed, m_acknowledged, m_outcomes_complete});
    std::vector<Id> settled;
    for (const PendingMutation& entry : m_outbox.pending()) {
        if (entry.mutation.id > up_to) break;
        settled.push_back(entry.mutation.uuid);
    }
    if (settled.empty()) return {};
    PORTAIL_RETURN_IF_ERROR(m_outbox.settle(up_to, now));
    for (const Id& uuid : settled) {
        m_touched.forget(uuid);
    }
    ++m_revision;
    const auto sent_again = send_held_back_again(now, random);
    return sent_again ? Result<void>{} : sent_again.error();
}

}  // namespace portail
