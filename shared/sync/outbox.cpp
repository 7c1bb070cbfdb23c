#include "shared/sync/outbox.h"

#include <algorithm>

#include "shared/mutators/mutator_table.h"
#include "shared/sync/client_database.h"
#include "shared/sync/client_migrations.h"

namespace portail {
namespace {

// Columns 0 to 6 of every query that reads mutations.
Mutation read_mutation(const Row& row) {
    Mutation mutation;
    mutation.id = row.integer(0);
    mutation.uuid = row.text(1);
    mutation.name = row.text(2);
    mutation.version = row.small_integer(3);
    // Our own text; should the file have been tampered with, the server refuses the empty object.
    auto args = parse_json(row.text(4));
    if (args && args->is_object()) mutation.args = std::move(*args);
    mutation.needs = row.optional_text(5);
    mutation.made_at = row.integer(6);
    return mutation;
}

Rejection read_rejection(const Row& row) {
    Rejection rejection{read_mutation(row), internal("the reason was not stored"), row.boolean(8), row.integer(9)};
    if (const auto json = parse_json(row.text(7)); json) {
        if (auto error = parse_error(*json)) rejection.error = std::move(*error);
    }
    return rejection;
}

}  // namespace

Result<Outbox> Outbox::open(const platform::StorageLocation& location, const std::string& principal,
                            Milliseconds device_now, RandomSource& random) {
    auto opened = open_client_database(location, location.outbox_path);
    Result<void> result = opened ? Result<void>{} : Result<void>{opened.error()};
    if (result) result = require_sound(*opened);
    if (result) result = migrate(*opened, "outbox", outbox_migrations());
    if (result) {
        Outbox outbox{std::move(*opened)};
        result = outbox.load(principal, device_now, random);
        if (result) return outbox;
    }
    if (result.error().code != ErrorCode::Internal) return result.error();
    return Error{ErrorCode::Internal, "error.outbox_damaged", {}, {}, result.error().detail};
}

Result<void> Outbox::require_owner(const std::string& principal, RandomSource& random) {
    PORTAIL_RETURN_IF_ERROR(m_database.run(R"sql(
        INSERT INTO outbox_state (id, principal, epoch, client_id, last_number, is_replaying, replaying_uuid,
                                  hidden_since)
        VALUES (1, ?1, '', ?2, 0, 0, NULL, NULL)
        ON CONFLICT (id) DO NOTHING
    )sql",
                                           principal, make_unrelated_id(random)));
    const auto owner =
        m_database.first("SELECT principal FROM outbox_state WHERE id = 1", [](const Row& row) { return row.text(0); });
    if (!owner) return owner.error();
    return *owner == principal ? Result<void>{} : forbidden();
}

Result<void> Outbox::load(const std::string& principal, Milliseconds device_now, RandomSource& random) {
    const auto synchronous = m_database.integer("PRAGMA synchronous");
    if (!synchronous) return synchronous.error();
    m_synchronous = *synchronous;
    PORTAIL_RETURN_IF_ERROR(require_owner(principal, random));
    PORTAIL_RETURN_IF_ERROR(show(device_now, random));
    const auto note = m_database.first(R"sql(
        SELECT is_replaying, replaying_uuid
        FROM outbox_state
        WHERE id = 1
    )sql",
                                       [](const Row& row) {
                                           return ReplayNote{row.boolean(0), row.optional_text(1)};
                                       });
    if (!note) return note.error();
    if (note->has_value() && (*note)->is_running) PORTAIL_RETURN_IF_ERROR(count_crash(**note));
    PORTAIL_RETURN_IF_ERROR(reload());
    // What was read from the storage is durable.
    for (PendingMutation& entry : m_pending) {
        entry.written_at = 0;
    }
    m_outcomes_stored = settled();
    return {};
}

// What was hidden is there again, unless it was hidden for too long.
Result<void> Outbox::show(Milliseconds device_now, RandomSource& random) {
    const auto hidden_since = m_database.integer("SELECT COALESCE(hidden_since, 0) FROM outbox_state WHERE id = 1");
    if (!hidden_since) return hidden_since.error();
    if (*hidden_since == 0) return {};
    auto step = Savepoint::begin(m_database, "outbox_write");
    if (!step) return step.error();
    if (*hidden_since < device_now - hidden_outbox_retention) {
        PORTAIL_RETURN_IF_ERROR(m_database.run("DELETE FROM mutations"));
        PORTAIL_RETURN_IF_ERROR(m_database.run("UPDATE outbox_state SET client_id = ?1, last_number = 0 WHERE id = 1",
                                               make_unrelated_id(random)));
    }
    PORTAIL_RETURN_IF_ERROR(m_database.run("UPDATE outbox_state SET hidden_since = NULL WHERE id = 1"));
    return step->release();
}

