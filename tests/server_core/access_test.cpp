// Every synced table walked as every role. What somebody may see is told here once more, apart from
// the declaration that decides it: a table that is not in this list fails the test until somebody
// has thought about it. Each row carries its owners' mark in every text, so that a value of somebody
// else's is found wherever it turns up.
#include <catch2/catch_test_macros.hpp>

#include <set>

#include "shared/db/synced_tables.h"
#include "tests/server_core/server_fixture.h"

namespace portail::test {
namespace {

enum class Audience { Everybody, Owners, Staff };

const std::map<std::string, Audience> audiences{
    {"organisations", Audience::Everybody},
    {"services", Audience::Everybody},
    {"resources", Audience::Everybody},
    {"opening_hours", Audience::Everybody},
    {"closures", Audience::Everybody},
    {"busy_intervals", Audience::Everybody},
    {"customers", Audience::Owners},
    {"vehicles", Audience::Owners},
    {"appointments", Audience::Owners},
    {"staff_members", Audience::Staff},
    {"organisation_logos", Audience::Everybody},
    {"customer_notes", Audience::Staff},
    {"portal_links", Audience::Staff},
    {"mails", Audience::Staff},
};

const std::vector<Id> customers{numbered_id(11), numbered_id(12), numbered_id(13)};
const std::vector<Id> partners{numbered_id(21), numbered_id(22)};

struct Owners {
    Id customer;
    std::optional<Id> partner;

    [[nodiscard]] std::string mark() const { return "[" + customer + "|" + partner.value_or("none") + "]"; }
};

// Each customer without a partner and with each of them.
std::vector<Owners> all_owners() {
    std::vector<Owners> all;
    for (const Id& customer : customers) {
        all.push_back({customer, std::nullopt});
        for (const Id& partner : partners)
            all.push_back({customer, partner});
    }
    return all;
}

struct Column {
    std::string name;
    std::string type;
};

std::vector<Column> columns_of(Database& database, const SyncedTable& table) {
    return expect(database.rows(
        "SELECT name, type FROM pragma_table_info(?1)",
        [](const Row& row) {
            return Column{row.text(0), row.text(1)};
        },
        table.name));
}

class Filler {
public:
    explicit Filler(Database& database) : m_database(database) {}

    void fill(const SyncedTable& table) {
        const Audience audience = audiences.at(std::string{table.name});
        if (audience == Audience::Everybody) {
            insert(table, {}, "[everybody]");
        } else {
            for (const Owners& owners : all_owners()) {
                const bool staff_only = audience == Audience::Staff;
                insert(table, owners, staff_only ? "[staff]" : owners.mark());
            }
        }
    }

private:
    // A row of `customers` belongs to the customer that it is: one each.
    void insert(const SyncedTable& table, const Owners& owners, const std::string& mark) {
        const bool is_customer = table.name == "customers";
        if (is_customer && !m_inserted_customers.insert(owners.customer).second) return;
        std::vector<std::string> texts;
        std::string names;
        std::string placeholders;
        for (const Column& column : columns_of(m_database, table)) {
            texts.push_back(text_for(column, is_customer, owners, mark));
            names += (names.empty() ? "" : ", ") + column.name;
            const std::string parameter = "NULLIF(?" + std::to_string(texts.size()) + ", '')";
            placeholders += (placeholders.empty() ? "" : ", ") +
                            (column.type == "INTEGER" ? "CAST(" + parameter + " AS INTEGER)" : parameter);
        }
        const std::vector<Value> values{texts.begin(), texts.end()};
        expect(m_database.step_rows(
            "INSERT INTO " + std::string{table.name} + " (" + names + ") VALUES (" + placeholders + ")", values,
            nullptr));
    }

    std::string text_for(const Column& column, bool is_customer, const Owners& owners, const std::string& mark) {
        ++m_counter;
        if (column.name == "id") return is_customer ? owners.customer : numbered_id(5000 + m_counter);
        if (column.name == "customer_id") return owners.customer;
        if (column.name == "partner_id") return owners.partner.value_or("");
        // Recent enough to sync; what is long past is history_test's.
        if (column.name.ends_with("_at")) return std::to_string(shop::now + m_counter);
        if (column.type == "INTEGER") return std::to_string(m_counter);
        return mark + std::to_string(m_counter);
    }

