#include <brotli/encode.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "tests/server/test_server.h"

using namespace portail;
using namespace portail::test;

namespace {

namespace fs = std::filesystem;

constexpr const char* page_style = "body{margin:0}";

std::string page_of(const std::string& program) {
    return "<!DOCTYPE html><html lang=\"{{language}}\"><title>{{name}}</title><style>" + std::string{page_style} +
           "</style>{{head}}<script src=\"/" + program +
           ".js\"></script><noscript>{{no_script}} {{call}}</noscript><p>{{loading}}</p>{{forgotten}}";
}

bool holds(const RawAnswer& answer, std::string_view text) {
    return answer.body.find(text) != std::string::npos;
}

/// A folder as the web build makes it.
class Site {
public:
    Site() {
        write("portal/index.html", page_of("portal"));
        write("portal/0123456789ab/index.html", page_of("portal"));
        write("admin/index.html", page_of("admin"));
        write("admin/admin-0123456789abcdef.js", "admin();");
        write("portal/portal-0123456789abcdef.wasm", "\0asm plain");
        write("portal/portal-0123456789abcdef.wasm.br", "brotli bytes");
        write("portal/portal-0123456789abcdef.wasm.gz", "gzip bytes");
        write("portal/service_worker.js", "self.skip();");
    }
    [[nodiscard]] std::string path() const { return m_folder.path().string(); }
    void write(const std::string& file, const std::string& text) const {
        fs::create_directories((m_folder.path() / file).parent_path());
        std::ofstream{m_folder.path() / file, std::ios::binary} << text;
    }

private:
    TemporaryFolder m_folder;
};

class WebServer {
public:
    WebServer() : server([this](server::ApplicationOptions& options) { options.web_folder = m_site.path(); }) {}

private:
    Site m_site;

public:
    TestServer server;
};

}  // namespace

TEST_CASE("Every address of a program leads to its page") {
    WebServer web;
    for (const char* const path : {"/", "/c/ALCE2345ALCE2345", "/c/ALCE2345ALCE2345/book?service=2", "/c/x/y/z"}) {
        INFO(path);
        const RawAnswer answer = web.server.ask({"GET", path, {}, {}});
        CHECK(answer.status == 200);
        CHECK(answer.body.find("portal") != std::string::npos);
        CHECK(answer.header("Content-Type") == "text/html; charset=utf-8");
        CHECK(answer.header("Cache-Control") == "no-cache");
    }
    for (const char* const path : {"/admin", "/admin/", "/admin/customers/42"}) {
        INFO(path);
        CHECK(web.server.ask({"GET", path, {}, {}}).body.find("admin") != std::string::npos);
    }
}

TEST_CASE("A page holds the name and the phone number of the business, in the language of the browser") {
    WebServer web;
    struct Row {
        const char* accepted;
        const char* language;
        const char* no_script;
        const char* call;
    };
    for (const char* const path : {"/", "/c/ALCE2345ALCE2345", "/admin", "/portal/0123456789ab/index.html"}) {
        for (const Row& row : {Row{"", "fr", "a besoin de JavaScript", "Appeler +41 44 000 00 00"},
                               Row{"en-GB,en;q=0.9", "en", "needs JavaScript", "Call +41 44 000 00 00"},
                               Row{"ja, de-CH;q=0.5", "de", "braucht JavaScript", "+41 44 000 00 00 anrufen"},
                               Row{"it", "it", "ha bisogno di JavaScript", "Chiama +41 44 000 00 00"}}) {
            INFO(path << " " << row.accepted);
            const RawAnswer answer = web.server.ask({"GET", path, {{"Accept-Language", row.accepted}}, {}});
            CHECK(answer.status == 200);
            CHECK(holds(answer, "<html lang=\"" + std::string{row.language} + "\">"));
            CHECK(holds(answer, "<title>Garage du Lac</title>"));
            CHECK(holds(answer, row.no_script));
            CHECK(holds(answer, row.call));
            CHECK(holds(answer, "href=\"tel:+41440000000\""));
            CHECK_FALSE(holds(answer, "{{"));
            // Kept by browsers, and asked for again each time.
            CHECK(answer.header("Cache-Control") == "no-cache");
            CHECK(answer.header("Vary").find("Accept-Language") != std::string::npos);
        }
    }
}

