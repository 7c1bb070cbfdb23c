// The replica: confirmed rows on disk, and over them an open transaction that holds what is still on its way. Screens
// read through database() and see both. A new mutation runs first, in a savepoint; then its outbox row is written; then
// the savepoint is released. A pull is applied by rolling the transaction back, committing the pulled rows, beginning
// again and replaying what is pending: no undo code.
//
// Nothing but a pull may commit on replica.db; a commit hook refuses everything else, because SQLite can end a
// transaction by itself and the next optimistic row would then be there for good. The replica never waits and has no
// clock: the caller (SyncClient) asks the storage for durability and tells the time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/random.h"
#include "shared/mutators/mutation_context.h"
#include "shared/sync/confirmed_state.h"
#include "shared/sync/outbox.h"
#include "shared/sync/touched_rows.h"

namespace portail {

/// How a replica runs one mutation; tests put their own in its place.
using MutationRunner = std::function<Result<void>(Database&, const MutationContext&, const Mutation&)>;
/// run_mutator() with the members of `mutation`.
[[nodiscard]] Result<void> run_shared_mutator(Database& database, const MutationContext& context,
                                              const Mutation& mutation);

struct ReplicaOptions {
    Actor actor;
    MutationRunner run = run_shared_mutator;
};

struct NewMutation {
    std::string name;
    int version = 1;
    Json args = Json::object();
    std::optional<Id> needs;     ///< UUID of the mutation without which this one makes no sense
    std::optional<Id> corrects;  ///< UUID of the rejection that this one takes the place of
    std::string token;           ///< the same token twice is the same intention; empty: none
};

/// What has to become durable before the person may be told that it is saved.
struct Submitted {
    Id uuid;
    std::vector<Id> sent_again;  ///< what was held back for the one that it corrects
    std::uint64_t write_mark = 0;
};

class Replica {
public:
    /// Error key "error.replica_damaged": throw replica.db away and open again, the server has everything.
    /// Errors of the outbox as Outbox::open. `device_now` is the device's own clock.
    [[nodiscard]] static Result<std::unique_ptr<Replica>> open(const platform::StorageLocation& location, Outbox outbox,
                                                               ReplicaOptions options, Milliseconds device_now);
    Replica(const Replica&) = delete;
    Replica& operator=(const Replica&) = delete;
    ~Replica();

    // --- for screens ---
    [[nodiscard]] Database& database() { return *m_database; }
    /// Raised whenever something that a screen reads may have changed.
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }
    [[nodiscard]] RowState row_state(std::string_view table, std::string_view id) const {
        return m_touched.state_of(table, id);
    }
    [[nodiscard]] bool is_pending(std::string_view table, std::string_view id) const {
        return row_state(table, id) != RowState::Confirmed;
    }
    [[nodiscard]] std::optional<Id> pending_creation_of(std::string_view row_id) const {
        return m_touched.creator_of(row_id);
    }
    /// False when memory ran out: screens show what is confirmed, and everything is still pushed.
    [[nodiscard]] bool is_optimistic() const { return m_has_layer; }

    // --- the first replay ---
    enum class LayerProgress : std::uint8_t {
        Complete,
        NoteFirst,  ///< what runs next has been noted; call again when the note is durable
    };
    /// Replays the outbox, so that a mutation that brings the program down is known at the next start.
    [[nodiscard]] LayerProgress build_layer();

    // --- mutations ---
    /// The mutator's own error: nothing has been queued, the form keeps what was typed.
    [[nodiscard]] Result<Submitted> submit(const NewMutation& request, Milliseconds now, RandomSource& random);
    /// Takes back what could not be made durable, as far as it is not durable meanwhile.
    [[nodiscard]] Result<void> undo(const Submitted& submitted);
    /// Sends a rejection once more as it is, with everything that was held back for it.
    [[nodiscard]] Result<Submitted> retry(const Id& rejected, Milliseconds now, RandomSource& random);
    [[nodiscard]] Result<void> discard(const Id& rejected);
    [[nodiscard]] Outbox& outbox() { return m_outbox; }
    [[nodiscard]] const Outbox& outbox() const { return m_outbox; }

