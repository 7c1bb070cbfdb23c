#include "tests/screens/shop_server.h"

#include <algorithm>

#include "shared/db/synced_tables.h"
#include "shared/domain/scopes.h"

namespace portail::test {
namespace {

platform::HttpResponse reply(int status, const Json& body) {
    return {status, to_text(body), {}};
}

platform::HttpResponse refusal(int status, const Error& error) {
    return reply(status, {{"error", to_json(error)}});
}

Json session_json(const Actor& actor) {
    return {{"id", actor.id},
            {"role", to_string(actor.role)},
            {"assurance", to_string(actor.assurance)},
            {"display_name", "Alice Rochat"},
            {"must_change_password", false}};
}

bool is_visible(Database& database, const SyncedTable& table, const Id& id, const std::vector<std::string>& held) {
    const auto scopes = scopes_of_row(database, table, id);
    return scopes.ok() && std::any_of(scopes->begin(), scopes->end(), [&](const std::string& scope) {
               return std::find(held.begin(), held.end(), scope) != held.end();
           });
}

Json value_of(const Row& row, int column) {
    switch (row.type(column)) {
        case SQLITE_NULL:
            return nullptr;
        case SQLITE_INTEGER:
            return row.integer(column);
        default:
            return row.text(column);
    }
}

TableChanges rows_of(Database& database, const SyncedTable& table, const std::vector<std::string>& held) {
    TableChanges changes;
    std::string columns;
    for (const std::string_view column : table.columns) {
        changes.columns.emplace_back(column);
        columns += (columns.empty() ? "" : ", ") + std::string{column};
    }
    const auto rows = database.rows("SELECT " + columns + " FROM " + std::string{table.name}, [&](const Row& row) {
        Json values = Json::array();
        for (int column = 0; column < row.column_count(); ++column)
            values.push_back(value_of(row, column));
        return values;
    });
    if (!rows) return changes;
    for (const Json& row : *rows) {
        if (is_visible(database, table, row.front().get<std::string>(), held)) changes.put.push_back(row);
    }
    return changes;
}

std::map<std::string, std::string> parameters_of(const std::string& path) {
    std::map<std::string, std::string> parameters;
    std::size_t at = path.find('?');
    while (at != std::string::npos && at + 1 < path.size()) {
        const std::size_t end = path.find('&', at + 1);
        const std::string pair = path.substr(at + 1, end == std::string::npos ? end : end - at - 1);
        const std::size_t equals = pair.find('=');
        parameters[pair.substr(0, equals)] = equals == std::string::npos ? "" : pair.substr(equals + 1);
        at = end;
    }
    return parameters;
}

}  // namespace

platform::RequestId ShopConnection::send(platform::HttpRequest request,
                                         std::function<void(platform::HttpResponse)> answered) {
    const platform::RequestId id = ++m_last_request;
    requests.push_back(request.method + " " + request.path.substr(0, request.path.find('?')));
    m_waiting.emplace(id, std::move(answered));
    m_post([this, id, request = std::move(request)] {
        auto waiting = m_waiting.extract(id);
        if (waiting.empty()) return;  // cancelled meanwhile
        waiting.mapped()(m_is_cut ? platform::HttpResponse{} : answer(request));
    });
    return id;
}

void ShopConnection::open_stream(const std::string&, StreamEvents events) {
    m_stream = std::move(events);
    m_post([this] {
        if (m_is_cut) {
            drop_stream();
        } else if (m_stream) {
            m_stream->opened();
        }
    });
}

void ShopConnection::drop_stream() {
    if (!m_stream) return;
    const StreamEvents stream = *std::exchange(m_stream, std::nullopt);
    m_post([closed = stream.closed] { closed(); });
}

void ShopConnection::poke() {
    if (!m_stream) return;
    m_post([this] {
        if (m_stream) m_stream->received("poke", "1");
    });
}

platform::HttpResponse ShopConnection::answer(const platform::HttpRequest& request) {
    if (next_answer) return *std::exchange(next_answer, std::nullopt);
    const std::string path = request.path.substr(0, request.path.find('?'));
    if (path == "/api/brand") return reply(200, m_server.brand);
    if (path == "/api/session/link") return sign_in(request);
    if (!session) return refusal(401, unauthorized());
    if (path == "/api/session" && request.method == "DELETE") {
        session.reset();
        return {204, "", {}};
    }
    if (path == "/api/session") return reply(200, session_json(*session));
    if (path == "/api/sync/push") return push(request);
    if (path == "/api/sync/pull") return pull(request);
    if (path == "/api/history") return history(request);
    return refusal(404, not_found());
}

platform::HttpResponse ShopConnection::sign_in(const platform::HttpRequest& request) {
    const auto found = m_server.codes.find(JsonReader{*parse_json(request.body)}.text("code", 100).value());
    if (found == m_server.codes.end()) return refusal(401, unauthorized());
    session = customer(found->second);
    return reply(200, session_json(*session));
}

platform::HttpResponse ShopConnection::push(const platform::HttpRequest& request) {
    const Result<PushRequest> push = parse_push_request(*parse_json(request.body));
    if (!push) return refusal(400, push.error());
    ShopServer::Client& client = m_server.clients[push->client_id];
    for (const Mutation& mutation : push->mutations) {
        if (mutation.id <= client.last) continue;
        Result<Savepoint> savepoint = Savepoint::begin(m_server.database(), "mutation");
        const Result<void> done = run_mutator(m_server.database(), {*session, m_server.clock().now()}, mutation.name,
                                              mutation.version, mutation.args);
        if (done.ok()) {
            static_cast<void>(savepoint->release());
        } else {
            static_cast<void>(savepoint->roll_back());
            client.outcomes.push_back({mutation.id, mutation.uuid, done.error(), false});
        }
        client.last = mutation.id;
    }
    return reply(200, to_json(PushReply{PushStatus::Accepted, "epoch", client.last}));
}

platform::HttpResponse ShopConnection::history(const platform::HttpRequest& request) {
    const Result<HistoryRequest> asked = parse_history_request(parameters_of(request.path));
    if (!asked) return refusal(400, asked.error());
    if (asked->customer_id != session->id) return refusal(403, forbidden());
    // One row in a page, so that there are several.
    HistoryPage page;
    for (const PastAppointment& appointment : m_server.history) {
        if (asked->before && appointment.starts_at >= asked->before->starts_at) continue;
        page.more = !page.appointments.empty();
        if (page.more) break;
        page.appointments.push_back(appointment);
    }
    return reply(200, to_json(page));
}

platform::HttpResponse ShopConnection::pull(const platform::HttpRequest& request) {
    const Result<PullRequest> pull = parse_pull_request(parameters_of(request.path));
    if (!pull) return refusal(400, pull.error());
    const ShopServer::Client& client = m_server.clients[pull->client_id];
    PullReply page;
    page.epoch = "epoch";
    page.cursor = "everything";
    page.last_mutation_id = client.last;
    page.reset = true;
    page.server_time = m_server.clock().now();
    for (const Outcome& outcome : client.outcomes) {
        if (outcome.id > pull->outcomes_confirmed) page.outcomes.push_back(outcome);
    }
    const std::vector<std::string> held = scopes_of(*session);
    for (const SyncedTable& table : synced_tables()) {
        page.changes[std::string{table.name}] = rows_of(m_server.database(), table, held);
    }
    return reply(200, to_json(page));
}

}  // namespace portail::test