Result<void> Outbox::count_crash(const ReplayNote& note) {
    PORTAIL_RETURN_IF_ERROR(m_database.run(R"sql(
        UPDATE mutations
        SET crashes = crashes + 1
        WHERE state = 'pending'
          AND is_resent = 0
          AND crashes < ?1
          AND (uuid = ?2 OR ?2 IS NULL)
    )sql",
                                           crashes_until_skipped, note.uuid));
    return write_note(false, std::nullopt);
}

Result<void> Outbox::reload() {
    const auto state = m_database.first(R"sql(
        SELECT client_id, last_number, epoch
        FROM outbox_state
        WHERE id = 1
    )sql",
                                        [&](const Row& row) {
                                            m_client_id = row.text(0);
                                            m_last_number = row.integer(1);
                                            m_epoch = row.text(2);
                                            return true;
                                        });
    if (!state) return state.error();
    auto pending = m_database.rows(
        R"sql(
        SELECT number, uuid, name, version, args, needs, made_at, crashes, is_resent
        FROM mutations
        WHERE state = 'pending'
        ORDER BY number
    )sql",
        [&](const Row& row) {
            return PendingMutation{read_mutation(row), row.small_integer(7), row.boolean(8), false, false, m_writes};
        });
    if (!pending) return pending.error();
    const auto rejected = m_database.integer("SELECT COUNT(*) FROM mutations WHERE state = 'rejected'");
    if (!rejected) return rejected.error();
    m_pending = std::move(*pending);
    m_rejection_count = static_cast<std::size_t>(*rejected);
    return {};
}

Result<std::vector<Rejection>> Outbox::rejections() {
    return m_database.rows(R"sql(
        SELECT 0, uuid, name, version, args, needs, made_at, error, held_back, decided_at
        FROM mutations
        WHERE state = 'rejected'
        ORDER BY position
    )sql",
                           read_rejection);
}

Result<std::vector<Rejection>> Outbox::rejections_to_send_again() {
    return m_database.rows(R"sql(
        SELECT 0, held.uuid, held.name, held.version, held.args, needed.replaced_by, held.made_at, held.error,
               held.held_back, held.decided_at
        FROM mutations AS held
        JOIN mutations AS needed ON needed.uuid = held.needs
        WHERE held.state = 'rejected'
          AND held.held_back = 1
          AND needed.state = 'corrected'
        ORDER BY held.position
    )sql",
                           read_rejection);
}

Result<std::optional<Id>> Outbox::find_token(std::string_view token) {
    return m_database.first(
        "SELECT uuid FROM mutations WHERE token = ?1", [](const Row& row) { return row.text(0); }, token);
}

Result<void> Outbox::insert(Mutation& mutation, std::string_view token) {
    mutation.id = m_last_number + 1;
    PORTAIL_RETURN_IF_ERROR(m_database.run(R"sql(
        INSERT INTO mutations (uuid, token, state, number, name, version, args, needs, made_at, is_resent, crashes,
                               decided_at, error, held_back, replaced_by)
        VALUES (?1, ?2, 'pending', ?3, ?4, ?5, ?6, ?7, ?8, 0, 0, NULL, NULL, 0, NULL)
    )sql",
                                           mutation.uuid, token, mutation.id, mutation.name, mutation.version,
                                           to_text(mutation.args), mutation.needs, mutation.made_at));
    return m_database.run("UPDATE outbox_state SET last_number = ?1 WHERE id = 1", mutation.id);
}

Result<void> Outbox::add(Mutation& mutation, std::string_view token) {
    auto step = Savepoint::begin(m_database, "outbox_write");
    if (!step) return step.error();
    PORTAIL_RETURN_IF_ERROR(insert(mutation, token));
    PORTAIL_RETURN_IF_ERROR(step->release());
    m_last_number = mutation.id;
    m_pending.push_back({mutation, 0, false, false, false, ++m_writes});
    return {};
}

