#include "server/core/decided_mutations.h"

namespace portail::server {
namespace {

struct StoredOutcome {
    MutationId id = 0;
    Id uuid;
    std::string error;
    bool held_back = false;
};

Result<Outcome> read_outcome(const StoredOutcome& stored) {
    Result<Json> json = parse_json(stored.error);
    if (!json) return internal("stored outcome: " + json.error().describe());
    std::optional<Error> error = parse_error(*json);
    if (!error) return internal("stored outcome: not an error");
    return Outcome{stored.id, stored.uuid, std::move(*error), stored.held_back};
}

}  // namespace

Result<std::optional<Decision>> find_decision(Database& database, const std::string& principal, const Id& uuid) {
    return database.first(R"sql(
        SELECT error, held_back
        FROM decided_mutations
        WHERE uuid = ?1
          AND principal = ?2
        LIMIT 1
    )sql",
                          [](const Row& row) {
                              Decision decision;
                              if (auto error = row.optional_text(0)) {
                                  decision.rejection = Rejection{std::move(*error), row.boolean(1)};
                              }
                              return decision;
                          },
                          uuid, principal);
}

Result<bool> was_sent_as(Database& database, const std::string& principal, const Id& client_id,
                         const Mutation& mutation) {
    const Result<std::int64_t> same = database.integer(R"sql(
        SELECT COUNT(*)
        FROM decided_mutations
        WHERE uuid = ?1
          AND principal = ?2
          AND client_id = ?3
          AND mutation_id = ?4
    )sql",
                                                       mutation.uuid, principal, client_id, mutation.id);
    if (!same) return same.error();
    return *same == 1;
}

Result<void> store_decision(Database& database, const std::string& principal, const Id& client_id,
                            const Mutation& mutation, const Decision& decision, Milliseconds now) {
    const std::optional<Rejection>& rejection = decision.rejection;
    const std::optional<std::string> error = rejection ? std::optional{rejection->error} : std::nullopt;
    const bool held_back = rejection && rejection->held_back;
    // A client that gives one mutation two numbers has them decided once.
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        INSERT INTO decided_mutations (uuid, principal, client_id, mutation_id, error, held_back,
                                       decided_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (uuid, principal, client_id) DO NOTHING
    )sql",
                                         mutation.uuid, principal, client_id, mutation.id, error, held_back, now));
    if (!rejection) return {};
    return database.run(R"sql(
        INSERT INTO outcomes (client_id, mutation_id, uuid, name, version, args, error, held_back,
                              decided_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    )sql",
                        client_id, mutation.id, mutation.uuid, mutation.name, mutation.version, to_text(mutation.args),
                        rejection->error, held_back, now);
}

Result<std::vector<Outcome>> unconfirmed_outcomes(Database& database, const Id& client_id, MutationId confirmed) {
    const auto stored =
        database.rows(R"sql(
        SELECT mutation_id, uuid, error, held_back
        FROM outcomes
        WHERE client_id = ?1
          AND mutation_id > ?2
        ORDER BY mutation_id
        LIMIT ?3
    )sql",
                      [](const Row& row) {
                          return StoredOutcome{row.integer(0), row.text(1), row.text(2), row.boolean(3)};
                      },
                      client_id, confirmed, protocol_limits::outcomes_in_a_pull);
    if (!stored) return stored.error();
    std::vector<Outcome> outcomes;
    for (const StoredOutcome& entry : *stored) {
        Result<Outcome> outcome = read_outcome(entry);
        if (!outcome) return outcome.error();
        outcomes.push_back(std::move(*outcome));
    }
    return outcomes;
}

Result<std::int64_t> purge_decided_mutations(Database& database, Milliseconds now) {
    const Milliseconds oldest_kept = now - decided_mutation_retention;
    PORTAIL_RETURN_IF_ERROR(database.run("DELETE FROM outcomes WHERE decided_at < ?1", oldest_kept));
    PORTAIL_RETURN_IF_ERROR(database.run("DELETE FROM mutation_crashes WHERE last_crash_at < ?1", oldest_kept));
    PORTAIL_RETURN_IF_ERROR(database.run("DELETE FROM decided_mutations WHERE decided_at < ?1", oldest_kept));
    return database.changes();
}

}  // namespace portail::server
