#include "server/handlers/sync.h"

#include "server/application.h"
#include "server/core/pull.h"
#include "server/core/push.h"
#include "server/handlers/session.h"
#include "server/http_status.h"
#include "server/log.h"
#include "shared/domain/scopes.h"

namespace portail::server {
namespace {

constexpr int seconds_until_a_place = 30;

int status_of(PushStatus status) {
    switch (status) {
        case PushStatus::Accepted:
        case PushStatus::SignInNeeded:
            return 200;
        case PushStatus::Gap:
        case PushStatus::ClientForked:
        case PushStatus::EpochChanged:
            return 409;
    }
    return 500;
}

/// "Come back with a newer program": only pulls are answered so, for old work must always get out.
Reply upgrade_required() {
    return Reply::json(
        {{"error", to_json(invalid("protocol", "error.unknown_mutation"))}, {"protocol", protocol_version}}, 426);
}

}  // namespace

Result<Reply> post_sync_push(const Call& call) {
    Application& application = call.application;
    const Result<Json> body = call.body();
    if (!body) return body.error();
    const Result<PushRequest> request = parse_push_request(*body);
    if (!request) return request.error();
    if (request->protocol < oldest_pushable_protocol) return upgrade_required();

    const Session& session = *call.session;
    const Result<PushReply> reply = application.writer().run([&](WriteContext& context) -> Result<PushReply> {
        // The link may have been replaced, the person retired, while the push waited for its turn.
        const auto present = find_session(context.database, session.token_hash, context.now);
        if (!present) return present.error();
        if (!*present) return unauthorized();
        return apply_push(context, (*present)->actor, *request);
    });
    if (!reply) {
        if (reply.error().code != ErrorCode::Unauthorized) return reply.error();
        const auto reason = application.store().read(
            [&](Database& database) { return find_wipe_reason(database, session.token_hash); });
        if (!reason || !*reason) return reply.error();
        return wipe_reply(**reason);
    }
    application.metrics().pushed_mutations += request->mutations.size();
    return Reply::json(to_json(*reply), status_of(reply->status));
}

Result<Reply> get_sync_pull(const Call& call) {
    Application& application = call.application;
    std::map<std::string, std::string> parameters;
    for (const auto& [name, value] : call.request.params)
        parameters.emplace(name, value);
    const Result<PullRequest> request = parse_pull_request(parameters);
    if (!request) return request.error();
    if (request->protocol != protocol_version) return upgrade_required();

    const Actor& actor = call.session->actor;
    Result<PullAnswer> answer = application.store().read(
        [&](Database& database) { return build_pull(database, actor, *request, application.clock().now()); });
    if (!answer) return answer.error();
    if (answer->has_confirmed_outcomes) {
        // Nobody waits for this: outcomes that are not forgotten are only sent once more.
        application.writer().submit(
            [actor, client_id = request->client_id,
             up_to = request->outcomes_confirmed](WriteContext& context) -> Result<void> {
                const auto forgotten = forget_confirmed_outcomes(context, actor, client_id, up_to);
                if (!forgotten) return forgotten.error();
                return {};
            },
            [](const Result<void>& done) {
                if (!done) log_error(LogLevel::Warning, "outcomes_kept", done.error());
            });
    }
    Reply reply;
    reply.body = std::move(answer->json);
    return reply;
}

/// Whoever is here has a stream open. Nobody waits for the note.
void note_use(const Call& call) {
    if (!call.session->actor.is_customer()) return;
    call.application.writer().submit(
        [token_hash = call.session->token_hash, address = call.facts.client_address](WriteContext& context) {
            return note_session_use(context, token_hash, address);
        },
        [](const Result<void>& done) {
            if (!done) log_error(LogLevel::Warning, "use_noted", done.error());
        });
}

Result<Reply> get_events(const Call& call) {
    Application& application = call.application;
    if (!application.streams().reserve()) {
        Error error = unavailable("no place for another stream");
        error.values.emplace_back("retry_after", std::to_string(seconds_until_a_place));
        return error;
    }
    note_use(call);
    call.facts.hand_over = [&application, session = *call.session](std::shared_ptr<http::Connection> connection) {
        if (!connection) {
            application.streams().give_back();
            return;
        }
        application.streams().add(std::move(connection), scopes_of(session.actor), session.token_hash);
        // The session may have ended just before its stream was there to be ended with it.
        const auto present = application.store().read(
            [&](Database& database) { return find_session(database, session.token_hash, application.clock().now()); });
        if (!present || !*present) application.streams().end_streams(session.token_hash);
    };
    Reply reply;
    reply.content_type = "text/event-stream";
    reply.headers.emplace_back("X-Accel-Buffering", "no");  // nginx would keep the pokes to itself
    reply.is_event_stream = true;
    return reply;
}

}  // namespace portail::server
