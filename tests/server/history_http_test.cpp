// The route of what no longer syncs: whose history it tells, and to whom.
#include <catch2/catch_test_macros.hpp>

#include "shared/sync/protocol_history.h"
#include "tests/server/test_server.h"

using namespace portail;
using namespace portail::test;

namespace {

void add_past_appointment(TestServer& server, const Id& id, const Id& customer_id, Milliseconds starts_at) {
    server.run_in_writer([&](Database& database) -> Result<void> {
        return database.run(R"sql(
            INSERT INTO appointments (id, customer_id, partner_id, vehicle_id, service_id, resource_id,
                                      busy_interval_id, starts_at, ends_at, state, note, origin, created_at, updated_at)
            VALUES (?1, ?2, NULL, NULL, ?3, ?4, ?1, ?5, ?6, 'done', 'private', 'portal', 0, 0)
        )sql",
                            id, customer_id, shop::service, shop::lift, starts_at, starts_at + hour_ms);
    });
}

std::vector<Id> ids_in(const RawAnswer& answer) {
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    const Result<HistoryPage> page = parse_history_page(json_of(answer));
    REQUIRE(page.ok());
    std::vector<Id> ids;
    for (const PastAppointment& appointment : page->appointments)
        ids.push_back(appointment.id);
    return ids;
}

}  // namespace

TEST_CASE("A customer reads the own history, staff read everybody's, and nobody else anything") {
    TestServer server;
    const Id newer = numbered_id(1);
    const Id older = numbered_id(2);
    const Id brunos = numbered_id(3);
    add_past_appointment(server, newer, shop::alice, shop::now - 100 * day_ms);
    add_past_appointment(server, older, shop::alice, shop::now - 300 * day_ms);
    add_past_appointment(server, brunos, shop::bruno, shop::now - 200 * day_ms);
    add_past_appointment(server, numbered_id(4), shop::alice, shop::now - 50 * day_ms);  // still syncs
    const std::string alice = server.sign_in_with_code(alice_code);
    const std::string admin = server.sign_in_as_admin();
    const auto ask = [&](const std::string& token, const std::string& query) {
        return server.ask({"GET", "/api/history?" + query, bearer(token), {}});
    };

    const std::string of_alice = "customer_id=" + shop::alice;
    const std::string of_bruno = "customer_id=" + shop::bruno;
    CHECK(ids_in(ask(alice, of_alice)) == std::vector<Id>{newer, older});
    CHECK(ids_in(ask(admin, of_alice)) == std::vector<Id>{newer, older});
    CHECK(ids_in(ask(admin, of_bruno)) == std::vector<Id>{brunos});
    CHECK(ids_in(ask(admin, "customer_id=" + numbered_id(404))).empty());
    const RawAnswer of_another = ask(alice, of_bruno);
    const RawAnswer of_nobody = ask(alice, "customer_id=" + numbered_id(404));
    CHECK(of_another.status == 403);
    CHECK(of_another.body == of_nobody.body);
    CHECK(ask(std::string(64, 'a'), of_alice).status == 401);
    CHECK(ask(alice, of_alice).header("Cache-Control") == "no-store");

    const RawAnswer first = ask(alice, of_alice + "&limit=1");
    CHECK(ids_in(first) == std::vector<Id>{newer});
    CHECK(json_of(first).at("more") == true);
    const std::string after_it =
        "&before=" + std::to_string(shop::now - 100 * day_ms) + "&before_id=" + newer + "&limit=1";
    CHECK(ids_in(ask(alice, of_alice + after_it)) == std::vector<Id>{older});
}

TEST_CASE("A history that is asked for wrongly is refused, and the answer names what is wrong") {
    TestServer server;
    const std::string alice = server.sign_in_with_code(alice_code);
    const std::string own = "customer_id=" + shop::alice;
    const std::pair<std::string, std::string> rows[] = {
        {"", "customer_id"},
        {"customer_id=", "customer_id"},
        {"customer_id=' OR 1", "customer_id"},
        {own + "&limit=0", "limit"},
        {own + "&limit=101", "limit"},
        {own + "&limit=many", "limit"},
        {own + "&before=-1&before_id=" + numbered_id(1), "before"},
        {own + "&before=99999999999999999999&before_id=" + numbered_id(1), "before"},
        {own + "&before=1", "before_id"},
        {own + "&before=1&before_id=x", "before_id"},
    };
    for (const auto& [query, field] : rows) {
        INFO(query);
        std::string encoded = query;
        for (std::size_t at = encoded.find(' '); at != std::string::npos; at = encoded.find(' '))
            encoded.replace(at, 1, "%20");
        const RawAnswer answer = server.ask({"GET", "/api/history?" + encoded, bearer(alice), {}});
        CHECK(answer.status == 400);
        CHECK(json_of(answer).at("error").at("field") == field);
    }
}
