#include "shared/domain/brand.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/base/base64.h"
#include "shared/base/random.h"
#include "shared/images/app_icon.h"
#include "shared/images/orientation.h"
#include "shared/images/picture_file.h"
#include "shared/mutators/brand_mutators.h"
#include "shared/queries/organisation_queries.h"
#include "tests/support/pngs.h"
#include "tests/support/test_shop.h"

using namespace portail;
using namespace portail::test;

namespace {

const Actor admin = staff(Role::Admin);

std::string png_of(const PngHeader& header, const std::string& chunks) {
    return std::string{png_signature} + png_header(header) + chunks;
}

std::string pixels() {
    return png_chunk("IDAT", packed_rows(8, 2));
}

Result<void> change(Database& database, const Json& json) {
    const Result<ChangeBrand> args = ChangeBrand::from_json(json);
    if (!args) return args.error();
    return mutate(database, admin, *args);
}

}  // namespace

TEST_CASE("Base64 comes back, and only what it writes itself is read", "[base]") {
    SeededRandom random{7};
    for (std::size_t length = 0; length < 70; ++length) {
        std::string bytes;
        for (std::size_t index = 0; index < length; ++index)
            bytes += static_cast<char>(random.below(256));
        CHECK(to_base64(bytes).size() == base64_length(length));
        CHECK(from_base64(to_base64(bytes)) == bytes);
    }
    CHECK(to_base64("foobar") == "Zm9vYmFy");  // RFC 4648, section 10
    CHECK(to_base64("fooba") == "Zm9vYmE=");
    CHECK(to_base64("foob") == "Zm9vYg==");
    for (const char* const wrong :
         {"Z", "Zm9", "Zm9v ", "Zm9v\n", "Zm=v", "====", "Z===", "Zm9=Zm9v", "Zh==", "Zm9-"}) {
        INFO(wrong);
        CHECK_FALSE(from_base64(wrong).has_value());
    }
}

TEST_CASE("an accent colour is #rrggbb in small letters or nothing", "[brand]") {
    CHECK(parse_accent_color("#0e6b7c") == 0x0E6B7C);
    for (const char* const good : {"", "#000000", "#0e6b7c"})
        CHECK(validate_accent_color("accent_color", good).ok());
    for (const char* const bad : {"0e6b7c", "#0E6B7C", "#0e6b7", "#0e6b7cc", "#-e6b7c", "#+12345", "red", "#0x1234"}) {
        INFO(bad);
        CHECK(validate_accent_color("accent_color", bad).error().key == "error.accent_color");
    }
}

