// THE table from error code to HTTP status, and the one shape in which an error is answered: {"error": {…}}, with the
// key and the values of the sentence for the person. `detail` stays here: it is logged, never sent.
#pragma once

#include <string>

#include "shared/base/error.h"

namespace portail::server {

[[nodiscard]] int http_status(const Error& error);
/// The other way round, for what cpp-httplib and the gate refuse by status alone.
[[nodiscard]] Error error_of_status(int status);
[[nodiscard]] std::string error_body(const Error& error);

}  // namespace portail::server
