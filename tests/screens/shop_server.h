// The garage's server as an application under test sees it: the test shop behind our HTTP interface, in memory, with a
// network that can be cut. It judges pushed mutations with the shared mutators and answers each pull with everything
// that the session may see.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "shared/db/database.h"
#include "shared/platform/http_client.h"
#include "shared/sync/protocol.h"
#include "shared/sync/protocol_history.h"
#include "tests/support/test_shop.h"

namespace portail::test {

class ShopServer {
public:
    explicit ShopServer(const Clock& clock) : m_clock(clock), m_database(make_shop()) {}

    [[nodiscard]] Database& database() { return m_database; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    /// What a person of the shop, or another customer, does there.
    template <class Args>
    Result<void> act(const Actor& actor, const Args& args) {
        return mutate(m_database, actor, args, m_clock.now());
    }

    /// The code of a portal link, and whose it is.
    std::map<std::string, Id> codes{{"ABCDEFGHJKLMNPQR", shop::alice}, {"RQPNMLKJHGFEDCBA", shop::bruno}};

    struct Client {
        MutationId last = 0;
        std::vector<Outcome> outcomes;
    };
    std::map<Id, Client> clients;

    /// What /api/brand answers.
    Json brand{{"name", "Garage du Lac"}, {"accent_color", ""}, {"logo", nullptr}};

    /// What no longer syncs, the latest first.
    std::vector<PastAppointment> history;

private:
    const Clock& m_clock;
    Database m_database;
};

/// One browser's connection to it, with the browser's session cookie.
class ShopConnection final : public platform::HttpClient {
public:
    ShopConnection(ShopServer& server, std::function<void(std::function<void()>)> post)
        : m_server(server), m_post(std::move(post)) {}

    platform::RequestId send(platform::HttpRequest request,
                             std::function<void(platform::HttpResponse)> answered) override;
    void cancel(platform::RequestId request) override { m_waiting.erase(request); }
    void open_stream(const std::string& path, StreamEvents events) override;
    void close_stream() override { m_stream.reset(); }

    void cut() { m_is_cut = true, drop_stream(); }
    void restore() { m_is_cut = false; }
    /// The server tells that something has changed.
    void poke();

    std::optional<Actor> session;
    std::vector<std::string> requests;                  ///< "GET /api/session", in order
    std::optional<platform::HttpResponse> next_answer;  ///< instead of the server's own, once

private:
    [[nodiscard]] platform::HttpResponse answer(const platform::HttpRequest& request);
    [[nodiscard]] platform::HttpResponse sign_in(const platform::HttpRequest& request);
    [[nodiscard]] platform::HttpResponse push(const platform::HttpRequest& request);
    [[nodiscard]] platform::HttpResponse history(const platform::HttpRequest& request);
    [[nodiscard]] platform::HttpResponse pull(const platform::HttpRequest& request);
    void drop_stream();

    ShopServer& m_server;
    std::function<void(std::function<void()>)> m_post;
    bool m_is_cut = false;
    platform::RequestId m_last_request = 0;
    std::map<platform::RequestId, std::function<void(platform::HttpResponse)>> m_waiting;
    std::optional<StreamEvents> m_stream;
};

}  // namespace portail::test
