// Who may read which part of the past. As in access_test, what somebody may see is told here once more, apart from the
// declaration that decides it.
#include "server/core/history.h"

#include <catch2/catch_test_macros.hpp>

#include <set>

#include "server/core/sync_window.h"
#include "tests/server_core/server_fixture.h"

namespace portail::test {
namespace {

const std::vector<Id> customers{numbered_id(11), numbered_id(12), numbered_id(13)};
const std::vector<Id> partners{numbered_id(21), numbered_id(22)};
const Id nobody = numbered_id(99);

constexpr Milliseconds an_hour = hour_ms;
const Milliseconds long_ago = shop::now - 200 * day_ms;

struct Row {
    Id id;
    Id customer;
    std::optional<Id> partner;
    Milliseconds starts_at = 0;
    std::string state = "done";
};

void insert(ServerFixture& server, const Row& row) {
    expect(server.writer->run([&](server::WriteContext& context) -> Result<void> {
        return context.database.run(R"sql(
            INSERT INTO appointments (id, customer_id, partner_id, vehicle_id, service_id, resource_id,
                                      busy_interval_id, starts_at, ends_at, state, note, origin, created_at, updated_at)
            VALUES (?1, ?2, ?3, NULL, ?4, ?5, ?1, ?6, ?7, ?8, 'private', 'staff', 0, 0)
        )sql",
                                    row.id, row.customer, row.partner, shop::service, shop::lift, row.starts_at,
                                    row.starts_at + an_hour, row.state);
    }));
}

Result<HistoryPage> history(ServerFixture& server, const Actor& actor, const HistoryRequest& request) {
    return server.store->read(
        [&](Database& reader) { return server::read_history(reader, actor, request, server.clock.now()); });
}

HistoryRequest about(const Id& customer_id, int limit = 100) {
    HistoryRequest request;
    request.customer_id = customer_id;
    request.limit = limit;
    return request;
}

std::vector<Id> ids_of(const HistoryPage& page) {
    std::vector<Id> ids;
    for (const PastAppointment& appointment : page.appointments)
        ids.push_back(appointment.id);
    return ids;
}

std::vector<Actor> everybody() {
    std::vector<Actor> actors{{Role::Technician, numbered_id(31), Assurance::Password},
                              {Role::Admin, numbered_id(32), Assurance::TwoFactor},
                              {Role::Partner, numbered_id(23), Assurance::Password},  // brings nobody
                              customer(nobody)};
    for (const Id& id : customers) {
        for (const Assurance assurance : {Assurance::Link, Assurance::Password, Assurance::TwoFactor}) {
            actors.push_back({Role::Customer, id, assurance});
        }
    }
    for (const Id& id : partners)
        actors.push_back({Role::Partner, id, Assurance::Password});
    return actors;
}

bool may_see(const Actor& actor, const Row& row) {
    switch (actor.role) {
        case Role::Admin:
        case Role::Technician:
            return true;
        case Role::Partner:
            return row.partner == actor.id;
        case Role::Customer:
            return row.customer == actor.id;
    }
    return false;
}

}  // namespace

TEST_CASE("nobody ever reads the history of somebody else's") {
    ServerFixture server;
    std::vector<Row> rows;
    for (const Id& customer : customers) {
        std::vector<std::optional<Id>> owners{std::nullopt};
        for (const Id& partner : partners)
            owners.emplace_back(partner);
        for (const auto& partner : owners) {
            const auto number = static_cast<unsigned>(rows.size());
            rows.push_back({numbered_id(1000 + number), customer, partner, long_ago + number * day_ms});
            insert(server, rows.back());
        }
    }
    std::vector<Id> asked_about = customers;
    asked_about.push_back(nobody);
    std::size_t seen = 0;
    for (const Actor& actor : everybody()) {
        for (const Id& customer : asked_about) {
            CAPTURE(actor.principal(), to_string(actor.role), to_string(actor.assurance), customer);
            const Result<HistoryPage> page = history(server, actor, about(customer));
            if (actor.is_customer() && actor.id != customer) {
                REQUIRE_FALSE(page.ok());  // whether there is such a customer or not
                CHECK(page.error().code == ErrorCode::Forbidden);
                continue;
            }
            REQUIRE(page.ok());
            std::set<Id> expected;
            for (const Row& row : rows) {
                if (row.customer == customer && may_see(actor, row)) expected.insert(row.id);
            }
            const std::vector<Id> ids = ids_of(*page);
            CHECK(std::set<Id>(ids.begin(), ids.end()) == expected);
            seen += ids.size();
        }
    }
    CHECK(seen == 2 * 9 + 3 * 9 + 2 * 3);  // both of the staff, each customer three times, each partner
}

