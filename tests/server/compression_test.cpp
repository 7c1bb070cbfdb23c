#include "server/http/compression.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <catch2/catch_test_macros.hpp>

using namespace portail::http;

TEST_CASE("An answer travels in the encoding that the client prefers") {
    struct Row {
        const char* accept;
        Encoding expected;
    };
    const Row rows[] = {
        {"", Encoding::Identity},
        {"identity", Encoding::Identity},
        {"gzip, deflate, br, zstd", Encoding::Brotli},
        {"gzip", Encoding::Gzip},
        {"gzip;q=1.0, br;q=0.5", Encoding::Gzip},
        {"br;q=0, gzip", Encoding::Gzip},
        {"br;q=0", Encoding::Identity},
        {"*", Encoding::Brotli},
        {"*;q=0", Encoding::Identity},
        {"br;q=nonsense", Encoding::Identity},
        {",,;q=,", Encoding::Identity},
    };
    for (const Row& row : rows) {
        INFO(row.accept);
        CHECK(choose_encoding(row.accept) == row.expected);
    }
}

TEST_CASE("What is compressed is what comes out again") {
    std::string text;
    for (int line = 0; line < 500; ++line)
        text += "{\"plate\":\"VD " + std::to_string(line * 7919) + "\"},";

    const auto brotli = compress(text, Encoding::Brotli);
    REQUIRE(brotli);
    CHECK(brotli->size() < text.size() / 3);
    std::string restored(text.size(), '\0');
    std::size_t size = restored.size();
    CHECK(BrotliDecoderDecompress(brotli->size(), reinterpret_cast<const std::uint8_t*>(brotli->data()), &size,
                                  reinterpret_cast<std::uint8_t*>(restored.data())) == BROTLI_DECODER_RESULT_SUCCESS);
    CHECK(restored == text);

    const auto gzip = compress(text, Encoding::Gzip);
    REQUIRE(gzip);
    restored.assign(text.size(), '\0');
    z_stream stream{};
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzip->data()));
    stream.avail_in = static_cast<uInt>(gzip->size());
    stream.next_out = reinterpret_cast<Bytef*>(restored.data());
    stream.avail_out = static_cast<uInt>(restored.size());
    CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    inflateEnd(&stream);
    CHECK(restored == text);
}