TEST_CASE("What the business calls itself cannot become markup, and a new name is a new page") {
    WebServer web;
    const RawAnswer before = web.server.ask({"GET", "/", {}, {}});
    web.server.run_in_writer([](Database& database) {
        return database.run("UPDATE organisations SET name = ?1, phone = ?2", "<b>\"Tom\" & l'ami</b>",
                            "\"><script>+41</script>");
    });
    const RawAnswer after = web.server.ask({"GET", "/", {{"If-None-Match", before.header("ETag")}}, {}});
    CHECK(after.status == 200);
    CHECK(holds(after, "<title>&lt;b&gt;&quot;Tom&quot; &amp; l&#39;ami&lt;/b&gt;</title>"));
    CHECK_FALSE(holds(after, "<b>"));
    CHECK_FALSE(holds(after, "<script>+41"));
    CHECK(web.server.ask({"GET", "/", {{"If-None-Match", after.header("ETag")}}, {}}).status == 304);
}

TEST_CASE("The policy of a page allows its own style by its hash, and no other") {
    WebServer web;
    // printf 'body{margin:0}' | openssl dgst -sha256 -binary | base64
    const std::string allowed = "style-src 'self' 'sha256-IAdwN3biDCQ3brrgp1m8kBEsPQYyqfREKOEfeoREopc=';";
    CHECK(web.server.ask({"GET", "/c/x", {}, {}}).header("Content-Security-Policy").find(allowed) != std::string::npos);
    CHECK(web.server.ask({"GET", "/api/health", {}, {}}).header("Content-Security-Policy").find("style-src 'self';") !=
          std::string::npos);
}

TEST_CASE("No search engine is to list a personal link") {
    WebServer web;
    CHECK(web.server.ask({"GET", "/c/ALCE2345ALCE2345", {}, {}}).header("X-Robots-Tag") == "noindex");
    CHECK(web.server.ask({"GET", "/admin", {}, {}}).header("X-Robots-Tag") == "noindex");
    CHECK(web.server.ask({"GET", "/", {}, {}}).header("X-Robots-Tag").empty());
}

TEST_CASE("Each program has a manifest, and the portal's leads to whoever was here last and holds no code") {
    WebServer web;
    const RawAnswer answer = web.server.ask({"GET", "/portal/manifest.webmanifest", {{"Accept-Language", "de"}}, {}});
    CHECK(answer.header("Content-Type") == "application/manifest+json");
    CHECK(answer.header("Cache-Control") == "no-cache");
    const Json portal = json_of(answer);
    CHECK(portal["name"] == "Garage du Lac");
    CHECK(portal["short_name"] == "Garage");
    CHECK(portal["lang"] == "de");
    CHECK(portal["start_url"] == "/c/me");
    CHECK(portal["scope"] == "/c/");
    CHECK(portal["display"] == "standalone");
    CHECK(portal["theme_color"] == "#2456d6");
    CHECK(portal["shortcuts"][0]["name"] == "Termin buchen");
    const Json admin = json_of(web.server.ask({"GET", "/admin/manifest.webmanifest", {}, {}}));
    CHECK(admin["name"] == "Garage du Lac – équipe");
    CHECK(admin["start_url"] == "/admin");
    CHECK(admin["scope"] == "/admin");
    CHECK(admin["id"] != portal["id"]);
    for (const Json& manifest : {portal, admin}) {
        int maskable = 0;
        for (const Json& icon : manifest["icons"])
            maskable += icon["purpose"] == "maskable" ? 1 : 0;
        CHECK(maskable == 2);
        CHECK(manifest["icons"].size() == 4);
    }
}

TEST_CASE("The frame around an installed program has the business's colour") {
    WebServer web;
    web.server.run_in_writer(
        [](Database& database) { return database.run("UPDATE organisations SET accent_color = ?1", "#b3261e"); });
    CHECK(json_of(web.server.ask({"GET", "/admin/manifest.webmanifest", {}, {}}))["theme_color"] == "#b3261e");
}

TEST_CASE("Under an icon stands a short name of whole words") {
    WebServer web;
    struct Row {
        const char* name;
        const char* short_name;
    };
    for (const Row& row : {Row{"Alpes Auto", "Alpes Auto"}, Row{"Garage des Alpes", "Garage"},
                           Row{"Atelier Vert Lausanne", "Atelier Vert"}, Row{"Fahrradwerkstatt", "Fahrradwerkstatt"},
                           Row{"Le Grand Garage", "Le Grand"}}) {
        web.server.run_in_writer(
            [&](Database& database) { return database.run("UPDATE organisations SET name = ?1", row.name); });
        CHECK(json_of(web.server.ask({"GET", "/portal/manifest.webmanifest", {}, {}}))["short_name"] == row.short_name);
    }
}

