#include "tests/simulation/simulated_server.h"

#include <array>
#include <filesystem>

#include "server/core/backup.h"
#include "server/core/history.h"
#include "server/core/maintenance.h"
#include "server/core/pull.h"
#include "server/core/push.h"
#include "server/core/secret_hash.h"
#include "server/core/sync_window.h"
#include "server/http_status.h"
#include "server/sessions.h"
#include "shared/domain/customer.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/portal_link_mutators.h"
#include "shared/queries/customer_queries.h"
#include "tests/simulation/require.h"
#include "tests/support/test_shop.h"

namespace portail::simulation {
namespace {

platform::HttpResponse json_response(int status, const Json& json) {
    return {status, to_text(json), {}};
}

platform::HttpResponse error_response(const Error& error) {
    return {server::http_status(error), server::error_body(error), {}};
}

// The parameters behind the question mark, decoded.
std::map<std::string, std::string> parameters_of(const std::string& path) {
    std::map<std::string, std::string> parameters;
    std::string name, value;
    bool is_value = false;
    for (std::size_t index = path.find('?') + 1; index <= path.size(); ++index) {
        if (index == path.size() || path[index] == '&') {
            parameters[name] = value;
            name.clear();
            value.clear();
            is_value = false;
        } else if (path[index] == '=') {
            is_value = true;
        } else if (path[index] == '%') {
            value += static_cast<char>(std::stoi(path.substr(index + 1, 2), nullptr, 16));
            index += 2;
        } else {
            (is_value ? value : name) += path[index];
        }
    }
    return parameters;
}

// Appointments of which some get too old to sync while the simulation runs, and busy intervals of the last days.
Result<void> add_a_past(Database& database) {
    constexpr std::array states{"done", "cancelled", "no_show", "confirmed"};
    for (unsigned number = 0; number < 48; ++number) {
        const bool is_recent = number % 4 == 0;
        const Milliseconds starts_at = test::shop::now - (is_recent ? number / 4 : 60 + number) * day_ms;
        const Id busy_interval_id = test::numbered_id(20'000 + number);
        PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
            INSERT INTO busy_intervals (id, resource_id, starts_at, ends_at, units)
            VALUES (?1, ?2, ?3, ?4, 1)
        )sql",
                                             busy_interval_id, test::shop::lift, starts_at, starts_at + hour_ms));
        const bool is_alices = number % 2 == 0;
        PORTAIL_RETURN_IF_ERROR(database.run(
            R"sql(
            INSERT INTO appointments (id, customer_id, partner_id, vehicle_id, service_id, resource_id,
                                      busy_interval_id, starts_at, ends_at, state, note, origin, created_at, updated_at)
            VALUES (?1, ?2, ?3, NULL, ?4, ?5, ?6, ?7, ?8, ?9, '', 'staff', ?7, ?7)
        )sql",
            test::numbered_id(10'000 + number), is_alices ? test::shop::alice : test::shop::bruno,
            is_alices ? std::nullopt : std::optional{test::shop::partner}, test::shop::service, test::shop::lift,
            busy_interval_id, starts_at, starts_at + hour_ms, states[number / 2 % states.size()]));
    }
    return {};
}

}  // namespace

SimulatedServer::SimulatedServer(std::string folder, Scheduler& scheduler, Dice& dice,
                                 std::function<void(const std::set<std::string>&)> poked)
    : m_folder(std::move(folder)), m_dice(dice), m_poked(std::move(poked)), m_clock(scheduler, test::shop::now) {
    open();
    require(m_writer->run([&](server::WriteContext& context) -> Result<void> {
        const std::size_t mark = context.feed.mark();
        test::fill_shop(context.database);
        PORTAIL_RETURN_IF_ERROR(add_a_past(context.database));
        for (const Id& customer : {test::shop::alice, test::shop::bruno}) {
            const RegeneratePortalLink link{customer, make_id(context.now, m_dice.source()),
                                            make_code(portal_code_length, m_dice.source())};
            PORTAIL_RETURN_IF_ERROR(
                apply(context.database, MutationContext{test::staff(Role::Admin), context.now}, link));
        }
        return server::run_row_effects(context, mark);
    }),
            "filling the shop");
}

