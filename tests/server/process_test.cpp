// The real program: its first start, its commands, its end, and what its log gives away.
#include <signal.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <filesystem>

#include "shared/base/json.h"
#include "tests/server/raw_client.h"
#include "tests/server/server_process.h"
#include "tests/server/test_server.h"

using namespace portail;
using namespace portail::test;

namespace {

RawAnswer post(int port, const std::string& path, const Json& body,
               const std::map<std::string, std::string>& headers = {}) {
    return send_raw(port, to_bytes({"POST", path, headers, to_text(body)}));
}

}  // namespace

TEST_CASE("The first start makes a demo business and tells how to come in, the second starts what is there") {
    const TemporaryFolder folder;
    const std::string data = folder.path() / "data";
    std::string link;
    {
        ServerProcess server{data};
        link = after(server.greeting(), "customer's portal:\n\n");
        CHECK(server.greeting().find("█") != std::string::npos);
        const RawAnswer admin = post(server.port(), "/api/session/password",
                                     {{"email", after(server.greeting(), "e-mail")},
                                      {"password", after(server.greeting(), "one-time password")}});
        CHECK(admin.status == 200);
        CHECK(json_of(admin).at("role") == "admin");
        CHECK(json_of(admin).at("must_change_password") == true);
        CHECK(post(server.port(), "/api/session/link", {{"code", link.substr(link.rfind('/') + 1)}}).status == 200);
        server.send_signal(SIGTERM);
        CHECK(server.wait().status == 0);
    }
    ServerProcess again{data};
    CHECK(again.greeting().find("one-time password") == std::string::npos);
    CHECK(post(again.port(), "/api/session/link", {{"code", link.substr(link.rfind('/') + 1)}}).status == 200);
}

TEST_CASE("A server without the demo business starts with an administrator and no customer") {
    const TemporaryFolder folder;
    const std::string data = folder.path() / "data";
    ServerProcess server{data, {"--empty"}};
    CHECK_FALSE(after(server.greeting(), "one-time password").empty());
    CHECK(parse_json(run_command({"links", "--data", data}).output).value() == Json::array());
}

TEST_CASE("Links are printed for scripts while the server runs, with the address that people open") {
    const TemporaryFolder folder;
    const std::string data = folder.path() / "data";
    ServerProcess server{data};
    const Finished finished = run_command({"links", "--data", data, "--public-url", "https://Garage.example/"});
    CHECK(finished.status == 0);
    const Json links = parse_json(finished.output).value();
    REQUIRE(links.size() == 40);
    const std::string url = links.front().at("url");
    CHECK(url.starts_with("https://garage.example/c/"));
    CHECK_FALSE(links.front().at("name").get<std::string>().empty());
    CHECK(post(server.port(), "/api/session/link", {{"code", url.substr(url.rfind('/') + 1)}}).status == 200);
}

TEST_CASE("A data folder is served by one server, and a port by one program") {
    const TemporaryFolder folder;
    const std::string data = folder.path() / "data";
    const ServerProcess server{data, {"--empty"}};
    const Finished second = run_command({"serve", "--port", "0", "--data", data});
    CHECK(second.status == 1);
    CHECK(second.errors.find("in use") != std::string::npos);
    const Finished same_port = run_command(
        {"serve", "--empty", "--port", std::to_string(server.port()), "--data", (folder.path() / "other").string()});
    CHECK(same_port.status == 1);
    CHECK(same_port.errors.find(std::to_string(server.port())) != std::string::npos);
}

TEST_CASE("A backup is taken while the server runs, and restoring it brings its customers back") {
    const TemporaryFolder folder;
    const std::string data = folder.path() / "data";
    const std::string backup = folder.path() / "backup.db";
    {
        ServerProcess server{data};
        CHECK(run_command({"backup", backup, "--data", data}).status == 0);
        CHECK(run_command({"backup", backup, "--data", data}).status == 1);   // never over another one
        CHECK(run_command({"restore", backup, "--data", data}).status == 1);  // not under a running server
        CHECK(run_command({"check", "--data", data}).output.find("sound") != std::string::npos);
        server.send_signal(SIGTERM);
        CHECK(server.wait().status == 0);
    }
    const std::string elsewhere = folder.path() / "elsewhere";
    CHECK(run_command({"restore", backup, "--data", elsewhere}).status == 0);
    CHECK(run_command({"check", "--data", elsewhere}).status == 0);
    CHECK(parse_json(run_command({"links", "--data", elsewhere}).output).value().size() == 40);
}

