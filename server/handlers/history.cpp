#include "server/handlers/history.h"

#include "server/application.h"
#include "server/core/history.h"

namespace portail::server {

Result<Reply> get_history(const Call& call) {
    std::map<std::string, std::string> parameters;
    for (const auto& [name, value] : call.request.params)
        parameters.emplace(name, value);
    const Result<HistoryRequest> request = parse_history_request(parameters);
    if (!request) return request.error();
    Application& application = call.application;
    const Result<HistoryPage> page = application.store().read([&](Database& database) {
        return read_history(database, call.session->actor, *request, application.clock().now());
    });
    if (!page) return page.error();
    return Reply::json(to_json(*page));
}

}  // namespace portail::server
