#include <catch2/catch_test_macros.hpp>

#include "server/device_name.h"

using portail::server::device_name;

TEST_CASE("a device is named as its owner names it", "[device_name]") {
    CHECK(device_name("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                      "Version/17.5 Mobile/15E148 Safari/604.1") == "iPhone, Safari");
    CHECK(device_name("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
                      "Mobile Safari/537.36") == "Android, Chrome");
    CHECK(device_name("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                      "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0") == "Windows, Edge");
    CHECK(device_name("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0") == "Linux, Firefox");
    CHECK(device_name("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                      "CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1") == "iPhone, Chrome");
}

TEST_CASE("what is not recognised has no name, and half of it half a name", "[device_name]") {
    CHECK(device_name("").empty());
    CHECK(device_name("curl/7.88.1").empty());
    CHECK(device_name("Something (Android)") == "Android");
    CHECK(device_name("Firefox/1") == "Firefox");
}
