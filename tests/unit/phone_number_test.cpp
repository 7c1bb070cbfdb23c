#include "shared/i18n/phone_number.h"

#include <catch2/catch_test_macros.hpp>

using namespace portail;

TEST_CASE("a telephone number is stored in one way however it is written") {
    for (const char* typed : {"079 123 45 67", "0791234567", "079/123.45.67", "+41 79 123 45 67", "0041 79 123 45 67",
                              "+41 (0)79 123 45 67", " (079) 123-45-67 "}) {
        INFO(typed);
        const Result<std::string> stored = phone_to_store("phone", typed, "CH");
        REQUIRE(stored.ok());
        CHECK(*stored == "+41791234567");
    }
    CHECK(*phone_to_store("phone", "06 12 34 56 78", "FR") == "+33612345678");
    CHECK(*phone_to_store("phone", "", "CH") == "");
    CHECK(*phone_to_store("phone", "  ", "CH") == "");
}

TEST_CASE("what is wrong with a telephone number is said in words") {
    struct Row {
        const char* typed;
        const char* expected;
    };
    for (const Row& row : {Row{"079 123", "error.phone_short"}, Row{"079 123 45 6", "error.phone_short"},
                           Row{"079 123 45 67 89 01 23 45", "error.phone_long"}, Row{"demain", "error.phone"},
                           Row{"+999 123 456", "error.phone"}}) {
        INFO(row.typed);
        const Result<std::string> stored = phone_to_store("phone", row.typed, "CH");
        REQUIRE_FALSE(stored.ok());
        CHECK(stored.error().key == row.expected);
        CHECK(stored.error().field == "phone");
    }
    // Without a country only an international number is whole.
    CHECK_FALSE(phone_to_store("phone", "079 123 45 67", "").ok());
    CHECK(phone_to_store("phone", "+41791234567", "").ok());
}

TEST_CASE("a number is shown the national way at home and the international way elsewhere") {
    CHECK(phone_text("+41791234567", "CH") == "079 123 45 67");
    CHECK(phone_text("+41 79 123 45 67", "CH") == "079 123 45 67");
    CHECK(phone_text("+33612345678", "CH") == "+33 6 12 34 56 78");
    CHECK(phone_text("interne 12", "CH") == "interne 12");
    CHECK(phone_text("", "CH").empty());
    CHECK(understood_phone("0791234567", "CH") == "+41 79 123 45 67");
    CHECK(understood_phone("079123", "CH").empty());
}

TEST_CASE("a number is called by its international form") {
    CHECK(phone_address("079 123 45 67", "CH") == "tel:+41791234567");
    CHECK(phone_address("+41 21 555 01 00", "CH") == "tel:+41215550100");
    CHECK(phone_address("interne 12", "CH") == "tel:12");
}
