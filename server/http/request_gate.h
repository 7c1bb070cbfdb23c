// Looks at the head of a request, as its raw bytes, before anything else of the server does. Whatever RFC 9110 and
// RFC 9112 leave to the reader's mercy is refused here: bare line ends, folded lines, doubled or unparsable lengths,
// control characters in values (written plainly or percent-encoded, for cpp-httplib decodes values), and bodies in
// chunks, which no client of ours sends. What passes has one meaning only, so that no proxy and no library behind the
// gate can read it in another way.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "server/http/limits.h"

namespace portail::http {

struct Refusal {
    int status = 400;
    std::string_view reason;  ///< for the client's developer and the log; says nothing about the sender
};

struct RequestHead {
    std::size_t content_length = 0;
    bool expects_continue = false;
    std::string accept_encoding;
    std::string forwarded_for;  ///< X-Forwarded-For, as sent
};

/// Where the head ends (one past its empty line), if it is complete. `from` is how far an earlier call has looked.
[[nodiscard]] std::optional<std::size_t> end_of_head(std::string_view bytes, std::size_t from = 0);

/// `head` includes the empty line at its end.
[[nodiscard]] std::variant<RequestHead, Refusal> check_head(std::string_view head, const Limits& limits);

}  // namespace portail::http