TEST_CASE("a logo is a plain PNG within the limits; whatever else it is, it is refused", "[brand]") {
    const Result<LogoHeader> header = validate_logo("logo", plain_png(256));
    REQUIRE(header.ok());
    CHECK(header->width == 256);
    CHECK(header->bytes_per_pixel == 4);
    const std::string end = png_chunk("IEND", "");
    const std::string palette = png_chunk("PLTE", "abcdef");
    CHECK(validate_logo("logo", png_of({.color_type = 3}, palette + png_chunk("tRNS", "x") + pixels() + end)).ok());

    struct Row {
        const char* what;
        std::string png;
    };
    std::string damaged = plain_png();
    damaged[40] = static_cast<char>(damaged[40] ^ 1);
    const std::string cut = plain_png().substr(0, plain_png().size() - 1);
    for (const Row& row : {
             Row{"nothing", ""},
             Row{"a JPEG", "\xff\xd8\xff\xe0 JFIF"},
             Row{"the signature alone", std::string{png_signature}},
             Row{"an SVG", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"},
             Row{"damaged", damaged},
             Row{"cut short", cut},
             Row{"something behind the end", plain_png() + "<script>"},
             Row{"another picture behind the end", plain_png() + png_header({}) + pixels() + end},
             Row{"too wide", png_of({.width = 257}, pixels() + end)},
             Row{"a bomb by its header", png_of({.width = 0x7FFFFFFF, .height = 0x7FFFFFFF}, pixels() + end)},
             Row{"no height", png_of({.height = 0}, pixels() + end)},
             Row{"16 bits", png_of({.bits = 16}, pixels() + end)},
             Row{"interlaced", png_of({.interlace = 1}, pixels() + end)},
             Row{"an unknown colour type", png_of({.color_type = 5}, pixels() + end)},
             Row{"no pixels", png_of({}, end)},
             Row{"no end", png_of({}, pixels())},
             Row{"indexed without a palette", png_of({.color_type = 3}, pixels() + end)},
             Row{"a palette behind the pixels", png_of({.color_type = 3}, pixels() + palette + end)},
             Row{"a palette that is not of threes",
                 png_of({.color_type = 3}, png_chunk("PLTE", "ab") + pixels() + end)},
             Row{"more transparency than colours",
                 png_of({.color_type = 3}, palette + png_chunk("tRNS", "xyz") + pixels() + end)},
             Row{"a text", png_of({}, png_chunk("tEXt", "Comment\0hello") + pixels() + end)},
             Row{"a place where it was taken", png_of({}, png_chunk("eXIf", "MM") + pixels() + end)},
             Row{"an animation", png_of({}, png_chunk("acTL", "12345678") + pixels() + end)},
         }) {
        INFO(row.what);
        CHECK(validate_logo("logo", row.png).error().key == "error.logo_unreadable");
    }
    const std::string heavy = png_of({}, png_chunk("IDAT", std::string(brand_limits::logo_bytes, 'x')) + end);
    CHECK(validate_logo("logo", heavy).error().key == "error.logo_too_large");
}

TEST_CASE("what a logo does not need is taken off it", "[brand]") {
    const std::string end = png_chunk("IEND", "");
    const std::string told = png_of(
        {}, png_chunk("eXIf", "MM") + png_chunk("gAMA", "1234") + pixels() + png_chunk("tEXt", "Author\0me") + end);
    CHECK(without_metadata(told) == png_of({}, pixels() + end));
    CHECK(without_metadata("") == "");
    CHECK_FALSE(validate_logo("logo", without_metadata(told.substr(0, 60))).ok());
}

TEST_CASE("the brand is changed part by part", "[brand][mutators]") {
    Database database = make_shop();
    CHECK(load_organisation(database).value()->accent_color.empty());
    CHECK(load_logo(database).value().empty());

    REQUIRE(change(database, {{"accent_color", "#123456"}}).ok());
    REQUIRE(change(database, {{"business_name", "  Garage neuf "}}).ok());
    REQUIRE(change(database, {{"logo", to_base64(plain_png())}}).ok());
    CHECK(load_organisation(database).value()->name == "Garage neuf");
    CHECK(load_organisation(database).value()->accent_color == "#123456");
    CHECK(load_logo(database).value() == plain_png());

    REQUIRE(change(database, {{"logo", to_base64(plain_png(4))}}).ok());
    CHECK(load_logo(database).value() == plain_png(4));
    REQUIRE(change(database, {{"logo", ""}, {"accent_color", ""}}).ok());
    CHECK(load_logo(database).value().empty());
    CHECK(load_organisation(database).value()->accent_color.empty());
    CHECK(load_organisation(database).value()->name == "Garage neuf");

    CHECK(change(database, Json::object()).error().field == "business_name");
    CHECK(change(database, {{"business_name", " "}}).error().key == "error.required");
    CHECK(change(database, {{"business_name", std::string(81, 'x')}}).error().key == "error.too_long");
    CHECK(change(database, {{"accent_color", "#12345g"}}).error().field == "accent_color");
    CHECK(change(database, {{"logo", "not base64"}}).error().field == "logo");
    CHECK(change(database, {{"logo", to_base64("GIF89a")}}).error().key == "error.logo_unreadable");
}

TEST_CASE("arguments of a brand travel whole", "[brand][mutators]") {
    ChangeBrand args;
    args.business_name = "Garage du Lac";
    args.accent_color = "";
    args.logo = plain_png();
    const ChangeBrand read = ChangeBrand::from_json(args.to_json()).value();
    CHECK(read.business_name == args.business_name);
    CHECK(read.accent_color == args.accent_color);
    CHECK(read.logo == args.logo);
}

TEST_CASE("pictures are read, scaled and written", "[images]") {
    Picture wide = Picture::transparent(40, 10);
    for (std::size_t at = 0; at < wide.rgba.size(); at += 4) {
        wide.rgba[at] = 200;
        wide.rgba[at + 3] = 255;
    }
    const std::string file = encode_png(wide).value();
    CHECK(decode_picture(file).value() == wide);
    const Picture small = fitted(wide, 20);
    CHECK(small.width == 20);
    CHECK(small.height == 5);
    CHECK(small.rgba[small.offset(10, 2)] == 200);
    CHECK(fitted(wide, 400) == wide);
    CHECK(decode_picture(file, 399).error().key == "error.picture_too_large");
    CHECK(decode_picture("nothing").error().key == "error.not_a_picture");
    CHECK(decode_picture(file.substr(0, file.size() / 2)).error().key == "error.not_a_picture");
    CHECK(validate_logo("logo", without_metadata(file)).ok());
}

TEST_CASE("a photograph is turned upright, whichever way the camera was held", "[images]") {
    // Two pixels: what lies left, and what lies right of it.
    const Picture lying{2, 1, {1, 1, 1, 255, 2, 2, 2, 255}};
    const auto shades = [](const Picture& picture) {
        return std::vector<int>{picture.width, picture.rgba[0], picture.rgba[4]};
    };
    CHECK(shades(turned_upright(lying, 1)) == std::vector<int>{2, 1, 2});
    CHECK(shades(turned_upright(lying, 2)) == std::vector<int>{2, 2, 1});
    CHECK(shades(turned_upright(lying, 3)) == std::vector<int>{2, 2, 1});
    CHECK(shades(turned_upright(lying, 4)) == std::vector<int>{2, 1, 2});
    CHECK(shades(turned_upright(lying, 5)) == std::vector<int>{1, 1, 2});
    CHECK(shades(turned_upright(lying, 6)) == std::vector<int>{1, 1, 2});
    CHECK(shades(turned_upright(lying, 7)) == std::vector<int>{1, 2, 1});
    CHECK(shades(turned_upright(lying, 8)) == std::vector<int>{1, 2, 1});
    const std::string exif{"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0", 32};
    CHECK(orientation_of(exif) == 6);
    CHECK(orientation_of(exif.substr(0, 20)) == 1);
    CHECK(orientation_of("") == 1);
    CHECK(orientation_of(encode_png(lying).value()) == 1);
}

TEST_CASE("an icon fills its tile, and its logo stands out from the ground", "[images]") {
    const auto pixel = [](const Picture& icon, int column, int row) {
        const std::size_t at = icon.offset(column, row);
        return std::uint32_t{icon.rgba[at]} << 16U | std::uint32_t{icon.rgba[at + 1]} << 8U | icon.rgba[at + 2];
    };
    const Picture door = draw_app_icon(64, IconShape::Rounded, 0x2456D6, {});
    CHECK(door.rgba[door.offset(0, 0) + 3] == 0);
    CHECK(pixel(door, 8, 32) == 0x2456D6);
    CHECK(pixel(door, 20, 30) == 0xFFFFFF);
    const Picture maskable = draw_app_icon(512, IconShape::Maskable, 0xFFE500, {});
    CHECK(maskable.rgba[maskable.offset(0, 0) + 3] == 255);
    CHECK(pixel(maskable, 0, 0) == 0xFFE500);

    Picture logo = Picture::transparent(10, 10);
    for (std::size_t at = 0; at < logo.rgba.size(); at += 4) {
        logo.rgba[at] = 0x24, logo.rgba[at + 1] = 0x56, logo.rgba[at + 2] = 0xD6, logo.rgba[at + 3] = 255;
    }
    // In its own colour the logo would not be seen.
    const Picture on_white = draw_app_icon(192, IconShape::Maskable, 0x2456D6, logo);
    CHECK(pixel(on_white, 0, 0) == 0xFFFFFF);
    CHECK(pixel(on_white, 96, 96) == 0x2456D6);
    CHECK(pixel(draw_app_icon(192, IconShape::Maskable, 0xFFE500, logo), 0, 0) == 0xFFE500);
}
