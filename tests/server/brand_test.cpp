#include <catch2/catch_test_macros.hpp>

#include "shared/base/base64.h"
#include "shared/images/picture_file.h"
#include "shared/mutators/brand_mutators.h"
#include "tests/server/test_server.h"
#include "tests/support/pngs.h"

using namespace portail;
using namespace portail::test;

namespace {

const Id desk = numbered_id(900);

ChangeBrand with_logo(const std::string& png) {
    ChangeBrand brand;
    brand.logo = png;
    return brand;
}

/// Pushes the change as the client of `actor`, and gives the error that its next pull tells, if any.
Json outcome_of(const TestServer& server, const std::string& token, const std::string& principal, const Json& args,
                int number = 1) {
    const RawAnswer pushed = server.post(
        "/api/sync/push",
        push_of(principal, desk, number, numbered_id(910 + static_cast<unsigned>(number)), ChangeBrand::name, args),
        bearer(token));
    INFO(pushed.body);
    REQUIRE(pushed.status == 200);
    PullRequest pull;
    pull.client_id = desk;
    pull.outcomes_confirmed = number - 1;
    const Json page = json_of(server.ask({"GET", "/api/sync/pull?" + to_query(pull), bearer(token), {}}));
    for (const Json& outcome : page.at("outcomes")) {
        if (outcome.at("id") == number) return outcome.at("error");
    }
    return nullptr;
}

}  // namespace

TEST_CASE("The brand is told before anybody has signed in") {
    TestServer server;
    const Json before = json_of(server.ask({"GET", "/api/brand", {}, {}}));
    CHECK(before.at("name") == "Garage du Lac");
    CHECK(before.at("phone") == "+41 44 000 00 00");
    CHECK(before.at("accent_color") == "");
    CHECK(before.at("logo").is_null());
    CHECK(server.ask({"GET", "/brand/logo.png", {}, {}}).status == 404);

    ChangeBrand brand = with_logo(plain_png(8));
    brand.accent_color = "#0e6b7c";
    server.mutate_as_admin(brand);
    const Json after = json_of(server.ask({"GET", "/api/brand", {}, {}}));
    CHECK(after.at("accent_color") == "#0e6b7c");
    CHECK(after.at("icon_version") != before.at("icon_version"));

    CHECK_FALSE(after.contains("logo_png"));
    const Json whole = json_of(server.ask({"GET", "/api/brand?logo=inline", {}, {}}));
    CHECK(whole.at("logo_png") == to_base64(plain_png(8)));
    const std::string address = after.at("logo");
    const RawAnswer logo = server.ask({"GET", address, {}, {}});
    CHECK(logo.status == 200);
    CHECK(logo.body == plain_png(8));
    CHECK(logo.header("Content-Type") == "image/png");
    CHECK(logo.header("X-Content-Type-Options") == "nosniff");
    CHECK(logo.header("Cache-Control") == "public, max-age=31536000, immutable");
    const RawAnswer unversioned = server.ask({"GET", "/brand/logo.png", {}, {}});
    CHECK(unversioned.header("Cache-Control") == "no-cache");
    const RawAnswer again = server.ask({"GET", "/brand/logo.png", {{"If-None-Match", logo.header("ETag")}}, {}});
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    server.mutate_as_admin(with_logo(plain_png(9)));
    CHECK(server.ask({"GET", "/brand/logo.png", {{"If-None-Match", logo.header("ETag")}}, {}}).body == plain_png(9));
}