    // --- pushing ---
    /// The next mutations that are durable and that the server has not acknowledged; nothing when there are none.
    [[nodiscard]] std::optional<PushRequest> next_push(std::size_t most) const;
    [[nodiscard]] bool has_work_to_push() const { return next_push(1).has_value(); }
    /// Everything up to this number of this client_id is decided, by the server's own check of our UUIDs.
    [[nodiscard]] Result<void> acknowledge(const Id& client_id, MutationId up_to, Milliseconds now,
                                           RandomSource& random);
    /// The server expects `last + 1`.
    [[nodiscard]] Result<void> close_gap(MutationId last, RandomSource& random);
    /// The server knows this client_id from somebody else's mouth.
    [[nodiscard]] Result<void> leave_fork(RandomSource& random);

    // --- pulling ---
    [[nodiscard]] PullRequest next_pull() const;
    /// Asked before apply_pull(): true when a replay will follow. It has been noted, and the note has to become durable
    /// first, lest a mutation that brings the program down do so at every start.
    [[nodiscard]] Result<bool> note_replay_after(const PullReply& reply);
    enum class PullProgress : std::uint8_t { MoreToPull, Applied };
    /// Stages the page, or applies everything when it is the last one.
    /// ErrorCode::Internal: the page is not of our protocol. Unavailable: it could not be stored.
    [[nodiscard]] Result<PullProgress> apply_pull(const PullReply& reply, Milliseconds device_now,
                                                  RandomSource& random);

    /// Rises with everything that is written; what was written is durable only when the storage says so.
    [[nodiscard]] std::uint64_t write_count() const { return m_commits + m_outbox.write_mark(); }

    /// The server's time, as far as the last pull has told.
    [[nodiscard]] Milliseconds server_time(Milliseconds device_now) const {
        return device_now + m_confirmed.clock_offset();
    }
    [[nodiscard]] std::optional<Milliseconds> last_synced_at() const;
    /// Something is decided whose outcome has not been told yet: pull again.
    [[nodiscard]] bool awaits_outcomes() const;
    [[nodiscard]] const Actor& actor() const { return m_options.actor; }
    /// The same person has signed in again, perhaps more strongly.
    void set_actor(const Actor& actor) { m_options.actor = actor; }

private:
    Replica(Outbox outbox, ReplicaOptions options) : m_options(std::move(options)), m_outbox(std::move(outbox)) {}
    [[nodiscard]] Result<void> prepare(Milliseconds device_now);
    static int refuse_commit(void* self);

    /// Runs `write` in a transaction that may commit. The layer has been left.
    [[nodiscard]] Result<void> commit(const std::function<Result<void>()>& write);
    void give_back_empty_pages();

    void begin_layer();
    void leave_layer();
    void rebuild_layer();
    void stop_optimism();
    [[nodiscard]] bool is_replayable(const PendingMutation& entry) const;
    [[nodiscard]] bool is_covered(const PendingMutation& entry) const;
    [[nodiscard]] bool has_replayable() const;
    void replay(std::size_t index);
    [[nodiscard]] Result<void> run(const Mutation& mutation, const std::function<Result<void>()>& before_release);

    using Store = std::function<Result<void>(Mutation&)>;
    [[nodiscard]] Result<Submitted> queue(Mutation mutation, const Store& store);
    /// Returns the new UUIDs.
    [[nodiscard]] Result<std::vector<Id>> send_held_back_again(Milliseconds now, RandomSource& random);

    void note_complete_outcomes(const PullReply& reply);
    enum class Standing : std::uint8_t { Ours, Forked, FirstEpoch, OtherEpoch };
    [[nodiscard]] Result<void> confirm(const PullReply& reply, Standing standing, Milliseconds device_now,
                                       RandomSource& random);
    [[nodiscard]] Result<void> settle(Milliseconds now, RandomSource& random);

    ReplicaOptions m_options;
    Outbox m_outbox;
    ConfirmedState m_confirmed;
    TouchedRows m_touched;  // outlives the connection, whose hook points here
    std::optional<Database> m_database;
    std::uint64_t m_revision = 1;
    std::uint64_t m_commits = 0;
    bool m_may_commit = true;
    bool m_has_layer = false;

    // The first replay, while it goes on.
    bool m_is_building = false;
    std::size_t m_next_replay = 0;
    std::optional<Id> m_noted;

    MutationId m_acknowledged = 0;       // of the present client_id, since the program started
    MutationId m_outcomes_complete = 0;  // no outcome up to here is missing, since the program started
};

}  // namespace portail
