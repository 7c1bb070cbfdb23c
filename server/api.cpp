#include "server/api.h"

namespace portail::server {

Result<Json> Call::body() const {
    Result<Json> json = parse_json(request.body);
    if (!json) return json.error();
    if (!json->is_object()) return invalid("request", "error.malformed");
    return json;
}

Reply Reply::json(const Json& json, int status) {
    Reply reply;
    reply.status = status;
    reply.body = to_text(json);
    return reply;
}

}  // namespace portail::server
