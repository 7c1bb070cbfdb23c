#include "native/session_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <string>

using namespace portail;
namespace fs = std::filesystem;

namespace {

class Folder {
public:
    Folder() : m_path(fs::temp_directory_path() / ("portail_session_" + std::to_string(::getpid()))) {
        fs::remove_all(m_path);
        fs::create_directories(m_path);
    }
    ~Folder() { fs::remove_all(m_path); }
    [[nodiscard]] const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

}  // namespace

TEST_CASE("a token is kept for the next run, in a file that its owner alone can read", "[native]") {
    const Folder folder;
    const fs::path path = folder.path() / "deeper" / "session";
    REQUIRE(SessionFile{path}.save("first").ok());
    REQUIRE(SessionFile{path}.save("second").ok());
    CHECK(SessionFile{path}.load() == "second");

    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
    CHECK(fs::directory_iterator{path.parent_path()} != fs::directory_iterator{});
    CHECK_FALSE(fs::exists(path.string() + ".new"));
}

TEST_CASE("an empty token removes the file", "[native]") {
    const Folder folder;
    const SessionFile file{folder.path() / "session"};
    REQUIRE(file.save("token").ok());
    REQUIRE(file.save("").ok());
    CHECK(file.load().empty());
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("a file that others may read, or that is a link, is not trusted", "[native]") {
    const Folder folder;
    const fs::path path = folder.path() / "session";
    REQUIRE(SessionFile{path}.save("token").ok());
    SECTION("readable by the group") {
        REQUIRE(::chmod(path.c_str(), 0640) == 0);
        CHECK(SessionFile{path}.load().empty());
    }
    SECTION("a symbolic link") {
        const fs::path link = folder.path() / "link";
        fs::create_symlink(path, link);
        CHECK(SessionFile{link}.load().empty());
    }
}

TEST_CASE("a folder that cannot be made is an error, not a lost token", "[native]") {
    const Folder folder;
    std::ofstream{folder.path() / "file"} << "in the way";
    const auto saved = SessionFile{folder.path() / "file" / "session"}.save("token");
    REQUIRE_FALSE(saved.ok());
    CHECK(saved.error().code == ErrorCode::Unavailable);
    CHECK(saved.error().detail.find("token") == std::string::npos);
}
