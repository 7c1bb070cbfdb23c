// The parameters of a history, answered from a filled database, and the answer read as a client reads it.
#include <map>
#include <memory>

#include "server/core/history.h"
#include "server/core/store.h"
#include "server/core/writer.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/test_shop.h"

namespace portail::test {
namespace {

using namespace server;

struct Shop {
    ManualClock clock{shop::now};
    SeededRandom random{1};
    std::unique_ptr<Store> store;

    Shop() {
        auto opened = Store::open({.folder = ":memory:", .vfs = {}}, clock, random);
        require_always(opened.ok(), "a store can be opened", {});
        store = std::move(*opened);
        Writer writer{*store, Writer::Mode::Immediate};
        const Result<void> filled = writer.run([](WriteContext& context) -> Result<void> {
            fill_shop(context.database);
            return context.database.run(R"sql(
                INSERT INTO appointments (id, customer_id, partner_id, vehicle_id, service_id, resource_id,
                                          busy_interval_id, starts_at, ends_at, state, note, origin, created_at,
                                          updated_at)
                VALUES (?1, ?2, NULL, NULL, ?3, ?4, ?1, 1000, 2000, 'done', '', 'staff', 0, 0)
            )sql",
                                        numbered_id(1), shop::alice, shop::service, shop::lift);
        });
        require_always(filled.ok(), "the garage can be filled", {});
    }
};

Shop& filled_shop() {
    static Shop shop;
    return shop;
}

/// "name=value" lines, as the HTTP server has decoded them.
std::map<std::string, std::string> parameters_of(std::string_view input) {
    std::map<std::string, std::string> parameters;
    while (!input.empty()) {
        const std::size_t end = input.find('\n');
        const std::string_view line = input.substr(0, end);
        input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
        const std::size_t equals = line.find('=');
        if (equals != std::string_view::npos) parameters.emplace(line.substr(0, equals), line.substr(equals + 1));
    }
    return parameters;
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
