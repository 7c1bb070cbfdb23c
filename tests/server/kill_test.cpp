// The server is killed with SIGKILL under load, again and again: what it has acknowledged is there, each exactly once.
#include <signal.h>

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "server/core/store.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/sync/protocol.h"
#include "tests/server/raw_client.h"
#include "tests/server/server_process.h"
#include "tests/server/test_server.h"

using namespace portail;
using namespace portail::test;

namespace {

constexpr int kills = 20;
constexpr int clients = 8;

/// Where the server listens now; clients that lost it wait here for the next one.
class Whereabouts {
public:
    void moved_to(int port) {
        const std::lock_guard lock{m_mutex};
        m_port = port;
        ++m_generation;
        m_changed.notify_all();
    }
    void finish() {
        const std::lock_guard lock{m_mutex};
        m_is_over = true;
        m_changed.notify_all();
    }
    /// The port of a server later than `generation`, which is updated; nothing when the load is over.
    std::optional<int> wait_for_next(int& generation) {
        std::unique_lock lock{m_mutex};
        m_changed.wait(lock, [&] { return m_is_over || m_generation > generation; });
        if (m_generation <= generation) return std::nullopt;
        generation = m_generation;
        return m_port;
    }
    [[nodiscard]] bool is_over() {
        const std::lock_guard lock{m_mutex};
        return m_is_over;
    }

    void acknowledged() {
        const std::lock_guard lock{m_mutex};
        ++m_acknowledged;
        m_changed.notify_all();
    }
    void wait_for_acknowledgements(int count) {
        std::unique_lock lock{m_mutex};
        const int wanted = m_acknowledged + count;
        m_changed.wait(lock, [&] { return m_acknowledged >= wanted; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_port = 0;
    int m_generation = 0;
    int m_acknowledged = 0;
    bool m_is_over = false;
};

struct Account {
    std::string principal;
    std::string token;
    Id customer_id;
};

/// Pushes one note after the other; sends one again, the same, until it is acknowledged.
class LoadClient {
public:
    LoadClient(const Account& account, Whereabouts& whereabouts) : m_account(account), m_whereabouts(whereabouts) {}

    void run() {
        int generation = 0;
        while (const auto port = m_whereabouts.wait_for_next(generation)) {
            RawClient connection{*port};
            while (push_one(connection)) {
                m_whereabouts.acknowledged();
                if (m_whereabouts.is_over()) return;
            }
        }
    }
    [[nodiscard]] const std::vector<Id>& acknowledged() const { return m_acknowledged; }
    [[nodiscard]] const std::string& refusal() const { return m_refusal; }

private:
    /// False when the connection was lost, or the answer was none that a server gives.
    bool push_one(RawClient& connection) {
        if (m_body.empty()) {
            WriteCustomerNote note;
            note.id = make_id(SystemClock{}.now(), m_random);
            note.customer_id = m_account.customer_id;
            note.body = "note";
            m_note = note.id;
            m_body = to_text(push_of(m_account.principal, m_client_id, static_cast<int>(m_acknowledged.size()) + 1,
                                     make_id(SystemClock{}.now(), m_random), WriteCustomerNote::name, note.to_json()));
        }
        connection.send(to_bytes({"POST", "/api/sync/push", bearer(m_account.token), m_body}));
        const RawAnswer answer = connection.read_answer();
        if (answer.status == 0) return false;
        if (answer.status != 200) {
            m_refusal = answer.body;
            return false;
        }
        m_acknowledged.push_back(m_note);
        m_body.clear();
        return true;
    }

    const Account& m_account;
    Whereabouts& m_whereabouts;
    SystemRandom m_random;
    Id m_client_id = make_id(SystemClock{}.now(), m_random);
    Id m_note;
    std::string m_body;
    std::string m_refusal;
    std::vector<Id> m_acknowledged;
};

Account sign_in(const ServerProcess& server, const std::string& data) {
    const Json credentials{{"email", after(server.greeting(), "e-mail")},
                           {"password", after(server.greeting(), "one-time password")}};
    const RawAnswer answer =
        send_raw(server.port(), to_bytes({"POST", "/api/session/password", {}, to_text(credentials)}));
    REQUIRE(answer.status == 200);
    const Json links = parse_json(run_command({"links", "--data", data}).output).value();
    return {json_of(answer).at("principal"), json_of(answer).at("token"), links.front().at("customer_id")};
}

}  // namespace

TEST_CASE("Killed twenty times under load, the server has each acknowledged change exactly once") {
    const TemporaryFolder folder;
    const std::string data = folder.path() / "data";
    auto server = std::make_unique<ServerProcess>(data);
    const Account account = sign_in(*server, data);

    Whereabouts whereabouts;
    std::vector<std::unique_ptr<LoadClient>> load;
    std::vector<std::thread> threads;
    for (int count = 0; count < clients; ++count) {
        load.push_back(std::make_unique<LoadClient>(account, whereabouts));
        threads.emplace_back([client = load.back().get()] { client->run(); });
    }
    SystemRandom random;
    for (int kill = 0; kill < kills; ++kill) {
        whereabouts.moved_to(server->port());
        whereabouts.wait_for_acknowledgements(20 + static_cast<int>(random.below(60)));
        server->send_signal(SIGKILL);
        CHECK(server->wait().status == 128 + SIGKILL);
        server = std::make_unique<ServerProcess>(data);
    }
    whereabouts.moved_to(server->port());
    whereabouts.wait_for_acknowledgements(20);
    whereabouts.finish();
    for (std::thread& thread : threads)
        thread.join();
    server->send_signal(SIGTERM);
    CHECK(server->wait().status == 0);

    const Finished check = run_command({"check", "--data", data});
    INFO(check.output);
    CHECK(check.status == 0);
    Result<Database> database = Database::open(server::database_path(data), {.read_only = true, .vfs = {}});
    REQUIRE(database.ok());
    const auto stored =
        database->rows("SELECT id FROM customer_notes WHERE body = 'note'", [](const Row& row) { return row.text(0); });
    REQUIRE(stored.ok());
    const std::set<Id> distinct{stored->begin(), stored->end()};
    CHECK(distinct.size() == stored->size());
    std::size_t acknowledged = 0;
    std::size_t missing = 0;
    for (const auto& client : load) {
        CHECK(client->refusal().empty());
        acknowledged += client->acknowledged().size();
        for (const Id& note : client->acknowledged())
            missing += distinct.contains(note) ? 0U : 1U;
    }
    CHECK(acknowledged >= static_cast<std::size_t>(kills) * 20);
    CHECK(missing == 0);
    // What was committed without being acknowledged is at most the last push of each client.
    CHECK(distinct.size() <= acknowledged + clients);
}
