#include "server/core/pull.h"

#include <algorithm>

#include "server/core/decided_mutations.h"
#include "server/core/feed_page.h"
#include "server/core/sync_clients.h"
#include "server/core/sync_cursor.h"
#include "shared/domain/scopes.h"

namespace portail::server {
namespace {

struct ServerState {
    std::string epoch;
    std::int64_t version = 0;
    std::int64_t oldest_version = 0;
};

Result<ServerState> read_state(Database& reader) {
    auto state = reader.first(R"sql(
        SELECT epoch, version, oldest_version
        FROM server_state
    )sql",
                              [](const Row& row) {
                                  return ServerState{row.text(0), row.integer(1), row.integer(2)};
                              });
    if (!state) return state.error();
    return std::move(*state).value_or(ServerState{});
}

bool is_usable(const SyncCursor& cursor, const std::vector<std::string>& held, const ServerState& state) {
    return !cursor.empty() && std::all_of(cursor.begin(), cursor.end(), [&](const auto& position) {
        return std::binary_search(held.begin(), held.end(), position.scope) &&
               position.began_at >= state.oldest_version && position.began_at <= state.version;
    });
}

/// The cursor to read from; empty where the client has to begin anew.
SyncCursor usable_cursor(const PullRequest& request, const std::vector<std::string>& held, const ServerState& state) {
    if (request.epoch != state.epoch) return {};
    SyncCursor cursor = parse_cursor(request.cursor).value_or(SyncCursor{});
    if (!is_usable(cursor, held, state)) return {};
    return cursor;
}

void add_missing_scopes(SyncCursor& cursor, const std::vector<std::string>& held, const ServerState& state) {
    SyncCursor complete;
    for (const std::string& scope : held) {
        const auto known =
            std::find_if(cursor.begin(), cursor.end(), [&](const auto& position) { return position.scope == scope; });
        complete.push_back(known != cursor.end() ? *known : ScopePosition{scope, 0, state.version});
    }
    cursor = std::move(complete);
}

Result<bool> keeps_confirmed_outcomes(Database& reader, const PullRequest& request) {
    const Result<std::int64_t> kept = reader.integer(R"sql(
        SELECT COUNT(*)
        FROM outcomes
        WHERE client_id = ?1
          AND mutation_id <= ?2
          AND args <> '{}'
    )sql",
                                                     request.client_id, request.outcomes_confirmed);
    if (!kept) return kept.error();
    return *kept > 0;
}

// The wire names of everything but the rows stay with the protocol's own encoder.
Result<std::string> encode(Database& reader, const PullReply& reply, const FeedPage& page) {
    constexpr std::size_t usual_row_bytes = 300;
    Json envelope = to_json(reply);
    envelope.erase("changes");
    std::string json = to_text(envelope);
    json.reserve(json.size() + page.entry_count() * usual_row_bytes);
    json.back() = ',';
    json += R"("changes":)";
    PORTAIL_RETURN_IF_ERROR(page.append_changes(reader, json));
    json += '}';
    return json;
}

}  // namespace

Result<PullAnswer> build_pull(Database& reader, const Actor& actor, const PullRequest& request, Milliseconds now) {
    const Result<ServerState> state = read_state(reader);
    if (!state) return state.error();
    const Result<MutationId> last = last_mutation_of(reader, request.client_id, actor.principal());
    if (!last) return last.error();

    const std::vector<std::string> held = scopes_of(actor);
    SyncCursor cursor = usable_cursor(request, held, *state);
    const bool reset = cursor.empty();
    add_missing_scopes(cursor, held, *state);

    const int limit = std::clamp(request.limit, 1, protocol_limits::rows_in_a_pull);
    const Result<FeedPage> page = FeedPage::read(reader, cursor, static_cast<std::size_t>(limit), state->version);
    if (!page) return page.error();
    Result<std::vector<Outcome>> outcomes = unconfirmed_outcomes(reader, request.client_id, request.outcomes_confirmed);
    if (!outcomes) return outcomes.error();
    const Result<bool> confirmed = keeps_confirmed_outcomes(reader, request);
    if (!confirmed) return confirmed.error();

    PullReply reply;
    reply.epoch = state->epoch;
    reply.cursor = format_cursor(cursor);
    reply.last_mutation_id = *last;
    reply.outcomes = std::move(*outcomes);
    reply.more = page->more();
    reply.reset = reset;
    reply.server_time = now;
    Result<std::string> json = encode(reader, reply, *page);
    if (!json) return json.error();
    return PullAnswer{std::move(*json), page->more(), reset, *confirmed};
}

}  // namespace portail::server
