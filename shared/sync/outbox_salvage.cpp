#include <algorithm>
#include <set>

#include "shared/sync/client_database.h"
#include "shared/sync/outbox.h"

namespace portail {
namespace {

constexpr std::string_view read_forwards = R"sql(
    SELECT position, uuid, token, state, name, version, args, needs, made_at, decided_at, error, held_back, replaced_by
    FROM mutations
    ORDER BY position
)sql";

constexpr std::string_view read_backwards = R"sql(
    SELECT position, uuid, token, state, name, version, args, needs, made_at, decided_at, error, held_back, replaced_by
    FROM mutations
    ORDER BY position DESC
)sql";

// Zeros stand where something is missing, so that nothing that was read is believed.
std::optional<SalvagedMutation> read_salvaged(const Row& row) {
    auto args = parse_json(row.text(6));
    const std::string state = row.text(3);
    const bool is_known_state =
        state == "pending" || state == "accepted" || state == "rejected" || state == "corrected";
    const bool is_whole = is_id(row.text(1)) && !row.text(2).empty() && is_known_state && !row.text(4).empty() &&
                          args.ok() && args->is_object();
    if (!is_whole) return std::nullopt;
    SalvagedMutation salvaged;
    salvaged.mutation.id = row.integer(0);
    salvaged.mutation.uuid = row.text(1);
    salvaged.mutation.name = row.text(4);
    salvaged.mutation.version = row.small_integer(5);
    salvaged.mutation.args = std::move(*args);
    salvaged.mutation.needs = row.optional_text(7);
    salvaged.mutation.made_at = row.integer(8);
    salvaged.token = row.text(2);
    salvaged.state = state;
    salvaged.decided_at = row.optional_integer(9);
    salvaged.error = row.optional_text(10);
    salvaged.held_back = row.boolean(11);
    salvaged.replaced_by = row.optional_text(12);
    return salvaged;
}

}  // namespace

SalvagedOutbox Outbox::salvage(const platform::StorageLocation& location) {
    SalvagedOutbox salvaged;
    auto database = open_client_database(location, location.outbox_path);
    if (!database) return salvaged;
    std::set<Id> seen;
    const std::function<bool(const Row&)> take = [&](const Row& row) {
        if (auto mutation = read_salvaged(row); mutation && seen.insert(mutation->mutation.uuid).second) {
            salvaged.mutations.push_back(std::move(*mutation));
        }
        return true;
    };
    // A read ends at the damage; from the other end it reaches what lies behind.
    const Result<void> forwards = database->step_rows(read_forwards, {}, &take);
    const Result<void> backwards = database->step_rows(read_backwards, {}, &take);
    static_cast<void>(forwards);
    static_cast<void>(backwards);
    std::sort(
        salvaged.mutations.begin(), salvaged.mutations.end(),
        [](const SalvagedMutation& one, const SalvagedMutation& other) { return one.mutation.id < other.mutation.id; });
    const auto epoch =
        database->first("SELECT epoch FROM outbox_state WHERE id = 1", [](const Row& row) { return row.text(0); });
    if (epoch && epoch->has_value()) salvaged.epoch = **epoch;
    return salvaged;
}

Result<void> Outbox::take_over(const SalvagedOutbox& salvaged, RandomSource& random) {
    auto step = Savepoint::begin(m_database, "outbox_write");
    if (!step) return step.error();
    for (const SalvagedMutation& entry : salvaged.mutations) {
        const Mutation& mutation = entry.mutation;
        PORTAIL_RETURN_IF_ERROR(m_database.run(R"sql(
            INSERT INTO mutations (uuid, token, state, number, name, version, args, needs, made_at, is_resent, crashes,
                                   decided_at, error, held_back, replaced_by)
            VALUES (?1, ?2, ?3, NULL, ?4, ?5, ?6, ?7, ?8, 0, 0, ?9, ?10, ?11, ?12)
            ON CONFLICT DO NOTHING
        )sql",
                                               mutation.uuid, entry.token, entry.state, mutation.name, mutation.version,
                                               to_text(mutation.args), mutation.needs, mutation.made_at,
                                               entry.decided_at, entry.error, entry.held_back, entry.replaced_by));
    }
    PORTAIL_RETURN_IF_ERROR(m_database.run("UPDATE outbox_state SET epoch = ?1 WHERE id = 1", salvaged.epoch));
    PORTAIL_RETURN_IF_ERROR(renumber(random));
    PORTAIL_RETURN_IF_ERROR(step->release());
    ++m_writes;
    return reload();
}

}  // namespace portail
