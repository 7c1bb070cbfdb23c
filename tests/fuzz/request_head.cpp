// The gate: any bytes up to an empty line. What passes must have one meaning only.
#include "server/http/request_gate.h"
#include "tests/fuzz/fuzz.h"

namespace portail::test {

std::vector<std::string> fuzz_seeds() {
    return {
        "GET /api/sync/pull?client_id=1&cursor=abc HTTP/1.1\r\nHost: garage.example\r\nAccept-Encoding: gzip, br\r\n"
        "Cookie: __Host-portail=0123\r\n\r\n",
        "POST /api/sync/push HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{}",
        "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
        "GET / HTTP/1.0\r\nExpect: 100-continue\r\nX-Forwarded-For: 1.2.3.4, 5.6.7.8\r\nRange: bytes=0-1\r\n\r\n",
        "GET /%0d%0a HTTP/1.1\r\nHost: a\r\nX-Note: %0d%0a%00\r\n folded\r\nContent-Length: 1\r\nContent-Length: "
        "2\r\n\r\n",
    };
}

void fuzz_one(std::string_view input) {
    const auto end = http::end_of_head(input);
    if (!end) return;
    const std::string_view head = input.substr(0, *end);
    const http::Limits limits;
    const auto checked = http::check_head(head, limits);
    if (const auto* const refusal = std::get_if<http::Refusal>(&checked)) {
        require_always(refusal->status >= 400 && refusal->status <= 505, "a refusal has a status for it", input);
        return;
    }
    const auto& passed = std::get<http::RequestHead>(checked);
    require_always(passed.content_length <= limits.body_bytes, "no body is larger than the limit", input);
    require_always(head.find('\0') == std::string_view::npos, "no NUL passes", input);
    for (std::size_t at = 0; at < head.size(); ++at) {
        const bool is_line_feed = head[at] == '\n';
        require_always(!is_line_feed || (at > 0 && head[at - 1] == '\r'), "no bare line feed passes", input);
        const bool is_return = head[at] == '\r';
        require_always(!is_return || (at + 1 < head.size() && head[at + 1] == '\n'), "no bare return passes", input);
    }
}

}  // namespace portail::test
