#include "native/desk_options.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <string>

using namespace portail;

TEST_CASE("a server's address is written in one way, whatever way it was typed", "[native]") {
    struct Row {
        const char* typed;
        const char* normalised;
    };
    const Row row =
        GENERATE(Row{"https://garage.example", "https://garage.example"},
                 Row{"https://Garage.Example/", "https://garage.example"},
                 Row{"HTTPS://garage.example:8443", "https://garage.example:8443"},
                 Row{"http://127.0.0.1:8080", "http://127.0.0.1:8080"},
                 Row{"http://localhost:8080/", "http://localhost:8080"}, Row{"http://[::1]:8080", "http://[::1]:8080"});
    const auto server = normalised_server(row.typed, false);
    REQUIRE(server.ok());
    CHECK(*server == row.normalised);
}

TEST_CASE("what is no server's address is refused with the way out", "[native]") {
    const char* typed = GENERATE("", "garage", "ftp://garage.example", "https://garage.example/admin", "https://",
                                 "https://user@garage.example", "https://garage.example?x=1", "https://a b");
    const auto server = normalised_server(typed, true);
    REQUIRE_FALSE(server.ok());
    CHECK(server.error().detail.find("https://") != std::string::npos);
}

TEST_CASE("plain HTTP to another machine has to be allowed", "[native]") {
    const auto refused = normalised_server("http://192.168.1.5:8080", false);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().detail.find("--allow-plain-http") != std::string::npos);
    CHECK(normalised_server("http://192.168.1.5:8080", true).ok());
}

TEST_CASE("every server has a folder of its own", "[native]") {
    CHECK(folder_name_of("https://garage.example") == "https_garage.example");
    CHECK(folder_name_of("https://garage.example:8443") == "https_garage.example_8443");
    CHECK(folder_name_of("http://[::1]:8080") == "http_1_8080");
}
