#include "server/http_status.h"

#include <array>

#include "shared/db/database.h"
#include "shared/sync/protocol.h"

namespace portail::server {
namespace {

struct StatusRow {
    ErrorCode code;
    int status;
};

constexpr std::array<StatusRow, 8> status_table{{
    {ErrorCode::Invalid, 400},
    {ErrorCode::Unauthorized, 401},
    {ErrorCode::Forbidden, 403},
    {ErrorCode::NotFound, 404},
    {ErrorCode::Conflict, 409},
    {ErrorCode::TooMany, 429},
    {ErrorCode::Unavailable, 503},
    {ErrorCode::Internal, 500},
}};

constexpr int status_of_a_full_disk = 507;

}  // namespace

int http_status(const Error& error) {
    if (error.key == disk_full_key) return status_of_a_full_disk;
    for (const StatusRow& row : status_table) {
        if (row.code == error.code) return row.status;
    }
    return 500;
}

Error error_of_status(int status) {
    if (status >= 500 && status != 503) return internal({});
    switch (status) {
        case 401:
            return unauthorized();
        case 403:
            return forbidden();
        case 404:
            return not_found();
        case 409:
            return conflict("error.conflict");
        case 429:
            return {ErrorCode::TooMany, "error.too_many", {}, {}, {}};
        case 503:
            return unavailable({});
        default:
            return invalid("request", "error.malformed");
    }
}

std::string error_body(const Error& error) {
    return to_text(Json{{"error", to_json(error)}});
}

}  // namespace portail::server
