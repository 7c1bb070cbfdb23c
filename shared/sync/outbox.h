// The outbox: what this client has done and the server has not yet confirmed, in a database of its own, so that a
// replica can be thrown away and built again without losing work. It also keeps what was rejected until the person has
// dealt with it, and what was accepted for 30 days, for a server that comes back from an older backup.
//
// A mutation is numbered 1, 2, 3, … under the client_id of this outbox; the last number is stored, so that an emptied
// outbox does not begin again. `position` (AUTOINCREMENT) keeps the order in which mutations were made over every
// renumbering. Rules 1, 2, 4, 5 and 7 of docs/sync_protocol.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/random.h"
#include "shared/db/database.h"
#include "shared/platform/replica_storage.h"
#include "shared/sync/protocol.h"

namespace portail {

inline constexpr Milliseconds accepted_mutation_retention = 30 * day_ms;
inline constexpr Milliseconds hidden_outbox_retention = 30 * day_ms;
/// A mutation that was running at so many crashes is not replayed any more, but still pushed.
inline constexpr int crashes_until_skipped = 2;

struct PendingMutation {
    Mutation mutation;
    int crashes = 0;
    bool is_resent = false;        ///< accepted before the server was restored: pushed again, not replayed
    bool is_uncertain = false;     ///< the last replay failed here; the server decides
    bool is_covered = false;       ///< a pull says that it is decided, an answer to our push does not yet; not replayed
    std::uint64_t written_at = 0;  ///< Outbox::write_mark() of its last change
};

struct Rejection {
    Mutation mutation;  ///< without a number
    Error error;
    bool held_back = false;  ///< not judged itself: what it needs was rejected
    Milliseconds decided_at = 0;
};

/// One row of the table `mutations`, as far as a new outbox takes it over.
struct SalvagedMutation {
    Mutation mutation;
    std::string token;
    std::string state;
    std::optional<Milliseconds> decided_at;
    std::optional<std::string> error;
    bool held_back = false;
    std::optional<Id> replaced_by;
};

struct SalvagedOutbox {
    std::string epoch;  ///< empty where it could not be read
    std::vector<SalvagedMutation> mutations;
};

/// What was running when the program last stopped without having ended it.
struct ReplayNote {
    bool is_running = false;
    std::optional<Id> uuid;  ///< nothing while all of the pending ones ran under one note
};

class Outbox {
public:
    /// Error key "error.outbox_damaged": see salvage(). ErrorCode::Forbidden: it is the work of somebody else.
    [[nodiscard]] static Result<Outbox> open(const platform::StorageLocation& location, const std::string& principal,
                                             Milliseconds device_now, RandomSource& random);

    /// What can still be read of a damaged outbox.
    [[nodiscard]] static SalvagedOutbox salvage(const platform::StorageLocation& location);
    /// Writes it into this new one, under its new client_id; the server knows by the UUIDs what it has already.
    [[nodiscard]] Result<void> take_over(const SalvagedOutbox& salvaged, RandomSource& random);

    [[nodiscard]] const Id& client_id() const { return m_client_id; }
    /// Of the server's database that has confirmed the accepted mutations; empty before the first pull. It is kept
    /// here, because the replica may be thrown away.
    [[nodiscard]] const std::string& epoch() const { return m_epoch; }
    /// The highest number that this client_id has given.
    [[nodiscard]] MutationId last_number() const { return m_last_number; }
    [[nodiscard]] std::span<const PendingMutation> pending() const { return m_pending; }  ///< by number
    [[nodiscard]] Result<std::vector<Rejection>> rejections();
    [[nodiscard]] std::size_t rejection_count() const { return m_rejection_count; }

    /// The mutation that was made under this token, if there is one, whatever became of it.
    [[nodiscard]] Result<std::optional<Id>> find_token(std::string_view token);

    /// Gives the mutation its number and stores it.
    [[nodiscard]] Result<void> add(Mutation& mutation, std::string_view token);
    /// Takes back one that could not be made durable; those behind it move up, and the rejection that it took the place
    /// of stands again. Nothing happens to one that is durable.
    [[nodiscard]] Result<void> undo(const Id& uuid);

