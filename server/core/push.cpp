#include "server/core/push.h"

#include "server/core/decided_mutations.h"
#include "server/core/sync_clients.h"

namespace portail::server {
namespace {

Result<void> require_sequence(const std::vector<Mutation>& mutations) {
    for (std::size_t index = 0; index < mutations.size(); ++index) {
        const MutationId expected = mutations.front().id + static_cast<MutationId>(index);
        const bool in_sequence = mutations[index].id == expected && expected > 0;
        if (!in_sequence) return invalid("mutations", "error.malformed");
    }
    return {};
}

Decision rejected(const Error& error, bool held_back = false) {
    return Decision{Rejection{to_text(to_json(error)), held_back}};
}

/// One push on its way through the database.
class Push {
public:
    Push(WriteContext& context, const Actor& actor, const PushRequest& request, const MutationRunner& run)
        : m_context(context), m_actor(actor), m_request(request), m_run(run), m_principal(actor.principal()) {}

    Result<PushReply> apply();

private:
    Result<PushStatus> decide_all(MutationId& last);
    Result<bool> is_forked(MutationId last);
    /// Nothing when the mutation has to wait for a stronger session.
    Result<std::optional<Decision>> decide(const Mutation& mutation);
    Result<bool> needs_a_rejected_one(const Mutation& mutation);
    Result<std::optional<Decision>> run_in_savepoint(const Mutation& mutation);
    Result<void> run_with_note(const Mutation& mutation, std::size_t mark);

    WriteContext& m_context;
    const Actor& m_actor;
    const PushRequest& m_request;
    const MutationRunner& m_run;
    const std::string m_principal;
};

Result<PushReply> Push::apply() {
    if (m_request.principal != m_principal) return forbidden();
    PORTAIL_RETURN_IF_ERROR(require_sequence(m_request.mutations));
    Database& database = m_context.database;
    const auto epoch = database.first("SELECT epoch FROM server_state", [](const Row& row) { return row.text(0); });
    if (!epoch) return epoch.error();

    PushReply reply;
    reply.epoch = epoch->value_or("");
    Result<MutationId> last = last_mutation_of(database, m_request.client_id, m_principal);
    if (!last) return last.error();
    const MutationId last_before = *last;
    if (!m_request.epoch.empty() && m_request.epoch != reply.epoch) {
        reply.status = PushStatus::EpochChanged;
    } else {
        const Result<PushStatus> status = decide_all(*last);
        if (!status) return status.error();
        reply.status = *status;
    }
    if (*last != last_before) {
        PORTAIL_RETURN_IF_ERROR(store_last_mutation(database, m_request.client_id, m_principal, *last, m_context.now));
    }
    reply.last_mutation_id = *last;
    return reply;
}

Result<PushStatus> Push::decide_all(MutationId& last) {
    const std::vector<Mutation>& mutations = m_request.mutations;
    if (!mutations.empty() && mutations.front().id > last + 1) return PushStatus::Gap;
    const Result<bool> forked = is_forked(last);
    if (!forked) return forked.error();
    if (*forked) return PushStatus::ClientForked;

    for (const Mutation& mutation : mutations) {
        if (mutation.id <= last) continue;
        const Result<std::optional<Decision>> decision = decide(mutation);
        if (!decision) return decision.error();
        if (!decision->has_value()) return PushStatus::SignInNeeded;
        PORTAIL_RETURN_IF_ERROR(
            store_decision(m_context.database, m_principal, m_request.client_id, mutation, **decision, m_context.now));
        last = mutation.id;
    }
    return PushStatus::Accepted;
}

Result<bool> Push::is_forked(MutationId last) {
    for (const Mutation& mutation : m_request.mutations) {
        if (mutation.id > last) break;
        const Result<bool> same = was_sent_as(m_context.database, m_principal, m_request.client_id, mutation);
        if (!same) return same.error();
        if (!*same) return true;
    }
    return false;
}

Result<std::optional<Decision>> Push::decide(const Mutation& mutation) {
    Database& database = m_context.database;
    Result<std::optional<Decision>> known = find_decision(database, m_principal, mutation.uuid);
    if (!known || known->has_value()) return known;

    const Result<bool> crashed = CrashNotes::has_crashed_too_often(database, mutation.uuid);
    if (!crashed) return crashed.error();
    if (*crashed) return std::optional{rejected(internal({}))};

    const Result<bool> held_back = needs_a_rejected_one(mutation);
    if (!held_back) return held_back.error();
    if (*held_back) return std::optional{rejected(conflict("error.held_back"), true)};

    return run_in_savepoint(mutation);
}

Result<bool> Push::needs_a_rejected_one(const Mutation& mutation) {
    if (!mutation.needs) return false;
    const Result<std::optional<Decision>> needed = find_decision(m_context.database, m_principal, *mutation.needs);
    if (!needed) return needed.error();
    return needed->has_value() && (*needed)->rejection.has_value();
}

Result<std::optional<Decision>> Push::run_in_savepoint(const Mutation& mutation) {
    Database& database = m_context.database;
    Result<Savepoint> savepoint = Savepoint::begin(database, "mutation");
    if (!savepoint) return savepoint.error();
    const std::size_t mark = m_context.feed.mark();

    const Result<void> result = run_with_note(mutation, mark);
    if (!database.in_transaction()) return unavailable("the transaction ended in " + mutation.name);
    if (result) {
        PORTAIL_RETURN_IF_ERROR(savepoint->release());
        return std::optional{Decision{}};
    }
    PORTAIL_RETURN_IF_ERROR(savepoint->roll_back());
    m_context.feed.cut_back(mark);
    switch (result.error().code) {
        case ErrorCode::Unavailable:
            return result.error();
        case ErrorCode::Unauthorized:
            return std::optional<Decision>{};
        default:
            return std::optional{rejected(result.error())};
    }
}

Result<void> Push::run_with_note(const Mutation& mutation, std::size_t mark) {
    m_context.crash_notes.begin(mutation.uuid);
    Result<void> result = m_run(m_context.database, {m_actor, m_context.now}, mutation);
    if (result) result = run_row_effects(m_context, mark);
    m_context.crash_notes.end();
    return result;
}

}  // namespace

Result<PushReply> apply_push(WriteContext& context, const Actor& actor, const PushRequest& request,
                             const MutationRunner& run) {
    return Push{context, actor, request, run}.apply();
}

Result<std::int64_t> forget_confirmed_outcomes(WriteContext& context, const Actor& actor, const Id& client_id,
                                               MutationId up_to) {
    const Result<MutationId> last = last_mutation_of(context.database, client_id, actor.principal());
    if (!last) return last.error();
    PORTAIL_RETURN_IF_ERROR(context.database.run(R"sql(
        UPDATE outcomes
        SET args = '{}'
        WHERE client_id = ?1
          AND mutation_id <= ?2
          AND args <> '{}'
    )sql",
                                                 client_id, up_to));
    return context.database.changes();
}

}  // namespace portail::server
