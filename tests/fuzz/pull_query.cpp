// The parameters of a pull, cursor included, answered from a filled database.
#include "server/core/pull.h"
#include "tests/fuzz/filled_store.h"
#include "tests/fuzz/parameters.h"

namespace portail::test {
namespace {

using namespace server;

FilledStore& filled_shop() {
    static FilledStore shop{[](Database&) -> Result<void> { return {}; }};
    return shop;
}

const Actor actor = customer(shop::alice);

Result<PullAnswer> pull(const PullRequest& request) {
    return filled_shop().store->read(
        [&](Database& database) { return build_pull(database, actor, request, shop::now); });
}

std::string input_of(const std::string& cursor, const std::string& epoch) {
    return "protocol=1\nclient_id=" + numbered_id(1) + "\ncursor=" + cursor + "\nepoch=" + epoch +
           "\nlimit=3\noutcomes_confirmed=0";
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
    PullRequest request;
    request.client_id = numbered_id(1);
    request.limit = 3;
    const Result<PullAnswer> first = pull(request);
    require_always(first.ok(), "a first pull is answered", {});
    const Json page = Json::parse(first->json);
    return {input_of({}, {}), input_of(page.at("cursor"), page.at("epoch")),
            input_of("everyone:1,customer:x:link:9223372036854775807", page.at("epoch"))};
}

void fuzz_one(std::string_view input) {
    const Result<PullRequest> request = parse_pull_request(parameters_of(input));
    if (!request) {
        require_always(request.error().code == ErrorCode::Invalid, "what is no pull is invalid", input);
        return;
    }
    const Result<PullAnswer> answer = pull(*request);
    require_always(
        answer.ok() || answer.error().code == ErrorCode::Invalid || answer.error().code == ErrorCode::Forbidden,
        "a pull fails for a reason of its own", input);
    if (!answer) return;
    const Result<Json> page = parse_json(answer->json);
    require_always(page.ok() && parse_pull_reply(*page).ok(), "the answer is a page", input);
    const Json& changes = page->at("changes");
    require_always(!changes.contains("customer_notes") && !changes.contains("portal_links"),
                   "a customer never receives what is the staff's", input);
}

}  // namespace portail::test