    /// Stores the server's answers beside their mutations, which stay pending until settle().
    [[nodiscard]] Result<void> record_outcomes(std::span<const Outcome> outcomes);
    /// Everything up to this number is decided, its outcome recorded and its effect in the replica.
    [[nodiscard]] Result<void> settle(MutationId up_to, Milliseconds now);
    /// Held back for the sake of one that has been corrected meanwhile.
    [[nodiscard]] Result<std::vector<Rejection>> rejections_to_send_again();

    /// Stores `replacement` in the place of a rejection.
    [[nodiscard]] Result<void> replace_rejection(const Id& rejected, Mutation& replacement, std::string_view token,
                                                 Milliseconds now);
    /// Lets a rejection go, with everything that was held back for it.
    [[nodiscard]] Result<void> discard_rejection(const Id& uuid);

    /// A new client_id, under which everything pending is numbered from 1.
    [[nodiscard]] Result<void> take_new_client_id(RandomSource& random);
    /// The server's database has another history. The first one is only noted; after that a new client_id is taken,
    /// and what was accepted in the last 30 days is pending again, before everything else (but for Mutator::is_once_only).
    [[nodiscard]] Result<void> change_epoch(const std::string& epoch, RandomSource& random, Milliseconds now);

    /// After a sign-out or a wipe: the work waits, unseen, until the same person returns or 30 days have passed by this
    /// device's clock (there is no other then).
    [[nodiscard]] Result<void> hide(Milliseconds device_now);

    /// The server may forget the outcomes up to this number: they are stored here, and durable.
    [[nodiscard]] MutationId outcomes_stored() const { return m_outcomes_stored; }

    // --- durability: what is not durable is not pushed ---
    [[nodiscard]] std::uint64_t write_mark() const { return m_writes; }
    /// Everything that was written when the mark was taken is durable now.
    void made_durable(std::uint64_t mark);
    [[nodiscard]] bool is_durable(const PendingMutation& entry) const { return entry.written_at <= m_durable_writes; }

    // --- what is being replayed, for the case that it brings the program down ---
    [[nodiscard]] Result<void> note_replay(const std::optional<Id>& uuid);
    /// The replay came to its end: what ran under suspicion is cleared of it.
    [[nodiscard]] Result<void> end_replay();
    void set_replayed(std::size_t index, bool is_uncertain, bool is_covered = false) {
        m_pending[index].is_uncertain = is_uncertain;
        m_pending[index].is_covered = is_covered;
    }

private:
    explicit Outbox(Database database) : m_database(std::move(database)) {}

    [[nodiscard]] Result<void> load(const std::string& principal, Milliseconds device_now, RandomSource& random);
    [[nodiscard]] Result<void> require_owner(const std::string& principal, RandomSource& random);
    [[nodiscard]] Result<void> show(Milliseconds device_now, RandomSource& random);
    [[nodiscard]] Result<void> count_crash(const ReplayNote& note);
    [[nodiscard]] Result<void> reload();
    [[nodiscard]] Result<void> insert(Mutation& mutation, std::string_view token);
    [[nodiscard]] Result<void> renumber(RandomSource& random);
    [[nodiscard]] MutationId settled() const;  ///< the last number that is not pending any more
    [[nodiscard]] Result<void> write_note(bool is_running, const std::optional<Id>& uuid);

    Database m_database;
    std::int64_t m_synchronous = 0;  // as the storage has set it: 2 and above flush at every commit
    Id m_client_id;
    std::string m_epoch;
    MutationId m_last_number = 0;
    std::vector<PendingMutation> m_pending;
    std::size_t m_rejection_count = 0;
    bool m_has_note = false;
    std::uint64_t m_writes = 0;
    std::uint64_t m_durable_writes = 0;
    MutationId m_outcomes_stored = 0;
    std::uint64_t m_settled_at = 0;  // the write of the last settle()
};

}  // namespace portail
