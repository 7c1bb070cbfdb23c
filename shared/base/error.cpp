#include "shared/base/error.h"

#include "shared/base/names.h"

namespace portail {
namespace {

constexpr NameTable<ErrorCode, 8> code_names{{
    {ErrorCode::Invalid, "invalid"},
    {ErrorCode::Unauthorized, "unauthorized"},
    {ErrorCode::Forbidden, "forbidden"},
    {ErrorCode::NotFound, "not_found"},
    {ErrorCode::Conflict, "conflict"},
    {ErrorCode::TooMany, "too_many"},
    {ErrorCode::Unavailable, "unavailable"},
    {ErrorCode::Internal, "internal"},
}};

}  // namespace

std::string_view to_string(ErrorCode code) {
    return code_names.name(code);
}

std::optional<ErrorCode> error_code_from_string(std::string_view name) {
    return code_names.value(name);
}

std::string Error::describe() const {
    std::string text{to_string(code)};
    if (!key.empty()) text += " " + key;
    if (!field.empty()) text += " (" + field + ")";
    if (!detail.empty()) text += ": " + detail;
    return text;
}

Error invalid(std::string field, std::string key, ErrorValues values) {
    return {ErrorCode::Invalid, std::move(key), std::move(field), std::move(values), {}};
}

Error unauthorized() {
    return {ErrorCode::Unauthorized, "error.unauthorized", {}, {}, {}};
}

Error forbidden() {
    return {ErrorCode::Forbidden, "error.forbidden", {}, {}, {}};
}

Error not_found(std::string field) {
    return {ErrorCode::NotFound, "error.not_found", std::move(field), {}, {}};
}

Error conflict(std::string key, std::string field) {
    return {ErrorCode::Conflict, std::move(key), std::move(field), {}, {}};
}

Error unavailable(std::string detail) {
    return {ErrorCode::Unavailable, "error.unavailable", {}, {}, std::move(detail)};
}

Error internal(std::string detail) {
    return {ErrorCode::Internal, "error.internal", {}, {}, std::move(detail)};
}

}  // namespace portail
