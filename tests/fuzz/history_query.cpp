// The parameters of a history, answered from a filled database, and the answer read as a client reads it.
#include "server/core/history.h"
#include "tests/fuzz/filled_store.h"
#include "tests/fuzz/parameters.h"

namespace portail::test {
namespace {

using namespace server;

FilledStore& filled_shop() {
    static FilledStore shop{[](Database& database) -> Result<void> {
        return database.run(R"sql(
                INSERT INTO appointments (id, customer_id, partner_id, vehicle_id, service_id, resource_id,
                                          busy_interval_id, starts_at, ends_at, state, note, origin, created_at,
                                          updated_at)
                VALUES (?1, ?2, NULL, NULL, ?3, ?4, ?1, 1000, 2000, 'done', '', 'staff', 0, 0)
            )sql",
                            numbered_id(1), shop::alice, shop::service, shop::lift);
    }};
    return shop;
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
    const std::string own = "customer_id=" + shop::alice;
    return {own, own + "\nlimit=1\nbefore=1001\nbefore_id=" + numbered_id(2), "customer_id=" + shop::bruno};
}

void fuzz_one(std::string_view input) {
    const Result<HistoryRequest> request = parse_history_request(parameters_of(input));
    if (!request) {
        require_always(request.error().code == ErrorCode::Invalid, "what is no request is invalid", input);
        return;
    }
    const Result<HistoryPage> page = filled_shop().store->read(
        [&](Database& database) { return read_history(database, customer(shop::alice), *request, shop::now); });
    if (!page) {
        require_always(page.error().code == ErrorCode::Forbidden, "a history fails for a reason of its own", input);
        return;
    }
    require_always(request->customer_id == shop::alice, "nobody reads another's history", input);
    const Result<HistoryPage> read = parse_history_page(to_json(*page));
    require_always(read.ok() && read->appointments == page->appointments, "the answer is a page", input);
}

}  // namespace portail::test
