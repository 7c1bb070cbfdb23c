#include "server/handlers/session.h"

#include "server/application.h"
#include "server/core/secret_hash.h"
#include "server/http_status.h"
#include "server/session_cookies.h"
#include "server/staff_credentials.h"
#include "shared/base/text.h"

namespace portail::server {
namespace {

constexpr std::size_t longest_code = 100;
constexpr std::size_t longest_email = 254;
constexpr std::size_t shortest_password = 12;  // characters; OWASP ASVS 5.0, 6.2.1 asks for 8 at least

Error throttled(Metrics& metrics, Milliseconds wait) {
    ++metrics.throttled;
    Error error{ErrorCode::TooMany, "error.too_many", {}, {}, {}};
    error.values.emplace_back("retry_after", std::to_string((wait + second_ms - 1) / second_ms));
    return error;
}

Json describe(Application& application, const Session& session) {
    return {{"principal", session.actor.principal()}, {"id", session.actor.id},
            {"role", to_string(session.actor.role)},  {"assurance", to_string(session.actor.assurance)},
            {"display_name", session.display_name},   {"must_change_password", session.must_change_password},
            {"epoch", application.store().epoch()},   {"server_time", application.clock().now()},
            {"address", application.site().public_origin}};
}

/// Writes the session down and answers with it: a browser gets a cookie that its scripts cannot read, the desk program
/// the token itself.
Result<Reply> sign_in(const Call& call, const SessionRequest& request,
                      const std::function<Result<void>(WriteContext&)>& still_holds) {
    Application& application = call.application;
    struct SignedIn {
        NewSession created;
        Session session;
    };
    const auto previous = session_token(application.site(), call.request);
    Result<SignedIn> signed_in = application.writer().run([&](WriteContext& context) -> Result<SignedIn> {
        PORTAIL_RETURN_IF_ERROR(still_holds(context));
        if (previous) {
            // The session that this one takes the place of; another person's in the browser's other cookie stays.
            const auto replaced = find_session(context.database, secret_hash(*previous), context.now);
            if (!replaced) return replaced.error();
            if (*replaced && (*replaced)->actor.is_customer() == request.actor.is_customer()) {
                PORTAIL_RETURN_IF_ERROR(end_session(context, (*replaced)->token_hash));
            }
        }
        Result<NewSession> created = begin_session(context, application.random(), request);
        if (!created) return created.error();
        Result<std::optional<Session>> session = find_session(context.database, created->token_hash, context.now);
        if (!session) return session.error();
        if (!*session) return unauthorized();
        return SignedIn{std::move(*created), std::move(**session)};
    });
    if (!signed_in) return signed_in.error();

    Json body = describe(application, signed_in->session);
    Reply reply;
    if (is_browser(call.request)) {
        const Milliseconds life = signed_in->created.expires_at - application.clock().now();
        reply.headers.emplace_back(
            "Set-Cookie", session_cookie(application.site(), request.actor.role, signed_in->created.token, life));
    } else {
        body["token"] = signed_in->created.token;
    }
    reply.body = to_text(body);
    return reply;
}

SessionRequest session_request(const Call& call, Actor actor) {
    return {std::move(actor), std::nullopt, call.request.get_header_value("User-Agent"), call.facts.client_address};
}

Error link_unknown() {
    return {ErrorCode::Unauthorized, "error.link_unknown", "code", {}, {}};
}
Error sign_in_failed() {
    return {ErrorCode::Unauthorized, "error.sign_in_failed", "password", {}, {}};
}

}  // namespace

Result<Reply> post_session_link(const Call& call) {
    Application& application = call.application;
    const Result<Json> body = call.body();
    if (!body) return body.error();
    const Result<std::string> code = JsonReader{*body}.text("code", longest_code);
    if (!code) return code.error();

    const std::string address = throttle_key(call.facts.client_address);
    if (const auto wait = application.code_throttle().take(address)) return throttled(application.metrics(), *wait);
    const auto access = application.store().read(
        [&](Database& database) -> Result<std::optional<PortalAccess>> { return find_portal_access(database, *code); });
    if (!access) return access.error();
    if (!*access) {
        ++application.metrics().wrong_codes;
        return link_unknown();
    }
    application.code_throttle().give_back(address);

    SessionRequest request = session_request(call, Actor{Role::Customer, (*access)->customer_id, Assurance::Link});
    request.portal_link_id = (*access)->portal_link_id;
    return sign_in(call, request, [&](WriteContext& context) -> Result<void> {
        const auto present = find_portal_access(context.database, *code);
        if (!present) return present.error();
        if (!*present) return link_unknown();  // revoked between the look and the job
        return {};
    });
}

Result<Reply> post_session_password(const Call& call) {
    Application& application = call.application;
    const Result<Json> body = call.body();
    if (!body) return body.error();
    const JsonReader reader{*body};
    const Result<std::string> email = reader.text("email", longest_email);
    if (!email) return email.error();
    const Result<std::string> password = reader.text("password", longest_password);
    if (!password) return password.error();

    const std::string address = throttle_key(call.facts.client_address);
    const std::string account = sign_in_name(*email);
    if (const auto wait = application.sign_in_throttle().take(address)) return throttled(application.metrics(), *wait);
    if (const auto wait = application.account_throttle().take(account)) {
        application.sign_in_throttle().give_back(address);
        return throttled(application.metrics(), *wait);
    }
    const auto credential =
        application.store().read([&](Database& database) { return find_staff_credential(database, account); });
    if (!credential) return credential.error();
    const std::string hash = *credential ? (*credential)->password_hash : std::string{};
    const Result<bool> matches = application.passwords().verify(*password, hash);
    if (!matches) return matches.error();
    if (!*matches) {
        ++application.metrics().wrong_sign_ins;
        return sign_in_failed();
    }
    application.sign_in_throttle().give_back(address);
    application.account_throttle().give_back(account);

    std::string better_hash;
    if (PasswordHasher::is_outdated(hash)) {
        Result<std::string> made = application.passwords().hash(*password);
        if (made) better_hash = std::move(*made);
    }
    const StaffCredential& staff = **credential;
    return sign_in(call, session_request(call, Actor{staff.role, staff.staff_member_id, Assurance::Password}),
                   [&](WriteContext& context) -> Result<void> {
                       const auto present = find_staff_credential(context.database, account);
                       if (!present) return present.error();
                       if (!*present || (*present)->password_hash != hash) return sign_in_failed();
                       if (better_hash.empty()) return {};
                       return store_password(context, staff.staff_member_id, better_hash, staff.must_change);
                   });
}

Result<Reply> get_session(const Call& call) {
    return Reply::json(describe(call.application, *call.session));
}

Result<Reply> delete_session(const Call& call) {
    Application& application = call.application;
    const std::string& token_hash = call.session->token_hash;
    const Result<void> ended = application.writer().run(
        [&](WriteContext& context) -> Result<void> { return end_session(context, token_hash); });
    if (!ended) return ended.error();
    application.streams().end_streams(token_hash);
    Reply reply;
    reply.status = 204;
    if (is_browser(call.request)) {
        reply.headers.emplace_back("Set-Cookie", session_cookie(application.site(), call.session->actor.role, {}, 0));
    }
    return reply;
}

Result<Reply> post_staff_password(const Call& call) {
    Application& application = call.application;
    const Result<Json> body = call.body();
    if (!body) return body.error();
    const JsonReader reader{*body};
    const Result<std::string> present = reader.text("password", longest_password);
    if (!present) return present.error();
    const Result<std::string> wanted = reader.text("new_password", longest_password);
    if (!wanted) return wanted.error();
    if (character_count(*wanted) < shortest_password) {
        return invalid("new_password", "error.password_too_short", {{"smallest", std::to_string(shortest_password)}});
    }

    const Session& session = *call.session;
    if (const auto wait = application.account_throttle().take(session.actor.id)) {
        return throttled(application.metrics(), *wait);
    }
    const auto hash =
        application.store().read([&](Database& database) { return find_password_hash(database, session.actor.id); });
    if (!hash) return hash.error();
    const Result<bool> matches = application.passwords().verify(*present, hash->value_or(std::string{}));
    if (!matches) return matches.error();
    if (!*matches) return sign_in_failed();
    application.account_throttle().give_back(session.actor.id);

    const Result<std::string> new_hash = application.passwords().hash(*wanted);
    if (!new_hash) return new_hash.error();
    const Result<void> stored = application.writer().run([&](WriteContext& context) -> Result<void> {
        PORTAIL_RETURN_IF_ERROR(store_password(context, session.actor.id, *new_hash, false));
        return end_other_sessions(context, session);
    });
    if (!stored) return stored.error();
    Reply reply;
    reply.status = 204;
    return reply;
}

Reply wipe_reply(const std::string& reason) {
    return Reply::json({{"error", to_json(link_unknown())}, {"wipe", reason}}, http_status(link_unknown()));
}

}  // namespace portail::server