    Database& m_database;
    std::set<Id> m_inserted_customers;
    unsigned m_counter = 0;
};

bool owns(const Actor& actor, const Owners& owners) {
    return actor.is_customer() ? owners.customer == actor.id : owners.partner == actor.id;
}

/// The marks that must not turn up anywhere in what the actor receives.
std::vector<std::string> foreign_marks(const Actor& actor) {
    if (actor.role == Role::Technician || actor.role == Role::Admin) return {};
    std::vector<std::string> marks{"[staff]"};
    for (const Owners& owners : all_owners()) {
        if (!owns(actor, owners)) marks.push_back(owners.mark());
    }
    return marks;
}

std::vector<Actor> everybody() {
    std::vector<Actor> actors{{Role::Technician, numbered_id(31), Assurance::Password},
                              {Role::Admin, numbered_id(32), Assurance::TwoFactor}};
    for (const Id& id : customers) {
        for (const Assurance assurance : {Assurance::Link, Assurance::Password, Assurance::TwoFactor}) {
            actors.push_back({Role::Customer, id, assurance});
        }
    }
    for (const Id& id : partners)
        actors.push_back({Role::Partner, id, Assurance::Password});
    // Somebody whom nothing belongs to.
    actors.push_back(customer(numbered_id(14)));
    return actors;
}

std::size_t rows_that_belong_to(ServerFixture& server, const SyncedTable& table, const Actor& actor) {
    const Audience audience = audiences.at(std::string{table.name});
    const bool sees_all = actor.role == Role::Technician || actor.role == Role::Admin;
    std::string sql = "SELECT COUNT(*) FROM " + std::string{table.name};
    if (audience == Audience::Owners && !sees_all) {
        const bool is_customers = table.name == "customers";
        const std::string customer_column = is_customers ? "id" : "customer_id";
        sql += " WHERE " + (actor.is_customer() ? customer_column : "partner_id") + " = '" + actor.id + "'";
    }
    if (audience == Audience::Staff && !sees_all) return 0;
    return static_cast<std::size_t>(server.number(sql));
}

void check_what_everybody_sees(ServerFixture& server, std::map<std::string, TestReplica>& replicas) {
    for (auto& [name, replica] : replicas) {
        CAPTURE(name, to_string(replica.actor().assurance));
        replica.pull();
        std::string everything;
        for (const auto& [table, rows] : replica.tables) {
            for (const auto& [id, row] : rows)
                everything += to_text(row);
        }
        for (const std::string& mark : foreign_marks(replica.actor())) {
            CAPTURE(mark);
            CHECK(everything.find(mark) == std::string::npos);
        }
        for (const SyncedTable& table : synced_tables()) {
            CAPTURE(table.name);
            CHECK(replica.tables[std::string{table.name}].size() ==
                  rows_that_belong_to(server, table, replica.actor()));
        }
    }
}

}  // namespace

TEST_CASE("every synced table has been thought about") {
    std::set<std::string> synced;
    for (const SyncedTable& table : synced_tables())
        synced.emplace(table.name);
    std::set<std::string> known;
    for (const auto& [table, audience] : audiences)
        known.insert(table);
    CHECK(synced == known);
}

TEST_CASE("nobody ever receives a row of somebody else's") {
    ServerFixture server;
    expect(server.writer->run([](server::WriteContext& context) -> Result<void> {
        Filler filler{context.database};
        for (const SyncedTable& table : synced_tables())
            filler.fill(table);
        return {};
    }));
    std::map<std::string, TestReplica> replicas;
    unsigned client = 100;
    for (const Actor& actor : everybody()) {
        const std::string name = actor.principal() + " " + std::string{to_string(actor.assurance)};
        replicas.try_emplace(name, server, actor, numbered_id(++client), 7);
    }
    check_what_everybody_sees(server, replicas);

    SECTION("nor after everything has changed hands, within what was pulled before") {
        // Customers hand over round the circle, and so do partners; the marks go with them.
        const auto hand_over = [](const std::string& column, const std::vector<Id>& ids) {
            std::string sql = "CASE " + column;
            for (std::size_t index = 0; index < ids.size(); ++index) {
                sql += " WHEN '" + ids[index] + "' THEN '" + ids[(index + 1) % ids.size()] + "'";
            }
            return sql + " END";
        };
        for (const char* table : {"vehicles", "appointments"}) {
            server.write("UPDATE " + std::string{table} + " SET customer_id = " + hand_over("customer_id", customers) +
                         ", partner_id = " + hand_over("partner_id", partners));
        }
        server.write(
            "UPDATE vehicles SET plate = '[' || customer_id || '|' || COALESCE(partner_id, 'none') || ']',"
            " make = '', model = ''");
        server.write(
            "UPDATE appointments SET note = '[' || customer_id || '|' || COALESCE(partner_id, 'none') || ']',"
            " vehicle_id = NULL, service_id = '', resource_id = '', busy_interval_id = '',"
            " state = '', origin = ''");
        check_what_everybody_sees(server, replicas);
        for (auto& [name, replica] : replicas)
            CHECK(replica.resets == 1);
    }
    SECTION("nor after everything was deleted") {
        for (const SyncedTable& table : synced_tables())
            server.write("DELETE FROM " + std::string{table.name});
        check_what_everybody_sees(server, replicas);
        for (auto& [name, replica] : replicas)
            CHECK(replica.resets == 1);
    }
}

}  // namespace portail::test