Result<void> Outbox::undo(const Id& uuid) {
    const auto entry = std::find_if(m_pending.begin(), m_pending.end(),
                                    [&](const PendingMutation& pending) { return pending.mutation.uuid == uuid; });
    if (entry == m_pending.end() || is_durable(*entry)) return {};
    const MutationId number = entry->mutation.id;
    auto step = Savepoint::begin(m_database, "outbox_write");
    if (!step) return step.error();
    PORTAIL_RETURN_IF_ERROR(m_database.run("DELETE FROM mutations WHERE uuid = ?1", uuid));
    // In two steps, for a number is UNIQUE at every moment. None of those behind has been pushed: storage answers in
    // order, so they are not durable yet.
    PORTAIL_RETURN_IF_ERROR(m_database.run("UPDATE mutations SET number = -number WHERE number > ?1", number));
    PORTAIL_RETURN_IF_ERROR(m_database.run("UPDATE mutations SET number = -number - 1 WHERE number < 0"));
    PORTAIL_RETURN_IF_ERROR(m_database.run("UPDATE outbox_state SET last_number = last_number - 1 WHERE id = 1"));
    PORTAIL_RETURN_IF_ERROR(m_database.run(R"sql(
        UPDATE mutations
        SET state = 'rejected', replaced_by = NULL
        WHERE replaced_by = ?1
    )sql",
                                           uuid));
    const auto restored = static_cast<std::size_t>(m_database.changes());
    PORTAIL_RETURN_IF_ERROR(step->release());
    ++m_writes;
    --m_last_number;
    m_rejection_count += restored;
    for (auto later = m_pending.erase(entry); later != m_pending.end(); ++later) {
        --later->mutation.id;
        later->written_at = m_writes;
    }
    return {};
}

Result<void> Outbox::record_outcomes(std::span<const Outcome> outcomes) {
    if (outcomes.empty()) return {};
    auto step = Savepoint::begin(m_database, "outbox_write");
    if (!step) return step.error();
    for (const Outcome& outcome : outcomes) {
        PORTAIL_RETURN_IF_ERROR(m_database.run(R"sql(
            UPDATE mutations
            SET error = ?2, held_back = ?3
            WHERE uuid = ?1
              AND state = 'pending'
        )sql",
                                               outcome.uuid, to_text(to_json(outcome.error)), outcome.held_back));
    }
    PORTAIL_RETURN_IF_ERROR(step->release());
    ++m_writes;
    return {};
}

Result<void> Outbox::settle(MutationId up_to, Milliseconds now) {
    if (m_pending.empty() || m_pending.front().mutation.id > up_to) return {};
    auto step = Savepoint::begin(m_database, "outbox_write");
    if (!step) return step.error();
    PORTAIL_RETURN_IF_ERROR(m_database.run(R"sql(
        UPDATE mutations
        SET state = CASE WHEN error IS NULL THEN 'accepted' ELSE 'rejected' END,
            number = NULL,
            is_resent = 0,
            decided_at = ?2
        WHERE state = 'pending'
          AND number <= ?1
    )sql",
                                           up_to, now));
    PORTAIL_RETURN_IF_ERROR(m_database.run(R"sql(
        DELETE FROM mutations
        WHERE state IN ('accepted', 'corrected')
          AND decided_at < ?1
    )sql",
                                           now - accepted_mutation_retention));
    const auto rejected = m_database.integer("SELECT COUNT(*) FROM mutations WHERE state = 'rejected'");
    if (!rejected) return rejected.error();
    PORTAIL_RETURN_IF_ERROR(step->release());
    ++m_writes;
    m_settled_at = m_writes;
    m_rejection_count = static_cast<std::size_t>(*rejected);
    std::erase_if(m_pending, [&](const PendingMutation& entry) { return entry.mutation.id <= up_to; });
    return {};
}

Result<void> Outbox::replace_rejection(const Id& rejected, Mutation& replacement, std::string_view token,
                                       Milliseconds now) {
    auto step = Savepoint::begin(m_database, "outbox_write");
    if (!step) return step.error();
    PORTAIL_RETURN_IF_ERROR(m_database.run(R"sql(
        UPDATE mutations
        SET state = 'corrected', replaced_by = ?2, decided_at = ?3
        WHERE uuid = ?1
          AND state = 'rejected'
    )sql",
                                           rejected, replacement.uuid, now));
    if (m_database.changes() == 0) return not_found("uuid");
    PORTAIL_RETURN_IF_ERROR(insert(replacement, token));
    PORTAIL_RETURN_IF_ERROR(step->release());
    --m_rejection_count;
    m_last_number = replacement.id;
    m_pending.push_back({replacement, 0, false, false, false, ++m_writes});
    return {};
}

Result<void> Outbox::discard_rejection(const Id& uuid) {
    PORTAIL_RETURN_IF_ERROR(m_database.run(R"sql(
        WITH RECURSIVE gone (uuid) AS (
            SELECT uuid FROM mutations WHERE uuid = ?1 AND state = 'rejected'
            UNION
            SELECT held.uuid
            FROM mutations AS held
            JOIN gone ON held.needs = gone.uuid
            WHERE held.state = 'rejected'
              AND held.held_back = 1
        )
        DELETE FROM mutations
        WHERE uuid IN (SELECT uuid FROM gone)
    )sql",
                                           uuid));
    m_rejection_count -= static_cast<std::size_t>(m_database.changes());
    ++m_writes;
    return {};
}

