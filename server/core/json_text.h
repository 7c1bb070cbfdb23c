// Writes values of the database as JSON (RFC 8259) straight into a text, for answers whose tree of
// documents would cost more than reading the rows.
#pragma once

#include <string>
#include <string_view>

#include "shared/db/database.h"

namespace portail::server {

/// With quotation marks. Malformed UTF-8 is replaced, as in to_text(Json).
void append_json(std::string& json, std::string_view text);
/// A null, a number or a text.
void append_json(std::string& json, const Row& row, int column);

}  // namespace portail::server