TEST_CASE("Icons are drawn from logo and colour, in the sizes that phones ask for") {
    TestServer server;
    struct Row {
        const char* path;
        int side;
    };
    for (const Row& row : {Row{"/brand/icon-32.png", 32}, Row{"/brand/icon-180.png", 180},
                           Row{"/brand/icon-192.png", 192}, Row{"/brand/icon-512.png", 512},
                           Row{"/brand/icon-maskable-192.png", 192}, Row{"/brand/icon-maskable-512.png", 512}}) {
        INFO(row.path);
        const RawAnswer answer = server.ask({"GET", row.path, {}, {}});
        CHECK(answer.status == 200);
        CHECK(answer.header("Content-Type") == "image/png");
        const Result<Picture> picture = decode_picture(answer.body);
        REQUIRE(picture.ok());
        CHECK(picture->width == row.side);
        CHECK(picture->height == row.side);
    }
    const std::string path = "/brand/icon-192.png";
    const RawAnswer plain = server.ask({"GET", path, {}, {}});
    ChangeBrand brand;
    brand.accent_color = "#aa0033";
    server.mutate_as_admin(brand);
    const RawAnswer red = server.ask({"GET", path, {{"If-None-Match", plain.header("ETag")}}, {}});
    CHECK(red.status == 200);
    CHECK(red.body != plain.body);
    server.mutate_as_admin(with_logo(plain_png(32)));
    CHECK(server.ask({"GET", path, {}, {}}).body != red.body);
    for (const char* const nothing :
         {"/brand/", "/brand/icon-193.png", "/brand/icon-99999.png", "/brand/../api/brand"}) {
        INFO(nothing);
        CHECK(server.ask({"GET", nothing, {}, {}}).status >= 400);
    }
}

TEST_CASE("Only an administrator changes the brand") {
    TestServer server;
    const Json args = with_logo(plain_png()).to_json();
    const std::string alice = "customer:" + shop::alice;
    CHECK(outcome_of(server, server.sign_in_with_code(alice_code), alice, args).at("code") == "forbidden");
    CHECK(json_of(server.ask({"GET", "/api/brand", {}, {}})).at("logo").is_null());
}

TEST_CASE("What cannot be drawn never becomes the logo") {
    TestServer server;
    const std::string token = server.sign_in_as_admin();
    const std::string principal = "staff:" + shop::admin;
    CHECK(outcome_of(server, token, principal, with_logo(plain_png()).to_json()).is_null());

    const auto with_pixels = [](const std::string& pixels) {
        return std::string{png_signature} + png_header({.width = 16, .height = 16}) + png_chunk("IDAT", pixels) +
               png_chunk("IEND", "");
    };
    struct Row {
        const char* what;
        std::string png;
    };
    std::string unknown_filter = "\x05" + std::string(64, 'x');
    int number = 1;
    for (const Row& row : {
             Row{"pixels that are not packed", with_pixels("no zlib stream")},
             Row{"too few pixels", with_pixels(packed_rows(64, 15))},
             Row{"too many pixels", with_pixels(packed_rows(64, 17))},
             Row{"a bomb: 40 MB in 40 KB", with_pixels(packed(std::string(40'000'000, '\0')))},
             Row{"something behind the stream", with_pixels(packed_rows(64, 16) + "tail")},
             Row{"a filter that does not exist", with_pixels(packed(unknown_filter + std::string(15 * 65, '\0')))},
             Row{"a picture of 257 pixels", plain_png(257)},
         }) {
        INFO(row.what);
        ++number;
        CHECK(outcome_of(server, token, principal, with_logo(row.png).to_json(), number).at("key") ==
              "error.logo_unreadable");
        CHECK(server.ask({"GET", "/brand/logo.png", {}, {}}).body == plain_png());
    }
    // A whole logo of the largest size fits into a push.
    std::string noise;
    SeededRandom random{3};
    for (int row = 0; row < 100; ++row) {
        noise += '\0';
        for (int byte = 0; byte < 120 * 4; ++byte)
            noise += static_cast<char>(random.below(256));
    }
    const std::string large = std::string{png_signature} + png_header({.width = 120, .height = 100}) +
                              png_chunk("IDAT", packed(noise)) + png_chunk("IEND", "");
    REQUIRE(large.size() > 47'000);
    CHECK(outcome_of(server, token, principal, with_logo(large).to_json(), ++number).is_null());
    CHECK(server.ask({"GET", "/brand/logo.png", {}, {}}).body == large);
}