TEST_CASE("A forgotten password is replaced by a one-time one") {
    const TemporaryFolder folder;
    const std::string data = folder.path() / "data";
    std::string email;
    {
        ServerProcess server{data, {"--empty"}};
        email = after(server.greeting(), "e-mail");
        CHECK(run_command({"staff", "reset", email, "--data", data}).status == 1);
        server.send_signal(SIGINT);
        CHECK(server.wait().status == 0);
    }
    CHECK(run_command({"staff", "reset", "nobody@garage.example", "--data", data}).status == 1);
    const Finished reset = run_command({"staff", "reset", email, "--data", data});
    REQUIRE(reset.status == 0);
    ServerProcess server{data};
    CHECK(post(server.port(), "/api/session/password",
               {{"email", email}, {"password", after(reset.output, "one-time password:")}})
              .status == 200);
}

TEST_CASE("Wrong usage is told apart, and help is there for every command") {
    CHECK(run_command({}).status == 2);
    CHECK(run_command({"serve", "--port", "many"}).status == 2);
    CHECK(run_command({"serve", "--tls-cert", "a.pem"}).status == 1);
    CHECK(run_command({"serve", "--public-url", "garage.example"}).status == 1);
    for (const char* const command : {"serve", "check", "backup", "restore", "links", "staff"}) {
        INFO(command);
        const Finished help = run_command({command, "--help"});
        CHECK(help.status == 0);
        CHECK(help.output.size() > 100);
    }
}

TEST_CASE("The server stops and starts again within a tenth of a second") {
    const TemporaryFolder folder;
    const std::string data = folder.path() / "data";
    { const ServerProcess first{data}; }
    auto shortest = std::chrono::steady_clock::duration::max();
    auto server = std::make_unique<ServerProcess>(data);
    for (int round = 0; round < 10; ++round) {
        // A client is connected, as there always is one.
        RawClient client{server->port()};
        client.send("GET /api/health HTTP/1.1\r\nHost: a\r\n\r\n");
        REQUIRE(client.read_answer().status == 200);
        const auto begun = std::chrono::steady_clock::now();
        server->send_signal(SIGTERM);
        REQUIRE(server->wait().status == 0);
        server = std::make_unique<ServerProcess>(data);
        REQUIRE(send_raw(server->port(), "GET /api/health HTTP/1.1\r\nHost: a\r\n\r\n").status == 200);
        shortest = std::min(shortest, std::chrono::steady_clock::now() - begun);
    }
    CHECK(shortest < std::chrono::milliseconds{100});
}

TEST_CASE("The log holds one JSON object a line, and nobody's secrets or data") {
    const TemporaryFolder folder;
    const std::string data = folder.path() / "data";
    ServerProcess server{data, {"--log-level", "debug"}};
    const std::string email = after(server.greeting(), "e-mail");
    const std::string password = after(server.greeting(), "one-time password");
    const std::string link = after(server.greeting(), "customer's portal:\n\n");
    const std::string code = link.substr(link.rfind('/') + 1);
    const Json admin =
        json_of(post(server.port(), "/api/session/password", {{"email", email}, {"password", password}}));
    const Json customer = json_of(post(server.port(), "/api/session/link", {{"code", code}}));
    const std::string token = customer.at("token");
    static_cast<void>(post(server.port(), "/api/session/password", {{"email", email}, {"password", "a wrong guess"}}));
    static_cast<void>(post(server.port(), "/api/session/link", {{"code", "WRNG2345WRNG2345"}}));
    for (const std::string& path :
         {"/c/" + code, "/c/" + code + "/book", "/api/session?token=" + token, "/" + code + "/x",
          "/api/sync/pull?client_id=" + numbered_id(1), std::string{"/api/sync/pull?cursor="} + code}) {
        static_cast<void>(send_raw(server.port(), to_bytes({"GET", path, bearer(token), {}})));
    }
    static_cast<void>(post(server.port(), "/api/sync/push", {{"secret", code}}, bearer(token)));
    static_cast<void>(send_raw(server.port(), "GET /" + code + " HTTP/9\r\nX-Code: " + code + "\r\n\r\n"));
    server.send_signal(SIGTERM);
    const Finished finished = server.wait();

    std::size_t lines = 0;
    for (std::size_t at = 0; at < finished.errors.size();) {
        const std::size_t end = finished.errors.find('\n', at);
        const Result<Json> line = parse_json(finished.errors.substr(at, end - at));
        REQUIRE(line.ok());
        CHECK(line->contains("event"));
        CHECK(line->contains("time"));
        at = end + 1;
        ++lines;
    }
    CHECK(lines > 10);
    const std::string display_name = customer.at("display_name");
    for (const std::string& secret :
         {code, token, email, password, admin.at("token").get<std::string>(), customer.at("id").get<std::string>(),
          display_name, std::string{"a wrong guess"}, std::string{"WRNG2345WRNG2345"}, std::string{"127.0.0.1"}}) {
        INFO(secret);
        CHECK(finished.errors.find(secret) == std::string::npos);
    }
}
