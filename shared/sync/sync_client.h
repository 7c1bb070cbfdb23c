// Keeps a replica in step with the server: pushes what is durable in the outbox, pulls what has changed, listens for
// pokes, and tries again with a back-off. It owns the replica between open and close. Everything happens in callbacks
// on one thread; it has no platform code and throws nothing. docs/sync_protocol.md gives the rules, each with its test.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/platform/http_client.h"
#include "shared/platform/replica_storage.h"
#include "shared/platform/timers.h"
#include "shared/sync/backoff.h"
#include "shared/sync/poke_stream.h"
#include "shared/sync/replica.h"
#include "shared/sync/replica_opener.h"
#include "shared/sync/sync_status.h"
#include "shared/sync/sync_timings.h"

namespace portail {

/// All of them outlive the client.
struct SyncServices {
    platform::HttpClient& http;
    platform::Timers& timers;
    platform::ReplicaStorage& storage;
    const Clock& clock;  ///< the device's own
    RandomSource& random;
};

struct SyncOptions {
    std::string replica_name;  ///< one per server and principal
    ReplicaOptions replica;
    SyncTimings timings;
};

/// What becomes of unsent work at a sign-out.
enum class SignOutChoice : std::uint8_t {
    Send,  ///< sign out when the server has everything
    Keep,  ///< it waits here, unseen, until the same person returns or 30 days have passed
    Discard,
};

class SyncClient {
public:
    using Done = std::function<void(const Result<void>&)>;

    SyncClient(const SyncServices& services, SyncOptions options);
    SyncClient(const SyncClient&) = delete;
    SyncClient& operator=(const SyncClient&) = delete;
    ~SyncClient();

    /// Called whenever the status or the data has changed.
    std::function<void()> on_change;

    /// Opens the replica, then syncs by itself. Errors: those of ReplicaStorage::open, and "error.outbox_damaged".
    void start(Done opened);
    /// True from `opened` to the end of a sign-out or a wipe.
    [[nodiscard]] bool is_open() const { return m_replica != nullptr; }
    [[nodiscard]] SyncStatus status() const;
    /// Nothing has been written that is not durable on this device yet.
    [[nodiscard]] bool is_durable() const;

    // --- the data; only while open ---
    [[nodiscard]] Database& database() { return m_replica->database(); }
    [[nodiscard]] std::uint64_t revision() const { return m_replica->revision(); }
    [[nodiscard]] RowState row_state(std::string_view table, std::string_view id) const {
        return m_replica->row_state(table, id);
    }
    [[nodiscard]] std::optional<Id> pending_creation_of(std::string_view row_id) const {
        return m_replica->pending_creation_of(row_id);
    }
    [[nodiscard]] std::span<const PendingMutation> pending() const { return m_replica->outbox().pending(); }
    [[nodiscard]] Result<std::vector<Rejection>> rejections() { return m_replica->outbox().rejections(); }
    /// The best guess of the server's time.
    [[nodiscard]] Milliseconds server_now() const;

    // --- changing it ---
    /// Runs the mutation here at once; its own error means that nothing was queued. `saved` is called later, when it is
    /// durable on this device, or when it could not be made so and has been undone.
    [[nodiscard]] Result<Id> submit(const NewMutation& mutation, Done saved);
    /// Sends a rejection, and what was held back for it, once more as it is.
    [[nodiscard]] Result<Id> retry(const Id& rejected, Done saved);
    [[nodiscard]] Result<void> discard(const Id& rejected);

    // --- what the platform notices ---
    void sync_now();
    void came_online();
    void went_offline();
    void regained_focus();

    // --- the session ---
    /// The same principal has signed in (again, or more strongly). Forbidden for another one.
    [[nodiscard]] Result<void> signed_in(const Actor& actor);
    /// Wipes the replica. `done` fails where Send could not deliver everything: nothing has been wiped then.
    void sign_out(SignOutChoice choice, Done done);

private:
    enum class Activity : std::uint8_t { Idle, Pushing, Pulling, Applying };

    // sync_client.cpp
    void opened(Result<std::unique_ptr<Replica>> replica, const Done& done);
    [[nodiscard]] Result<Id> await_durability(const Result<Submitted>& submitted, Done saved);
    void flush();
    void make_durable(Done done);
    void ask_to_keep_storage();
    void storage_lost(platform::StorageLoss loss);
    void leave(bool outbox_too, const Done& done);
    void hide_and_leave(const Done& done);
    void finish_sign_out();
    void stop_network();
    void notify();

    // sync_cycle.cpp
    void urge();
    void step();
    [[nodiscard]] bool is_stopped() const;
    [[nodiscard]] bool start_push();
    void start_pull();
    void finish_cycle();
    void wait(Milliseconds delay, bool server_asked);
    void wait_after_failure() { wait(m_backoff.next(m_services.random), false); }
    void send(Activity activity, platform::HttpRequest request,
              std::function<void(const platform::HttpResponse&)> answer);

    // sync_answers.cpp
    void push_answered(const PushRequest& request, const platform::HttpResponse& response);
    void push_decided(const PushRequest& request, const PushReply& reply);
    void push_refused(std::size_t batch);
    void pull_answered(const platform::HttpResponse& response);
    void apply_pull(const PullReply& reply);
    void pull_failed_here();
    [[nodiscard]] bool answered_for_all(const platform::HttpResponse& response, const Json& body);
    void session_ended();
    void unreachable();

    /// A callback that does nothing once the client is gone.
    template <class Function>
    [[nodiscard]] auto guarded(Function function) {
        return [alive = std::weak_ptr<bool>{m_alive}, function](auto&&... arguments) {
            if (!alive.expired()) function(arguments...);
        };
    }

    const SyncServices m_services;
    SyncOptions m_options;
    std::unique_ptr<ReplicaOpener> m_opener;
    std::unique_ptr<Replica> m_replica;
    PokeStream m_stream;
    Backoff m_backoff;

    Activity m_activity = Activity::Idle;
    platform::RequestId m_request = 0;
    SyncConnection m_connection = SyncConnection::Connecting;
    bool m_begins_with_pull = true;  // after (re)connecting
    bool m_wants_pull = true;
    bool m_pull_failed_here = false;  // could not be applied: pushing goes on, pulling waits for the timer
    bool m_push_needs_sign_in = false;
    bool m_push_is_too_old = false;
    std::size_t m_batch = protocol_limits::mutations_in_a_push;
    int m_conflicts = 0;  // answers of 409 without progress in between
    platform::Timers::TimerId m_retry_timer = 0;
    bool m_server_asked_to_wait = false;
    platform::Timers::TimerId m_poll_timer = 0;

    int m_flushes_under_way = 0;
    std::uint64_t m_flushed = 0;  // Replica::write_count() of the last flush
    bool m_has_asked_to_keep = false;
    bool m_may_be_evicted = false;
    std::optional<platform::StorageLoss> m_storage_lost;
    std::string m_wipe_reason;
    bool m_is_leaving = false;
    Done m_sign_out_when_sent;

    SyncStatus m_told_status;
    std::uint64_t m_told_revision = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace portail