SimulatedServer::~SimulatedServer() {
    close();
}

void SimulatedServer::open() {
    server::StoreOptions options;
    options.folder = m_folder + "/data";
    options.durability = server::Durability::None;
    m_store = require(server::Store::open(std::move(options), m_clock, m_dice.source()), "opening the store");
    m_writer = std::make_unique<server::Writer>(*m_store, server::Writer::Mode::Immediate, this);
}

void SimulatedServer::close() {
    m_writer.reset();
    m_store.reset();
}

void SimulatedServer::restart() {
    close();
    open();
}

void SimulatedServer::back_up() {
    const std::string target = m_folder + "/backup-" + std::to_string(++m_backup_count);
    require(server::back_up(m_folder + "/data", target), "backing up");
    m_backups.push_back({target, m_runs});
}

void SimulatedServer::restore() {
    const Backup& backup = m_dice.pick(m_backups);
    close();
    require(server::restore(m_folder + "/data", backup.path, m_clock, m_dice.source()), "restoring");
    m_runs = backup.runs;
    open();
}

void SimulatedServer::keep_house() {
    m_house_kept_at = m_clock.now();
    require(m_writer->run([](server::WriteContext& context) { return server::drop_expired(context); }),
            "dropping what has expired");
    m_rows_gone_by_age += static_cast<int>(require(server::apply_sync_windows(*m_store, *m_writer), "sync windows"));
}

void SimulatedServer::changed(std::span<const server::ChangedScope> scopes) {
    std::set<std::string> names;
    for (const server::ChangedScope& scope : scopes) {
        names.insert(scope.scope);
    }
    m_poked(names);
}

// --- sessions ---

std::optional<Actor> SimulatedServer::actor_of(const std::string& token) {
    const auto session = require(m_store->read([&](Database& database) {
        return server::find_session(database, server::secret_hash(token), m_clock.now());
    }),
                                 "finding a session");
    if (!session) return std::nullopt;
    return session->actor;
}

std::string SimulatedServer::sign_in(const Actor& actor) {
    const auto session = m_writer->run([&](server::WriteContext& context) -> Result<server::NewSession> {
        server::SessionRequest request;
        request.actor = actor;
        if (actor.is_customer()) {
            const auto link = find_portal_link(context.database, actor.id);
            if (!link) return link.error();
            if (!link->has_value()) return not_found("portal_code");
            const auto access = server::find_portal_access(context.database, (*link)->code);
            if (!access) return access.error();
            if (!access->has_value()) return internal("a live link that opens nothing");
            request.portal_link_id = (*access)->portal_link_id;
        }
        return server::begin_session(context, m_dice.source(), request);
    });
    if (!session && session.error().code == ErrorCode::NotFound) return {};
    return require(session, "signing in").token;
}

// --- requests, as server/routes.cpp and server/handlers/sync.cpp answer them ---

platform::HttpResponse SimulatedServer::answer(const std::string& token, const platform::HttpRequest& request) {
    const std::string token_hash = server::secret_hash(token);
    const std::optional<Actor> actor = actor_of(token);
    if (!actor) return refuse(token_hash, unauthorized());
    return answer_signed_in(token_hash, *actor, request);
}

platform::HttpResponse SimulatedServer::refuse(const std::string& token_hash, const Error& error) {
    if (error.code == ErrorCode::Unauthorized) {
        const auto reason =
            require(m_store->read([&](Database& database) { return server::find_wipe_reason(database, token_hash); }),
                    "finding the reason of a wipe");
        if (reason) return json_response(401, {{"error", to_json(error)}, {"wipe", *reason}});
    }
    return error_response(error);
}

platform::HttpResponse SimulatedServer::answer_signed_in(const std::string& token_hash, const Actor& actor,
                                                         const platform::HttpRequest& request) {
    if (request.path == "/api/sync/push") return answer_push(token_hash, request);
    return answer_pull(actor, request);
}

