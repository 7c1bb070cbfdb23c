// A server without HTTP, filled with the test shop, and a replica that believes what the server
// tells it: enough to ask what a client would see.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "server/core/pull.h"
#include "server/core/push.h"
#include "server/core/store.h"
#include "server/core/writer.h"
#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "tests/support/test_shop.h"

namespace portail::test {

/// A folder of its own that is gone at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    [[nodiscard]] std::string path() const { return m_path.string(); }
    [[nodiscard]] std::string file(const std::string& name) const { return (m_path / name).string(); }

private:
    std::filesystem::path m_path;
};

/// The value, or the end of the test with the error's description.
template <class T>
T expect(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().describe());
    return std::move(*result);
}
inline void expect(const Result<void>& result) {
    if (!result) throw std::runtime_error(result.error().describe());
}

struct ServerFixture {
    explicit ServerFixture(server::StoreOptions options = {.folder = ":memory:"},
                           server::Writer::Mode mode = server::Writer::Mode::Immediate,
                           server::PokeSink* pokes = nullptr);

    /// Runs SQL without parameters as a writer's job.
    void write(const std::string& sql);
    [[nodiscard]] std::int64_t number(const std::string& sql);
    [[nodiscard]] Result<PushReply> push(const Actor& actor, const PushRequest& request,
                                         const server::MutationRunner& run = server::run_shared_mutator);
    [[nodiscard]] Result<PullReply> pull(const Actor& actor, const PullRequest& request);

    ManualClock clock{shop::now};
    SeededRandom random{42};
    std::unique_ptr<server::Store> store;
    std::unique_ptr<server::Writer> writer;
};

/// A store that holds the test shop.
[[nodiscard]] std::unique_ptr<ServerFixture> make_server(server::StoreOptions options = {.folder = ":memory:"});

/// What a client holds, as the pulls have told it.
class TestReplica {
public:
    TestReplica(ServerFixture& server, Actor actor, Id client_id, int rows_in_a_page = 1000)
        : m_server(server),
          m_actor(std::move(actor)),
          m_client_id(std::move(client_id)),
          m_rows_in_a_page(rows_in_a_page) {}

    /// One page; true when there is more.
    bool pull_page();
    /// Everything that there is.
    void pull();

    using Rows = std::map<Id, Json>;
    std::map<std::string, Rows> tables;
    PullReply last_reply;
    std::size_t rows_received = 0;
    std::size_t resets = 0;
    MutationId outcomes_confirmed = 0;
    Actor& actor() { return m_actor; }

private:
    ServerFixture& m_server;
    Actor m_actor;
    Id m_client_id;
    int m_rows_in_a_page;
    std::string m_cursor;
    std::string m_epoch;
};

/// The rows of all synced tables that are in a scope of the actor, straight from the tables.
[[nodiscard]] std::map<std::string, TestReplica::Rows> rows_in_scopes_of(ServerFixture& server, const Actor& actor);

/// A push of one client, whose mutations are numbered from `first`.
class PushBuilder {
public:
    PushBuilder(const Actor& actor, Id client_id, MutationId first = 1);
    template <class Args>
    PushBuilder& add(const Id& uuid, const Args& args) {
        return add(uuid, std::string{Args::name}, Args::version, args.to_json());
    }
    PushBuilder& add(const Id& uuid, std::string name, int version, Json args);
    PushBuilder& needing(const Id& uuid);  ///< the mutation that was added last
    operator const PushRequest&() const { return request; }

    PushRequest request;

private:
    MutationId m_next;
};

}  // namespace portail::test
