#include "server/http/request_gate.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/base/random.h"

using namespace portail;
using namespace portail::http;

namespace {

struct Row {
    const char* sentence;
    std::string head;
    int status;  ///< 0: passes
};

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t count = 0; count < times; ++count)
        all += text;
    return all;
}

std::string with_headers(std::string_view headers) {
    return "POST /api/sync/push HTTP/1.1\r\nHost: portail.test\r\n" + std::string{headers} + "\r\n";
}

int status_of(std::string_view head) {
    const auto checked = check_head(head, Limits{});
    const auto* const refusal = std::get_if<Refusal>(&checked);
    return refusal == nullptr ? 0 : refusal->status;
}

}  // namespace

TEST_CASE("The gate lets plain requests pass and refuses whatever has more than one reading") {
    const std::string json = "Content-Type: application/json\r\n";
    const std::vector<Row> rows{
        {"a plain GET passes", "GET / HTTP/1.1\r\nHost: portail.test\r\n\r\n", 0},
        {"a query may be long", "GET /pull?cursor=" + std::string(7000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n", 0},
        {"an HTTP/1.0 request needs no Host", "GET / HTTP/1.0\r\n\r\n", 0},
        {"a JSON body passes", with_headers(json + "Content-Length: 2\r\n"), 0},
        {"a charset does no harm",
         with_headers("Content-Type: application/json; charset=utf-8\r\nContent-Length: 2\r\n"), 0},
        {"a body of no bytes needs no type", with_headers("Content-Length: 0\r\n"), 0},
        {"a tab within a value passes", with_headers("X-Note: a\tb\r\n"), 0},
        {"a harmless percent passes", with_headers("X-Note: 100%25 %20 %\r\n"), 0},

        {"no version", "GET /\r\n\r\n", 400},
        {"nothing at all", "\r\n\r\n", 400},
        {"an unknown version", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
        {"a method that is not offered", "BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n", 405},
        {"TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405},
        {"a method with a bracket", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"a target in absolute form", "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"a space in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"a byte that is not ASCII in the target", "GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"a path that is too long", "GET /" + std::string(600, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
        {"a target that is too long", "GET /?" + std::string(9000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
        {"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
        {"two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},

        {"a bare line feed", "GET / HTTP/1.1\r\nHost: a\nX-Injected: 1\r\n\r\n", 400},
        {"a bare carriage return", "GET / HTTP/1.1\r\nHost: a\rX-Injected: 1\r\n\r\n", 400},
        {"an encoded line end in a value", with_headers("X-Note: a%0d%0aSet-Cookie: b=1\r\n"), 400},
        {"an encoded line feed in capitals", with_headers("X-Note: a%0Ab\r\n"), 400},
        {"an encoded NUL", with_headers("X-Note: a%00b\r\n"), 400},
        {"a NUL in a value", with_headers(std::string("X-Note: a\0b\r\n", 13)), 400},
        {"a folded header", with_headers("X-Note: a\r\n b\r\n"), 400},
        {"a space before the colon", with_headers("Content-Length : 2\r\n"), 400},
        {"a header without a name", with_headers(": x\r\n"), 400},
        {"a header without a colon", with_headers("nonsense\r\n"), 400},
        {"200 headers", with_headers(repeated("X-More: 1\r\n", 200)), 431},
        {"a header that is too long", with_headers("X-Long: " + std::string(9000, 'x') + "\r\n"), 431},

        {"a length and chunks", with_headers(json + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n"), 400},
        {"chunks, whatever their sizes", with_headers(json + "Transfer-Encoding: chunked\r\n"), 411},
        {"two lengths that differ", with_headers(json + "Content-Length: 2\r\nContent-Length: 3\r\n"), 400},
        {"two lengths that agree", with_headers(json + "Content-Length: 2\r\nContent-Length: 2\r\n"), 400},
        {"a list of lengths", with_headers(json + "Content-Length: 2, 2\r\n"), 400},
        {"a signed length", with_headers(json + "Content-Length: +2\r\n"), 400},
        {"a negative length", with_headers(json + "Content-Length: -1\r\n"), 400},
        {"a hexadecimal length", with_headers(json + "Content-Length: 0x2\r\n"), 400},
        {"an empty length", with_headers(json + "Content-Length: \r\n"), 400},
        {"a length of 1 MB and a byte", with_headers(json + "Content-Length: 1048577\r\n"), 413},
        {"a length beyond 64 bits", with_headers(json + "Content-Length: 99999999999999999999999\r\n"), 413},
        {"a form", with_headers("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2\r\n"), 415},
        {"a body without a type", with_headers("Content-Length: 2\r\n"), 415},
        {"a compressed body", with_headers(json + "Content-Encoding: gzip\r\nContent-Length: 2\r\n"), 415},
        {"several ranges", "GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=0-1,4-5\r\n\r\n", 416},
        {"an unknown expectation", with_headers("Expect: miracles\r\n"), 417},
    };
    for (const Row& row : rows) {
        INFO(row.sentence);
        CHECK(status_of(row.head) == row.status);
    }
}

TEST_CASE("The end of a head is found however the bytes arrive") {
    const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::string bytes = head + "body\r\n\r\n";
    for (std::size_t cut = 0; cut <= head.size(); ++cut) {
        INFO("first " << cut << " bytes, then all");
        const auto early = end_of_head(std::string_view{bytes}.substr(0, cut));
        CHECK(early.has_value() == (cut == head.size()));
        if (cut < head.size()) CHECK(end_of_head(bytes, cut) == head.size());
    }
}

TEST_CASE("No bytes whatever upset the gate") {
    constexpr std::uint64_t seed = 20261120;
    INFO("seed " << seed);
    SeededRandom random{seed};
    const std::string sound = with_headers("Content-Type: application/json\r\nContent-Length: 12\r\nX-Note: a%20b\r\n");
    for (int round = 0; round < 20'000; ++round) {
        std::string head = sound;
        for (std::uint64_t change = 0; change <= random.below(4); ++change) {
            const std::size_t at = random.below(head.size());
            switch (random.below(3)) {
                case 0:
                    head[at] = static_cast<char>(random.below(256));
                    break;
                case 1:
                    head.erase(at, 1 + random.below(8));
                    break;
                default:
                    head.insert(at, 1 + random.below(3), static_cast<char>(random.below(256)));
                    break;
            }
        }
        head += "\r\n\r\n";
        const auto end = end_of_head(head);
        REQUIRE(end.has_value());
        const auto checked = check_head(std::string_view{head}.substr(0, *end), Limits{});
        if (const auto* const refusal = std::get_if<Refusal>(&checked)) {
            CHECK(refusal->status >= 400);
            CHECK_FALSE(refusal->reason.empty());
        }
    }
}
