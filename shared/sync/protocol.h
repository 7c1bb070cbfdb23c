// What travels between a replica and the server, as plain structures with their JSON. docs/sync_protocol.md gives the
// rules; the decoders take hostile input: every member has a type and a limit, and a wrong one answers with an error.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/json.h"
#include "shared/sync/protocol_version.h"

namespace portail {

/// Numbers the mutations of one client: 1, 2, 3, …
using MutationId = std::int64_t;

namespace protocol_limits {
inline constexpr std::size_t mutations_in_a_push = 200;
inline constexpr std::size_t argument_bytes = 72 * 1024;  ///< a logo (shared/domain/brand.h) is the largest
inline constexpr std::size_t push_bytes = 1024 * 1024;
inline constexpr std::size_t cursor_bytes = 4 * 1024;
inline constexpr int rows_in_a_pull = 2000;  ///< the most that `limit` may ask for
inline constexpr int default_rows_in_a_pull = 1000;
/// By mutation id, the oldest first; the others follow when the client has confirmed these.
inline constexpr std::size_t outcomes_in_a_pull = 200;
}  // namespace protocol_limits

struct Mutation {
    MutationId id = 0;
    Id uuid;
    std::string name;  ///< of the mutator
    int version = 1;   ///< of its arguments
    Json args = Json::object();
    std::optional<Id> needs;   ///< UUID of the mutation without which this one makes no sense
    Milliseconds made_at = 0;  ///< the client's estimate of the server's time; informative

    friend bool operator==(const Mutation&, const Mutation&) = default;
};

struct PushRequest {
    int protocol = protocol_version;
    std::string epoch;      ///< of the server's database, as last pulled; empty before the first pull
    std::string principal;  ///< whose work this is
    Id client_id;
    std::vector<Mutation> mutations;  ///< ids without a gap
};

enum class PushStatus {
    Accepted,      ///< everything up to last_mutation_id is decided (applied or rejected)
    Gap,           ///< 409: send again from last_mutation_id + 1
    ClientForked,  ///< 409: take a new client_id, renumber, send again
    EpochChanged,  ///< 409: pull first (it will reset), then send again under a new client_id
    SignInNeeded,  ///< decided up to last_mutation_id; what follows waits for a stronger session
};

struct PushReply {
    PushStatus status = PushStatus::Accepted;
    std::string epoch;
    MutationId last_mutation_id = 0;
};

struct PullRequest {
    int protocol = protocol_version;
    Id client_id;
    std::string cursor;                 ///< opaque, empty for the first pull
    std::string epoch;                  ///< empty for the first pull
    MutationId outcomes_confirmed = 0;  ///< outcomes up to this mutation are stored by the client
    int limit = protocol_limits::default_rows_in_a_pull;
};

/// Rows of one table. A value is null, an integer, a real or text, in the order of `columns`; the first is the id.
struct TableChanges {
    std::vector<std::string> columns;
    std::vector<Json> put;  ///< each an array of values
    std::vector<Id> deleted;
};

/// What became of a mutation that was rejected. Accepted ones have no outcome: their effect is the answer.
struct Outcome {
    MutationId id = 0;
    Id uuid;
    Error error;
    bool held_back = false;  ///< not judged itself: what it `needs` was rejected
};

struct PullReply {
    std::string epoch;
    std::string cursor;
    MutationId last_mutation_id = 0;
    std::map<std::string, TableChanges> changes;
    std::vector<Outcome> outcomes;
    bool more = false;
    bool reset = false;  ///< everything held so far is replaced by what follows
    Milliseconds server_time = 0;
};

[[nodiscard]] Json to_json(const PushRequest& request);
[[nodiscard]] Json to_json(const PushReply& reply);
[[nodiscard]] Json to_json(const PullReply& reply);
[[nodiscard]] Json to_json(const Error& error);
[[nodiscard]] std::string to_query(const PullRequest& request);  ///< "client_id=…&cursor=…", percent-encoded

[[nodiscard]] Result<PushRequest> parse_push_request(const Json& json);
[[nodiscard]] Result<PushReply> parse_push_reply(const Json& json);
[[nodiscard]] Result<PullReply> parse_pull_reply(const Json& json);
/// Nothing where the JSON is no error of ours.
[[nodiscard]] std::optional<Error> parse_error(const Json& json);
/// The parameters as the HTTP server has decoded them.
[[nodiscard]] Result<PullRequest> parse_pull_request(const std::map<std::string, std::string>& parameters);

}  // namespace portail
