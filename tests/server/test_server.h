// A whole server in this process: the small garage of tests/support on a database in a temporary folder, on a free port
// of 127.0.0.1, at the garage's own time. Alice and Bruno have portal links, the administrator a password.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <thread>

#include "server/application.h"
#include "shared/base/random.h"
#include "shared/domain/customer.h"
#include "tests/server/raw_client.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_shop.h"

namespace portail::test {

inline constexpr const char* alice_code = "ALCE2345ALCE2345";
inline constexpr const char* bruno_code = "BRNA2345BRNA2345";
inline constexpr const char* unknown_code = "NBDY2345NBDY2345";
inline constexpr const char* admin_email = "Admin@garage.example";
inline constexpr const char* admin_password = "correct horse battery staple";

struct Ask {
    std::string method = "GET";
    std::string path;
    std::map<std::string, std::string> headers;
    std::string body;  ///< JSON
};

class TestServer {
public:
    /// `adjust` may change the options before the server is made.
    explicit TestServer(const std::function<void(server::ApplicationOptions&)>& adjust = {});
    ~TestServer();
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    [[nodiscard]] RawAnswer ask(const Ask& request) const;
    [[nodiscard]] RawAnswer post(const std::string& path, const Json& body,
                                 std::map<std::string, std::string> headers = {}) const;
    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] server::Application& application() { return *m_application; }
    [[nodiscard]] ManualClock& clock() { return m_clock; }
    [[nodiscard]] const std::string& folder() const { return m_folder_path; }

    /// Signs in as the desk program does and returns the token.
    [[nodiscard]] std::string sign_in_with_code(const std::string& code) const;
    [[nodiscard]] std::string sign_in_as_admin() const;

    /// Runs a mutator as the administrator would.
    template <class Args>
    void mutate_as_admin(const Args& args) {
        run_in_writer(
            [&](Database& database) { return test::mutate(database, staff(Role::Admin), args, m_clock.now()); });
    }
    /// The customer's live portal link.
    [[nodiscard]] PortalLink link_of(const Id& customer_id) const;
    void run_in_writer(const std::function<Result<void>(Database&)>& job);

private:
    TemporaryFolder m_folder;
    std::string m_folder_path;
    ManualClock m_clock{shop::now};
    SystemRandom m_random;
    std::unique_ptr<server::Application> m_application;
    int m_port = 0;
    std::thread m_thread;
};

/// The bytes of a request.
[[nodiscard]] std::string to_bytes(const Ask& request);
[[nodiscard]] std::map<std::string, std::string> bearer(const std::string& token);
/// The body as JSON; null where it is none.
[[nodiscard]] Json json_of(const RawAnswer& answer);

/// A push of one mutation, as Alice's or the administrator's client sends it.
[[nodiscard]] Json push_of(const std::string& principal, const Id& client_id, int mutation_id, const Id& uuid,
                           const std::string& name, const Json& args);

}  // namespace portail::test