platform::HttpResponse SimulatedServer::answer_push(const std::string& token_hash,
                                                    const platform::HttpRequest& request) {
    const PushRequest push = require(parse_push_request(require(parse_json(request.body), "a push")), "a push");
    const bool finds_it_busy = m_is_troubled && m_dice.chance(0.03);
    const std::size_t busy_at = finds_it_busy ? m_dice.below(push.mutations.size()) : push.mutations.size();
    std::vector<Id> ran;
    const server::MutationRunner run = [&](Database& database, const MutationContext& context,
                                           const Mutation& mutation) -> Result<void> {
        if (ran.size() >= busy_at) return unavailable("simulated");
        PORTAIL_RETURN_IF_ERROR(server::run_shared_mutator(database, context, mutation));
        ran.push_back(mutation.uuid);
        return {};
    };
    const auto reply = m_writer->run([&](server::WriteContext& context) -> Result<PushReply> {
        const auto session = server::find_session(context.database, token_hash, context.now);
        if (!session) return session.error();
        if (!*session) return unauthorized();
        return server::apply_push(context, (*session)->actor, push, run);
    });
    if (!reply) return refuse(token_hash, reply.error());
    count_runs(ran);
    const bool is_ok = reply->status == PushStatus::Accepted || reply->status == PushStatus::SignInNeeded;
    return json_response(is_ok ? 200 : 409, to_json(*reply));
}

// What the mutator has done may still have been rolled back, by what follows from its rows.
void SimulatedServer::count_runs(const std::vector<Id>& ran) {
    for (const Id& uuid : ran) {
        if (is_rejected(uuid) == false) ++m_runs[uuid];
    }
}

platform::HttpResponse SimulatedServer::answer_pull(const Actor& actor, const platform::HttpRequest& request) {
    PullRequest pull = require(parse_pull_request(parameters_of(request.path)), "a pull");
    if (m_is_troubled && m_dice.chance(0.5)) pull.limit = 1 + static_cast<int>(m_dice.below(20));
    const auto answer =
        m_store->read([&](Database& database) { return server::build_pull(database, actor, pull, m_clock.now()); });
    if (!answer) return error_response(answer.error());
    if (answer->has_confirmed_outcomes) {
        require(m_writer->run([&](server::WriteContext& context) {
            return server::forget_confirmed_outcomes(context, actor, pull.client_id, pull.outcomes_confirmed);
        }),
                "forgetting outcomes");
    }
    const PullReply reply = require(parse_pull_reply(require(parse_json(answer->json), "a page")), "a page");
    for (const auto& [table, changes] : reply.changes) {
        for (const Json& row : changes.put) {
            m_told_rows.insert(table + to_text(row));
        }
    }
    return {200, answer->json, {}};
}

// --- what the checks ask ---

std::set<Id> SimulatedServer::history_of(const Actor& actor) {
    std::set<Id> found;
    for (const Id& customer : customers_seen_by(actor)) {
        HistoryRequest request;
        request.customer_id = customer;
        request.limit = 3;
        for (bool more = true; more;) {
            const HistoryPage page = require(m_store->read([&](Database& database) {
                return server::read_history(database, actor, request, m_clock.now());
            }),
                                             "reading a history");
            for (const PastAppointment& appointment : page.appointments) {
                require(found.insert(appointment.id).second, "a history tells a row once: " + appointment.id);
                request.before = HistoryRequest::Mark{appointment.starts_at, appointment.id};
            }
            more = page.more;
        }
    }
    return found;
}

std::vector<Id> SimulatedServer::customers_seen_by(const Actor& actor) {
    if (actor.is_customer()) return {actor.id};
    return require(m_store->read([](Database& database) {
        return database.rows("SELECT id FROM customers", [](const Row& row) { return row.text(0); });
    }),
                   "reading customers");
}

int SimulatedServer::runs_of(const Id& uuid) const {
    const auto runs = m_runs.find(uuid);
    return runs == m_runs.end() ? 0 : runs->second;
}

std::optional<bool> SimulatedServer::is_rejected(const Id& uuid) {
    return require(m_store->read([&](Database& database) {
        return database.first(
            "SELECT error IS NOT NULL FROM decided_mutations WHERE uuid = ?1",
            [](const Row& row) { return row.boolean(0); }, uuid);
    }),
                   "reading a decision");
}

}  // namespace portail::simulation