Result<void> Outbox::take_new_client_id(RandomSource& random) {
    auto step = Savepoint::begin(m_database, "outbox_write");
    if (!step) return step.error();
    PORTAIL_RETURN_IF_ERROR(renumber(random));
    PORTAIL_RETURN_IF_ERROR(step->release());
    ++m_writes;
    m_outcomes_stored = 0;
    return reload();
}

Result<void> Outbox::change_epoch(const std::string& epoch, RandomSource& random, Milliseconds now) {
    const bool is_first = m_epoch.empty();
    auto step = Savepoint::begin(m_database, "outbox_write");
    if (!step) return step.error();
    PORTAIL_RETURN_IF_ERROR(m_database.run("UPDATE outbox_state SET epoch = ?1 WHERE id = 1", epoch));
    if (!is_first) {
        for (const Mutator& mutator : mutator_table()) {
            if (!mutator.is_once_only) continue;
            PORTAIL_RETURN_IF_ERROR(
                m_database.run("DELETE FROM mutations WHERE state = 'accepted' AND name = ?1", mutator.name));
        }
        PORTAIL_RETURN_IF_ERROR(m_database.run(R"sql(
            UPDATE mutations
            SET state = 'pending', is_resent = 1
            WHERE state = 'accepted'
              AND decided_at >= ?1
        )sql",
                                               now - accepted_mutation_retention));
        PORTAIL_RETURN_IF_ERROR(renumber(random));
    }
    PORTAIL_RETURN_IF_ERROR(step->release());
    ++m_writes;
    if (!is_first) m_outcomes_stored = 0;
    return reload();
}

Result<void> Outbox::renumber(RandomSource& random) {
    // The server judges them anew, or tells once more what it has decided.
    PORTAIL_RETURN_IF_ERROR(
        m_database.run("UPDATE mutations SET number = NULL, error = NULL, held_back = 0 WHERE state = 'pending'"));
    const auto positions = m_database.rows("SELECT position FROM mutations WHERE state = 'pending' ORDER BY position",
                                           [](const Row& row) { return row.integer(0); });
    if (!positions) return positions.error();
    MutationId number = 0;
    for (const std::int64_t position : *positions) {
        PORTAIL_RETURN_IF_ERROR(
            m_database.run("UPDATE mutations SET number = ?2 WHERE position = ?1", position, ++number));
    }
    return m_database.run("UPDATE outbox_state SET client_id = ?1, last_number = ?2 WHERE id = 1",
                          make_unrelated_id(random), number);
}

Result<void> Outbox::hide(Milliseconds device_now) {
    PORTAIL_RETURN_IF_ERROR(m_database.run("UPDATE outbox_state SET hidden_since = ?1 WHERE id = 1", device_now));
    ++m_writes;
    return {};
}

void Outbox::made_durable(std::uint64_t mark) {
    m_durable_writes = std::max(m_durable_writes, mark);
    if (m_settled_at <= m_durable_writes) m_outcomes_stored = settled();
}

MutationId Outbox::settled() const {
    return m_pending.empty() ? m_last_number : m_pending.front().mutation.id - 1;
}

Result<void> Outbox::note_replay(const std::optional<Id>& uuid) {
    return write_note(true, uuid);
}

Result<void> Outbox::end_replay() {
    const bool is_suspected = std::any_of(m_pending.begin(), m_pending.end(), [](const PendingMutation& entry) {
        return entry.crashes > 0 && entry.crashes < crashes_until_skipped;
    });
    if (is_suspected) {
        PORTAIL_RETURN_IF_ERROR(m_database.run(R"sql(
            UPDATE mutations
            SET crashes = 0
            WHERE state = 'pending'
              AND crashes < ?1
        )sql",
                                               crashes_until_skipped));
        for (PendingMutation& entry : m_pending) {
            if (entry.crashes < crashes_until_skipped) entry.crashes = 0;
        }
    }
    if (!m_has_note) return {};
    return write_note(false, std::nullopt);
}

Result<void> Outbox::write_note(bool is_running, const std::optional<Id>& uuid) {
    // The note has to survive the death of the program, not that of the machine: no flush.
    const bool flushes = m_synchronous >= 2;
    if (flushes) PORTAIL_RETURN_IF_ERROR(m_database.execute("PRAGMA synchronous = NORMAL"));
    const Result<void> written = m_database.run(R"sql(
        UPDATE outbox_state
        SET is_replaying = ?1, replaying_uuid = ?2
        WHERE id = 1
    )sql",
                                                is_running, uuid);
    if (flushes) {
        PORTAIL_RETURN_IF_ERROR(m_database.execute("PRAGMA synchronous = " + std::to_string(m_synchronous)));
    }
    PORTAIL_RETURN_IF_ERROR(written);
    m_has_note = is_running;
    ++m_writes;
    return {};
}

}  // namespace portail
