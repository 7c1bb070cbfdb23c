#include "tests/server_core/server_fixture.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "shared/db/synced_tables.h"
#include "shared/domain/scopes.h"

namespace portail::test {

TemporaryFolder::TemporaryFolder() {
    // In memory where there is such a place: the tests ask whether a flush is called for, and not how
    // long a busy disk takes for it.
    const std::filesystem::path memory = "/dev/shm";
    const bool in_memory = access(memory.c_str(), W_OK) == 0;
    const auto parent = in_memory ? memory : std::filesystem::temp_directory_path();
    std::string name = (parent / "portail-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    m_path = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

ServerFixture::ServerFixture(server::StoreOptions options, server::Writer::Mode mode, server::PokeSink* pokes)
    : store(expect(server::Store::open(std::move(options), clock, random))),
      writer(std::make_unique<server::Writer>(*store, mode, pokes)) {}

void ServerFixture::write(const std::string& sql) {
    expect(writer->run([&](server::WriteContext& context) { return context.database.execute(sql); }));
}

std::int64_t ServerFixture::number(const std::string& sql) {
    return expect(store->read([&](Database& reader) { return reader.integer(sql); }));
}

Result<PushReply> ServerFixture::push(const Actor& actor, const PushRequest& request,
                                      const server::MutationRunner& run) {
    return writer->run([&](server::WriteContext& context) { return server::apply_push(context, actor, request, run); });
}

Result<PullReply> ServerFixture::pull(const Actor& actor, const PullRequest& request) {
    const Result<server::PullAnswer> answer =
        store->read([&](Database& reader) { return server::build_pull(reader, actor, request, clock.now()); });
    if (!answer) return answer.error();
    return parse_pull_reply(expect(parse_json(answer->json)));
}

std::unique_ptr<ServerFixture> make_server(server::StoreOptions options) {
    auto server = std::make_unique<ServerFixture>(std::move(options));
    expect(server->writer->run([](server::WriteContext& context) -> Result<void> {
        fill_shop(context.database);
        return {};
    }));
    return server;
}

bool TestReplica::pull_page() {
    PullRequest request;
    request.client_id = m_client_id;
    request.cursor = m_cursor;
    request.epoch = m_epoch;
    request.limit = m_rows_in_a_page;
    request.outcomes_confirmed = outcomes_confirmed;
    last_reply = expect(m_server.pull(m_actor, request));
    if (last_reply.reset) {
        ++resets;
        tables.clear();
    }
    for (const auto& [table, changes] : last_reply.changes) {
        for (const Json& row : changes.put) {
            tables[table][row[0].get<std::string>()] = row;
            ++rows_received;
        }
        for (const Id& id : changes.deleted)
            tables[table].erase(id);
    }
    std::erase_if(tables, [](const auto& entry) { return entry.second.empty(); });
    m_cursor = last_reply.cursor;
    m_epoch = last_reply.epoch;
    return last_reply.more;
}

void TestReplica::pull() {
    while (pull_page()) {
    }
}

std::map<std::string, TestReplica::Rows> rows_in_scopes_of(ServerFixture& server, const Actor& actor) {
    const std::vector<std::string> held = scopes_of(actor);
    std::map<std::string, TestReplica::Rows> expected;
    expect(server.store->read([&](Database& reader) -> Result<void> {
        for (const SyncedTable& table : synced_tables()) {
            std::string sql;
            for (const std::string_view column : table.columns) {
                sql.append(sql.empty() ? "SELECT " : ", ").append(column);
            }
            sql.append(" FROM ").append(table.name);
            const auto rows = expect(reader.rows(sql, [](const Row& row) {
                Json values = Json::array();
                for (int column = 0; column < row.column_count(); ++column) {
                    if (row.is_null(column)) {
                        values.push_back(nullptr);
                    } else if (row.type(column) == SQLITE_INTEGER) {
                        values.push_back(row.integer(column));
                    } else {
                        values.push_back(row.text(column));
                    }
                }
                return values;
            }));
            for (const Json& values : rows) {
                const Id id = values[0].get<std::string>();
                const auto scopes = expect(scopes_of_row(reader, table, id));
                const bool visible = std::any_of(scopes.begin(), scopes.end(), [&](const auto& scope) {
                    return std::binary_search(held.begin(), held.end(), scope);
                });
                if (visible) expected[std::string{table.name}][id] = values;
            }
        }
        return {};
    }));
    return expected;
}

PushBuilder::PushBuilder(const Actor& actor, Id client_id, MutationId first) : m_next(first) {
    request.principal = actor.principal();
    request.client_id = std::move(client_id);
}

PushBuilder& PushBuilder::add(const Id& uuid, std::string name, int version, Json args) {
    Mutation mutation;
    mutation.id = m_next++;
    mutation.uuid = uuid;
    mutation.name = std::move(name);
    mutation.version = version;
    mutation.args = std::move(args);
    mutation.made_at = shop::now;
    request.mutations.push_back(std::move(mutation));
    return *this;
}

PushBuilder& PushBuilder::needing(const Id& uuid) {
    request.mutations.back().needs = uuid;
    return *this;
}

}  // namespace portail::test