TEST_CASE("A file travels in the best encoding that lies there, and for good when its name holds a hash") {
    WebServer web;
    const std::string wasm = "/portal/portal-0123456789abcdef.wasm";
    const auto with_encoding = [&](const char* accepted) {
        return web.server.ask({"GET", wasm, {{"Accept-Encoding", accepted}}, {}});
    };
    const RawAnswer brotli = with_encoding("gzip, deflate, br");
    CHECK(brotli.body == "brotli bytes");
    CHECK(brotli.header("Content-Encoding") == "br");
    CHECK(brotli.header("Content-Type") == "application/wasm");
    CHECK(brotli.header("Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(brotli.header("Vary") == "Accept-Encoding");
    CHECK(with_encoding("gzip").body == "gzip bytes");
    CHECK(with_encoding("identity").header("Content-Encoding").empty());
    CHECK(web.server.ask({"GET", "/admin/admin-0123456789abcdef.js", {}, {}}).body == "admin();");
    const RawAnswer worker = web.server.ask({"GET", "/portal/service_worker.js", {}, {}});
    CHECK(worker.header("Cache-Control") == "no-cache");
    CHECK(worker.header("Service-Worker-Allowed") == "/");
    CHECK(web.server.ask({"GET", wasm + ".br", {}, {}}).status == 404);
}

TEST_CASE("A file that is still the same is not sent again") {
    WebServer web;
    const RawAnswer first = web.server.ask({"GET", "/c/x", {}, {}});
    const std::string etag = first.header("ETag");
    REQUIRE_FALSE(etag.empty());
    const RawAnswer again = web.server.ask({"GET", "/c/x", {{"If-None-Match", etag}}, {}});
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    CHECK(web.server.ask({"GET", "/admin", {{"If-None-Match", etag}}, {}}).status == 200);
}

TEST_CASE("Where there is nothing, a page says so in the person's language") {
    WebServer web;
    struct Row {
        const char* accepted;
        const char* title;
    };
    for (const Row& row : {Row{"", "Page introuvable"}, Row{"de-CH,de;q=0.9", "Seite nicht gefunden"},
                           Row{"ja, it;q=0.5", "Pagina non trovata"}, Row{"en-GB", "Page not found"}}) {
        INFO(row.accepted);
        const RawAnswer answer = web.server.ask({"GET", "/nowhere", {{"Accept-Language", row.accepted}}, {}});
        CHECK(answer.status == 404);
        CHECK(answer.body.find(row.title) != std::string::npos);
    }
    CHECK(web.server.ask({"GET", "/server-page.css", {}, {}}).status == 200);
}

TEST_CASE("Without the browser programs the server says what is missing") {
    TestServer server;
    const RawAnswer answer = server.ask({"GET", "/c/ALCE2345ALCE2345", {}, {}});
    CHECK(answer.status == 503);
    CHECK(answer.header("Content-Type") == "text/html; charset=utf-8");
}

TEST_CASE("Every answer carries the headers that protect it") {
    WebServer web;
    for (const char* const path : {"/", "/api/health", "/api/nothing", "/nowhere", "/portal/service_worker.js"}) {
        INFO(path);
        const RawAnswer answer = web.server.ask({"GET", path, {}, {}});
        const std::string policy = answer.header("Content-Security-Policy");
        CHECK(policy.find("default-src 'none'") != std::string::npos);
        CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
        CHECK(policy.find("unsafe-inline") == std::string::npos);
        CHECK(policy.find("'unsafe-eval'") == std::string::npos);
        CHECK(answer.header("X-Content-Type-Options") == "nosniff");
        CHECK(answer.header("X-Frame-Options") == "DENY");
        CHECK(answer.header("Referrer-Policy") == "no-referrer");
        CHECK(answer.header("Cross-Origin-Resource-Policy") == "same-origin");
        CHECK(answer.header("Cross-Origin-Opener-Policy") == "same-origin");
        CHECK(answer.header("Strict-Transport-Security").empty());  // not over plain HTTP
        CHECK(answer.header("Server").empty());
    }
}

TEST_CASE("Prometheus hears what the server counts, and no secret") {
    TestServer server;
    static_cast<void>(server.sign_in_with_code(alice_code));
    static_cast<void>(server.ask({"GET", std::string{"/c/"} + alice_code, {}, {}}));
    const RawAnswer answer = server.ask({"GET", "/metrics", {}, {}});
    CHECK(answer.status == 200);
    for (const char* const line :
         {"portail_requests_total{route=\"POST /api/session/link\",status=\"2xx\"} 1", "portail_writer_commits_total ",
          "portail_event_streams 0", "portail_request_seconds_bucket{route=\"GET /c/.*\",le=\"+Inf\"} 1"}) {
        INFO(line);
        CHECK(answer.body.find(line) != std::string::npos);
    }
    CHECK(answer.body.find(alice_code) == std::string::npos);
}