TEST_CASE("the history and the replica together are everything, before and after the rows have left") {
    ServerFixture server;
    unsigned number = 0;
    for (const char* state : {"requested", "confirmed", "done", "no_show", "cancelled"}) {
        for (int day = 80; day <= 100; ++day) {
            insert(server, {numbered_id(1000 + ++number), customers[0], std::nullopt,
                            shop::now - day * day_ms - an_hour, state});
        }
    }
    const Actor actor = customer(customers[0]);
    TestReplica replica{server, actor, numbered_id(1)};
    for (int round = 0; round < 3; ++round) {
        replica.pull();
        const std::vector<Id> old = ids_of(expect(history(server, actor, about(customers[0]))));
        std::set<Id> all(old.begin(), old.end());
        CHECK(old.size() == 3 * (10 + static_cast<std::size_t>(round)));
        for (const auto& [id, row] : replica.tables["appointments"])
            all.insert(id);
        CHECK(all.size() == number);
        expect(server::apply_sync_windows(*server.store, *server.writer));
        replica.pull();
        CHECK(replica.tables["appointments"].size() == number - old.size());
        server.clock.advance(day_ms);
    }
}

TEST_CASE("a history comes in pages, the latest first, each row once") {
    ServerFixture server;
    for (unsigned number = 0; number < 25; ++number) {
        // Five begin at the same time each.
        insert(server, {numbered_id(1000 + number), customers[0], std::nullopt, long_ago + (number / 5) * day_ms});
    }
    HistoryRequest request = about(customers[0], 4);
    std::vector<Id> ids;
    std::vector<Milliseconds> times;
    bool more = true;
    while (more) {
        const HistoryPage page = expect(history(server, customer(customers[0]), request));
        for (const PastAppointment& appointment : page.appointments) {
            ids.push_back(appointment.id);
            times.push_back(appointment.starts_at);
        }
        more = page.more;
        CHECK(page.appointments.size() == (more ? 4 : 1));
        request.before = HistoryRequest::Mark{times.back(), ids.back()};
        REQUIRE(ids.size() <= 25);
    }
    CHECK(ids.size() == 25);
    CHECK(std::set<Id>(ids.begin(), ids.end()).size() == 25);
    CHECK(std::is_sorted(times.rbegin(), times.rend()));
    CHECK(history(server, customer(customers[0]), request)->appointments.empty());
}

TEST_CASE("a line of the history has the words of a list, and no more") {
    const auto server = make_server();
    insert(*server, {numbered_id(1000), shop::alice, std::nullopt, long_ago, "no_show"});
    server->write("UPDATE appointments SET vehicle_id = '" + shop::alice_car + "'");
    const HistoryPage page = expect(history(*server, customer(shop::alice), about(shop::alice)));
    REQUIRE(page.appointments.size() == 1);
    const PastAppointment& line = page.appointments[0];
    CHECK(line.starts_at == long_ago);
    CHECK(line.ends_at == long_ago + an_hour);
    CHECK(line.state == AppointmentState::NoShow);
    CHECK_FALSE(line.service_name.empty());
    CHECK_FALSE(line.vehicle_plate.empty());
    CHECK(to_text(to_json(page)).find("private") == std::string::npos);
    CHECK(expect(parse_history_page(to_json(page))).appointments == page.appointments);
}

}  // namespace portail::test
