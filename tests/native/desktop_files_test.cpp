#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <fstream>
#include <sstream>

#include "native/child_process.h"
#include "native/file_dialog.h"
#include "native/file_uri.h"
#include "native/saved_files.h"
#include "tests/support/temporary_folder.h"

using namespace portail;

namespace {

const std::atomic<bool> goes_on = false;

std::string contents_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("a path comes back from its address, whatever it is called", "[desktop]") {
    const std::string path =
        GENERATE(as<std::string>{}, "/home/anna/logo.png", "/tmp/Élodie & Fils/100 %.png", "/a#b?c");
    CHECK(from_file_uri(to_file_uri(path)) == path);
    CHECK(to_file_uri("/a b") == "file:///a%20b");
}

TEST_CASE("an address that is no file of this machine is none", "[desktop]") {
    CHECK(from_file_uri("file://localhost/a") == "/a");
    for (const char* const other :
         {"", "http://a/b", "file://elsewhere/a", "file:///a%", "file:///a%2", "file:///a%zz", "file:///a%00b", "/a"}) {
        INFO(other);
        CHECK_FALSE(from_file_uri(other).has_value());
    }
}

TEST_CASE("a small program is run without a shell, and what it writes is bounded", "[desktop]") {
    const auto echoed = run_child({"printf", "%s", "$HOME; `id`"}, 1000, goes_on);
    REQUIRE(echoed.has_value());
    CHECK(echoed->text == "$HOME; `id`");
    CHECK(echoed->exit_code == 0);
    CHECK(run_child({"false"}, 1000, goes_on)->exit_code == 1);
    CHECK_FALSE(run_child({"/nowhere/at-all"}, 1000, goes_on).has_value());
    CHECK_FALSE(run_child({"yes"}, 1000, goes_on).has_value());  // and it is ended
    const std::atomic<bool> stops = true;
    CHECK_FALSE(run_child({"sleep", "1000"}, 1000, stops).has_value());
    CHECK(is_installed("printf"));
    CHECK_FALSE(is_installed("no-such-program-anywhere"));
}

TEST_CASE("a file is saved beside another of its name, and never outside the folder", "[desktop]") {
    const TemporaryFolder folder;
    const auto first = save_file_in(folder.path(), "recu.pdf", "one");
    const auto second = save_file_in(folder.path(), "recu.pdf", "two");
    const auto third = save_file_in(folder.path(), "../../etc/recu.pdf", "three");
    REQUIRE((first && second && third));
    CHECK(first->filename() == "recu.pdf");
    CHECK(second->filename() == "recu (2).pdf");
    CHECK(third->parent_path() == folder.path());
    CHECK(contents_of(*first) == "one");
    CHECK(contents_of(*second) == "two");
    CHECK(save_file_in("/proc/nowhere", "a", "b").error().key == "error.not_saved");
}

TEST_CASE("media types and endings of files belong together", "[desktop]") {
    CHECK(media_type_of("/a/LOGO.PNG") == "image/png");
    CHECK(media_type_of("photo.jpeg") == "image/jpeg");
    CHECK(media_type_of("thing").empty());
    CHECK(file_patterns({"application/pdf"}) == std::vector<std::string>{"*.pdf"});
    CHECK(file_patterns({}).empty());
    const std::vector<std::string> pictures = file_patterns({"image/*"});
    CHECK(std::find(pictures.begin(), pictures.end(), "*.png") != pictures.end());
    CHECK(std::find(pictures.begin(), pictures.end(), "*.pdf") == pictures.end());
}
