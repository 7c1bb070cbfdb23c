#include "tests/server/test_server.h"

#include <catch2/catch_test_macros.hpp>

#include "server/staff_credentials.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/portal_link_mutators.h"
#include "shared/queries/customer_queries.h"
#include "shared/sync/protocol.h"

namespace portail::test {
namespace {

RegeneratePortalLink link_for(const Id& customer_id, unsigned number, const char* code) {
    RegeneratePortalLink link;
    link.customer_id = customer_id;
    link.portal_link_id = numbered_id(number);
    link.portal_code = code;
    return link;
}

}  // namespace

TestServer::TestServer(const std::function<void(server::ApplicationOptions&)>& adjust)
    : m_folder_path(m_folder.path().string()) {
    server::ApplicationOptions options;
    options.store.folder = m_folder_path;
    options.store.durability = server::Durability::None;
    options.streams.shared_poke_jitter = std::chrono::milliseconds{0};
    if (adjust) adjust(options);
    auto created = server::Application::create(std::move(options), m_clock, m_random);
    REQUIRE(created.ok());
    m_application = std::move(*created);

    run_in_writer([](Database& database) -> Result<void> {
        fill_shop(database);
        return {};
    });
    mutate_as_admin(link_for(shop::alice, 901, alice_code));
    mutate_as_admin(link_for(shop::bruno, 902, bruno_code));
    const auto hash = m_application->passwords().hash(admin_password);
    REQUIRE(hash.ok());
    const Result<void> stored = m_application->writer().run([&](server::WriteContext& context) -> Result<void> {
        PORTAIL_RETURN_IF_ERROR(
            context.database.run("UPDATE staff_members SET email = ?1 WHERE id = ?2", admin_email, shop::admin));
        return server::store_password(context, shop::admin, *hash, false);
    });
    REQUIRE(stored.ok());

    const Result<int> port = m_application->bind("127.0.0.1", 0);
    REQUIRE(port.ok());
    m_port = *port;
    m_thread = std::thread{[this] { m_application->serve(); }};
}

TestServer::~TestServer() {
    m_application->stop();
    m_thread.join();
}

PortalLink TestServer::link_of(const Id& customer_id) const {
    const auto link = m_application->store().read(
        [&](Database& database) { return find_portal_link(database, customer_id); });
    REQUIRE(link.ok());
    REQUIRE(link->has_value());
    return **link;
}

void TestServer::run_in_writer(const std::function<Result<void>(Database&)>& job) {
    const Result<void> done = m_application->writer().run(
        [&](server::WriteContext& context) -> Result<void> { return job(context.database); });
    INFO((done ? std::string{} : done.error().describe()));
    REQUIRE(done.ok());
}

std::string to_bytes(const Ask& request) {
    std::string text = request.method + " " + request.path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (const auto& [name, value] : request.headers)
        text += name + ": " + value + "\r\n";
    if (!request.body.empty()) {
        if (!request.headers.contains("Content-Type")) text += "Content-Type: application/json\r\n";
        text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    }
    return text + "\r\n" + request.body;
}

RawAnswer TestServer::ask(const Ask& request) const {
    return send_raw(m_port, to_bytes(request));
}

RawAnswer TestServer::post(const std::string& path, const Json& body,
                           std::map<std::string, std::string> headers) const {
    return ask({"POST", path, std::move(headers), to_text(body)});
}

std::string TestServer::sign_in_with_code(const std::string& code) const {
    const RawAnswer answer = post("/api/session/link", {{"code", code}});
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    return json_of(answer).at("token");
}

std::string TestServer::sign_in_as_admin() const {
    const RawAnswer answer = post("/api/session/password", {{"email", admin_email}, {"password", admin_password}});
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    return json_of(answer).at("token");
}

std::map<std::string, std::string> bearer(const std::string& token) {
    return {{"Authorization", "Bearer " + token}};
}

Json json_of(const RawAnswer& answer) {
    const Result<Json> json = parse_json(answer.body);
    return json ? *json : Json{};
}

Json push_of(const std::string& principal, const Id& client_id, int mutation_id, const Id& uuid,
             const std::string& name, const Json& args) {
    PushRequest request;
    request.principal = principal;
    request.client_id = client_id;
    Mutation mutation;
    mutation.id = mutation_id;
    mutation.uuid = uuid;
    mutation.name = name;
    mutation.args = args;
    mutation.made_at = shop::now;
    request.mutations.push_back(std::move(mutation));
    return to_json(request);
}

}  // namespace portail::test
