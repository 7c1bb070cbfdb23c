#include "shared/sync/sync_client.h"

#include <utility>

namespace portail {

SyncClient::SyncClient(const SyncServices& services, SyncOptions options)
    : m_services(services),
      m_options(std::move(options)),
      m_stream(services.http, services.timers, services.random, m_options.timings,
               {[this] {
                    // Pokes may have been missed until now.
                    m_begins_with_pull = true;
                    urge();
                },
                [this] { sync_now(); },
                [this](bool was_open) {
                    // A server that hangs up may have ended the session; a pull learns it, the stream does not.
                    if (was_open) m_wants_pull = true;
                    step();
                    notify();
                }}),
      m_backoff(m_options.timings.first_retry, m_options.timings.longest_retry) {}

SyncClient::~SyncClient() {
    m_alive.reset();
    stop_network();
    m_opener.reset();
    m_replica.reset();
    m_services.storage.close();
}

void SyncClient::start(Done done) {
    m_services.storage.on_lost(guarded([this](platform::StorageLoss loss) { storage_lost(loss); }));
    m_opener = std::make_unique<ReplicaOpener>(
        m_services.storage, m_services.clock, m_services.random, m_options.replica_name, m_options.replica,
        [this, done = std::move(done)](Result<std::unique_ptr<Replica>> replica) { opened(std::move(replica), done); });
    m_opener->start();
}

void SyncClient::opened(Result<std::unique_ptr<Replica>> replica, const Done& done) {
    if (!replica) return done(replica.error());
    m_replica = std::move(*replica);
    m_flushed = m_replica->write_count();
    done({});
    if (is_stopped()) return;
    m_stream.start();
    ask_to_keep_storage();
    step();
}

SyncStatus SyncClient::status() const {
    SyncStatus status;
    status.connection = m_connection;
    status.is_working = m_activity != Activity::Idle;
    status.needs_stronger_sign_in = m_push_needs_sign_in;
    status.may_be_evicted = m_may_be_evicted;
    status.storage_lost = m_storage_lost;
    status.wipe_reason = m_wipe_reason;
    if (!m_replica) return status;
    const auto pending = m_replica->outbox().pending();
    status.pending = pending.size();
    if (!pending.empty()) status.pending_since = pending.front().mutation.made_at;
    status.rejected = m_replica->outbox().rejection_count();
    status.last_synced_at = m_replica->last_synced_at();
    return status;
}

void SyncClient::notify() {
    const SyncStatus now = status();
    const std::uint64_t revision = m_replica ? m_replica->revision() : 0;
    if (now == m_told_status && revision == m_told_revision) return;
    m_told_status = now;
    m_told_revision = revision;
    if (on_change) on_change();
}

Milliseconds SyncClient::server_now() const {
    const Milliseconds device_now = m_services.clock.now();
    return m_replica ? m_replica->server_time(device_now) : device_now;
}

// --- changing the data ---

Result<Id> SyncClient::submit(const NewMutation& mutation, Done saved) {
    if (!m_replica || m_storage_lost) return unavailable("the replica is not open");
    return await_durability(m_replica->submit(mutation, server_now(), m_services.random), std::move(saved));
}

Result<Id> SyncClient::retry(const Id& rejected, Done saved) {
    if (!m_replica || m_storage_lost) return unavailable("the replica is not open");
    return await_durability(m_replica->retry(rejected, server_now(), m_services.random), std::move(saved));
}

Result<Id> SyncClient::await_durability(const Result<Submitted>& submitted, Done saved) {
    if (!submitted) return submitted.error();
    make_durable([this, work = *submitted, saved](const Result<void>& durable) {
        if (!m_replica) return saved(unavailable("the replica was closed"));
        if (durable) {
            m_replica->outbox().made_durable(work.write_mark);
            saved({});
            return urge();
        }
        const Result<void> undone = m_replica->undo(work);
        flush();
        saved(undone ? durable.error() : undone.error());
        notify();
    });
    ask_to_keep_storage();
    notify();
    return submitted->uuid;
}

Result<void> SyncClient::discard(const Id& rejected) {
    if (!m_replica || m_storage_lost) return unavailable("the replica is not open");
    PORTAIL_RETURN_IF_ERROR(m_replica->discard(rejected));
    flush();
    notify();
    return {};
}

void SyncClient::flush() {
    if (m_flushed == m_replica->write_count()) return;
    const std::uint64_t mark = m_replica->outbox().write_mark();
    make_durable([this, mark](const Result<void>& durable) {
        if (!m_replica) return;
        if (!durable) {
            m_flushed = 0;  // nothing is lost from memory: the next flush takes it along
            return;
        }
        m_replica->outbox().made_durable(mark);
        if (m_replica->awaits_outcomes()) m_wants_pull = true;
        step();
    });
}

void SyncClient::make_durable(Done done) {
    m_flushed = m_replica->write_count();
    ++m_flushes_under_way;
    m_services.storage.make_durable(guarded([this, done = std::move(done)](const Result<void>& durable) {
        --m_flushes_under_way;
        done(durable);
    }));
}

bool SyncClient::is_durable() const {
    return m_flushes_under_way == 0 && (!m_replica || m_flushed == m_replica->write_count());
}

// Some browsers ask the person, so it is done when there is something to lose.
void SyncClient::ask_to_keep_storage() {
    if (m_has_asked_to_keep || m_replica->outbox().pending().empty()) return;
    m_has_asked_to_keep = true;
    m_services.storage.ask_to_keep(guarded([this](const platform::StorageSafety& safety) {
        m_may_be_evicted = safety.may_be_evicted;
        notify();
    }));
}

void SyncClient::storage_lost(platform::StorageLoss loss) {
    m_storage_lost = loss;
    stop_network();
    notify();
}

// --- the session ---

Result<void> SyncClient::signed_in(const Actor& actor) {
    if (actor.principal() != m_options.replica.actor.principal()) return forbidden();
    m_options.replica.actor = actor;
    if (!m_replica) return {};
    m_replica->set_actor(actor);
    if (m_connection == SyncConnection::SignedOut) m_connection = SyncConnection::Connecting;
    m_push_needs_sign_in = false;
    m_begins_with_pull = true;
    if (!m_storage_lost) m_stream.start();
    urge();
    return {};
}

void SyncClient::sign_out(SignOutChoice choice, Done done) {
    if (!m_replica) return done({});
    switch (choice) {
        case SignOutChoice::Send:
            m_sign_out_when_sent = std::move(done);
            m_wants_pull = true;
            urge();
            if (m_sign_out_when_sent && m_activity == Activity::Idle) finish_sign_out();
            return;
        case SignOutChoice::Keep:
            return hide_and_leave(done);
        case SignOutChoice::Discard:
            return leave(true, done);
    }
}

// At the end of a cycle: either everything is there, or it cannot be delivered now.
void SyncClient::finish_sign_out() {
    const Done done = std::exchange(m_sign_out_when_sent, {});
    if (!m_replica->outbox().pending().empty()) return done(unavailable("work is still unsent"));
    if (m_replica->outbox().rejection_count() > 0) return done(conflict("error.work_rejected"));
    leave(true, done);
}

void SyncClient::hide_and_leave(const Done& done) {
    m_is_leaving = true;
    stop_network();
    const Result<void> hidden = m_replica->outbox().hide(m_services.clock.now());
    if (!hidden) {
        m_is_leaving = false;
        return done(hidden.error());
    }
    m_services.storage.make_durable(guarded([this, done](const Result<void>& durable) {
        // Without the mark the work would be kept for longer than 30 days; that is no reason to keep the rows.
        static_cast<void>(durable);
        leave(false, done);
    }));
}

void SyncClient::leave(bool outbox_too, const Done& done) {
    stop_network();
    m_replica.reset();
    m_connection = SyncConnection::SignedOut;
    m_services.storage.close();
    m_services.storage.erase(m_options.replica_name, outbox_too, guarded([this, done](const Result<void>& erased) {
                                 notify();
                                 done(erased);
                             }));
}

void SyncClient::stop_network() {
    m_stream.stop();
    if (m_request != 0) m_services.http.cancel(std::exchange(m_request, 0));
    m_activity = Activity::Idle;
    m_services.timers.cancel(std::exchange(m_retry_timer, 0));
    m_services.timers.cancel(std::exchange(m_poll_timer, 0));
}

}  // namespace portail
