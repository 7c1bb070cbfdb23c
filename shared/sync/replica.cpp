#include "shared/sync/replica.h"

#include <algorithm>

#include "shared/db/migrate.h"
#include "shared/mutators/mutator_table.h"
#include "shared/sync/client_database.h"
#include "shared/sync/client_migrations.h"

namespace portail {
namespace {

// Asked right after the statement that failed, for the next one forgets it.
bool ran_out_of_room(Database& database) {
    const int code = sqlite3_errcode(database.handle()) & 0xff;
    return code == SQLITE_NOMEM || code == SQLITE_FULL || code == SQLITE_IOERR;
}

}  // namespace

Result<void> run_shared_mutator(Database& database, const MutationContext& context, const Mutation& mutation) {
    return run_mutator(database, context, mutation.name, mutation.version, mutation.args);
}

// --- opening ---

Result<std::unique_ptr<Replica>> Replica::open(const platform::StorageLocation& location, Outbox outbox,
                                               ReplicaOptions options, Milliseconds device_now) {
    std::unique_ptr<Replica> replica{new Replica(std::move(outbox), std::move(options))};
    auto database = open_client_database(location, location.replica_path, [&](Database& opened) {
        replica->m_touched.install(opened);
        sqlite3_commit_hook(opened.handle(), &refuse_commit, replica.get());
    });
    Result<void> result = database ? require_sound(*database) : database.error();
    if (result) {
        replica->m_database = std::move(*database);
        result = replica->prepare(device_now);
    }
    if (result) return replica;
    if (result.error().code != ErrorCode::Internal) return result.error();
    return Error{ErrorCode::Internal, "error.replica_damaged", {}, {}, result.error().detail};
}

Replica::~Replica() {
    if (m_database) leave_layer();
}

Result<void> Replica::prepare(Milliseconds device_now) {
    // Before the first table: the pages that a reset leaves empty can then be given back. In WAL mode the file exists
    // already and this does nothing; there only disk space is at stake, in a mirror it is memory.
    PORTAIL_RETURN_IF_ERROR(m_database->execute("PRAGMA auto_vacuum = INCREMENTAL"));
    PORTAIL_RETURN_IF_ERROR(migrate(*m_database, "shared", shared_migrations()));
    PORTAIL_RETURN_IF_ERROR(migrate(*m_database, "replica", replica_migrations()));
    PORTAIL_RETURN_IF_ERROR(m_confirmed.load(*m_database));
    const Milliseconds synced_at = m_confirmed.synced_at();
    if (synced_at != 0 && server_time(device_now) - synced_at > unsynced_replica_retention) {
        PORTAIL_RETURN_IF_ERROR(commit([&] { return m_confirmed.drop_rows(*m_database); }));
    }
    m_may_commit = false;
    return {};
}

int Replica::refuse_commit(void* self) {
    return static_cast<Replica*>(self)->m_may_commit ? 0 : 1;
}

std::optional<Milliseconds> Replica::last_synced_at() const {
    if (m_confirmed.synced_at() == 0) return std::nullopt;
    return m_confirmed.synced_at();
}

// --- the layer ---

Result<void> Replica::commit(const std::function<Result<void>()>& write) {
    m_may_commit = true;
    Result<void> result;
    {
        auto step = Savepoint::begin(*m_database, "confirm");
        result = step ? write() : Result<void>{step.error()};
        if (result) result = step->release();
    }
    // A COMMIT that failed leaves the transaction open.
    if (m_database->in_transaction()) static_cast<void>(m_database->execute("ROLLBACK"));
    m_may_commit = false;
    ++m_commits;
    if (!result) PORTAIL_RETURN_IF_ERROR(m_confirmed.load(*m_database));
    return result;
}

void Replica::begin_layer() {
    m_has_layer = m_database->execute("BEGIN").ok();
}

void Replica::leave_layer() {
    // A SELECT that is still alive would survive the roll-back and go on over other rows.
    m_database->reset_statements();
    if (m_database->in_transaction()) static_cast<void>(m_database->execute("ROLLBACK"));
    m_has_layer = false;
}

void Replica::stop_optimism() {
    leave_layer();
    for (std::size_t index = 0; index < m_outbox.pending().size(); ++index) {
        m_outbox.set_replayed(index, true);
        m_touched.cut_back(m_outbox.pending()[index].mutation.uuid);
    }
    ++m_revision;
}

bool Replica::is_replayable(const PendingMutation& entry) const {
    return !entry.is_resent && entry.crashes < crashes_until_skipped && !is_covered(entry);
}

bool Replica::is_covered(const PendingMutation& entry) const {
    return entry.mutation.id <= m_confirmed.last_mutation_id(m_outbox.client_id());
}

bool Replica::has_replayable() const {
    const auto pending = m_outbox.pending();
    return std::any_of(pending.begin(), pending.end(),
                       [&](const PendingMutation& entry) { return is_replayable(entry); });
}

void Replica::rebuild_layer() {
    leave_layer();
    begin_layer();
    // Without its note a crash is not counted; that is no reason to show less.
    if (has_replayable()) static_cast<void>(m_outbox.note_replay(std::nullopt));
    for (std::size_t index = 0; index < m_outbox.pending().size() && m_has_layer; ++index) {
        replay(index);
    }
    static_cast<void>(m_outbox.end_replay());
}

Replica::LayerProgress Replica::build_layer() {
    if (!m_is_building) {
        leave_layer();
        begin_layer();
        m_is_building = true;
        m_next_replay = 0;
        m_noted.reset();
        if (has_replayable() && m_outbox.note_replay(std::nullopt)) return LayerProgress::NoteFirst;
    }
    for (; m_next_replay < m_outbox.pending().size() && m_has_layer; ++m_next_replay) {
        const PendingMutation& entry = m_outbox.pending()[m_next_replay];
        const bool is_suspect = is_replayable(entry) && entry.crashes > 0;
        if (is_suspect && m_noted != entry.mutation.uuid) {
            // It, or another, has brought the program down once: alone under a note of its own.
            m_noted = entry.mutation.uuid;
            if (m_outbox.note_replay(m_noted)) return LayerProgress::NoteFirst;
        }
        if (!is_suspect && m_noted) {
            m_noted.reset();
            static_cast<void>(m_outbox.note_replay(std::nullopt));
        }
        replay(m_next_replay);
    }
    m_is_building = false;
    ++m_revision;
    static_cast<void>(m_outbox.end_replay());
    return LayerProgress::Complete;
}

void Replica::replay(std::size_t index) {
    const PendingMutation& entry = m_outbox.pending()[index];
    if (!is_replayable(entry)) {
        m_outbox.set_replayed(index, entry.crashes >= crashes_until_skipped, is_covered(entry));
        return;
    }
    const Result<void> result = run(entry.mutation, {});
    m_outbox.set_replayed(index, !result.ok());
}

Result<void> Replica::run(const Mutation& mutation, const std::function<Result<void>()>& before_release) {
    Database& database = *m_database;
    auto savepoint = Savepoint::begin(database, "mutation");
    if (!savepoint) {
        stop_optimism();
        return savepoint.error();
    }
    m_touched.begin();
    Result<void> result = m_options.run(database, {m_options.actor, mutation.made_at}, mutation);
    const bool has_lost_layer = !database.in_transaction() || (!result.ok() && ran_out_of_room(database));
    if (result && !has_lost_layer && before_release) result = before_release();
    if (result && !has_lost_layer) result = savepoint->release();
    if (result && !has_lost_layer) {
        m_touched.keep(mutation.uuid);
        return {};
    }
    static_cast<void>(savepoint->roll_back());
    m_touched.cut_back(mutation.uuid);
    if (!has_lost_layer && database.in_transaction()) return result;
    stop_optimism();
    return result ? unavailable("the transaction ended in " + mutation.name) : result;
}

// --- mutations ---

Result<Submitted> Replica::queue(Mutation mutation, const Store& store) {
    if (!m_has_layer || !m_database->in_transaction()) rebuild_layer();
    bool is_stored = false;
    const auto store_once = [&]() -> Result<void> {
        PORTAIL_RETURN_IF_ERROR(store(mutation));
        is_stored = true;
        return {};
    };
    if (m_has_layer) {
        const Result<void> result = run(mutation, store_once);
        if (!result && m_has_layer && !is_stored) return result.error();
        if (!result && m_has_layer) rebuild_layer();
    }
    // Without room for optimism the server judges it unseen.
    if (!is_stored) PORTAIL_RETURN_IF_ERROR(store_once());
    if (!m_has_layer) m_outbox.set_replayed(m_outbox.pending().size() - 1, true);
    ++m_revision;
    return Submitted{mutation.uuid, {}, m_outbox.write_mark()};
}

Result<Submitted> Replica::submit(const NewMutation& request, Milliseconds now, RandomSource& random) {
    if (!request.token.empty()) {
        const auto known = m_outbox.find_token(request.token);
        if (!known) return known.error();
        if (known->has_value()) return Submitted{**known, {}, m_outbox.write_mark()};
    }
    if (to_text(request.args).size() > protocol_limits::argument_bytes) {
        return invalid("args", "error.too_long", {{"limit", std::to_string(protocol_limits::argument_bytes)}});
    }
    Mutation mutation{0, make_id(now, random), request.name, request.version, request.args, request.needs, now};
    const std::string token = request.token.empty() ? mutation.uuid : request.token;
    if (!request.corrects) {
        return queue(std::move(mutation), [&](Mutation& numbered) { return m_outbox.add(numbered, token); });
    }
    auto submitted = queue(std::move(mutation), [&](Mutation& numbered) {
        return m_outbox.replace_rejection(*request.corrects, numbered, token, now);
    });
    if (!submitted) return submitted;
    auto sent_again = send_held_back_again(now, random);
    if (!sent_again) return sent_again.error();
    return Submitted{submitted->uuid, std::move(*sent_again), m_outbox.write_mark()};
}

Result<Submitted> Replica::retry(const Id& rejected, Milliseconds now, RandomSource& random) {
    const auto rejections = m_outbox.rejections();
    if (!rejections) return rejections.error();
    const auto found = std::find_if(rejections->begin(), rejections->end(),
                                    [&](const Rejection& rejection) { return rejection.mutation.uuid == rejected; });
    if (found == rejections->end()) return not_found("uuid");
    const Mutation& mutation = found->mutation;
    return submit({mutation.name, mutation.version, mutation.args, mutation.needs, rejected, {}}, now, random);
}

Result<std::vector<Id>> Replica::send_held_back_again(Milliseconds now, RandomSource& random) {
    std::vector<Id> sent;
    // Each one that goes may set others free.
    for (;;) {
        const auto held_back = m_outbox.rejections_to_send_again();
        if (!held_back) return held_back.error();
        if (held_back->empty()) break;
        for (const Rejection& rejection : *held_back) {
            Mutation again = rejection.mutation;
            again.uuid = make_id(now, random);
            again.made_at = now;
            PORTAIL_RETURN_IF_ERROR(m_outbox.replace_rejection(rejection.mutation.uuid, again, again.uuid, now));
            sent.push_back(again.uuid);
        }
    }
    if (!sent.empty() && m_has_layer) rebuild_layer();
    return sent;
}

Result<void> Replica::undo(const Submitted& submitted) {
    std::vector<Id> uuids{submitted.uuid};
    uuids.insert(uuids.end(), submitted.sent_again.begin(), submitted.sent_again.end());
    Result<void> result;
    for (auto uuid = uuids.rbegin(); uuid != uuids.rend() && result; ++uuid) {
        result = m_outbox.undo(*uuid);
        if (result) m_touched.forget(*uuid);
    }
    rebuild_layer();
    ++m_revision;
    return result;
}

Result<void> Replica::discard(const Id& rejected) {
    PORTAIL_RETURN_IF_ERROR(m_outbox.discard_rejection(rejected));
    ++m_revision;
    return {};
}

}  // namespace portail
