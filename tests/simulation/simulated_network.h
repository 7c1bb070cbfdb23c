// The network between the devices and the server: it loses, delays, doubles and reorders messages, is cut, and sometimes
// puts a captive portal in between. What is on its way goes on when the program that sent it has died.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shared/platform/http_client.h"
#include "tests/simulation/dice.h"
#include "tests/simulation/scheduler.h"
#include "tests/simulation/simulated_server.h"

namespace portail::simulation {

class DeviceLink;

class SimulatedNetwork {
public:
    SimulatedNetwork(Scheduler& scheduler, Dice& dice) : m_scheduler(scheduler), m_dice(dice) {}

    void connect(SimulatedServer& server) { m_server = &server; }
    void set_troubled(bool is_troubled) { m_is_troubled = is_troubled; }
    void poke(const std::set<std::string>& scopes);
    /// The server went down: every stream ends, what it was answering is lost.
    void cut_everything();

private:
    friend class DeviceLink;
    /// Now and then, while there is trouble.
    [[nodiscard]] bool mishap(double probability) { return m_is_troubled && m_dice.chance(probability); }
    [[nodiscard]] Milliseconds travel_time() { return m_dice.between(5, m_is_troubled ? 2000 : 40); }

    Scheduler& m_scheduler;
    Dice& m_dice;
    Owner m_owner = m_scheduler.make_owner();
    SimulatedServer* m_server = nullptr;
    bool m_is_troubled = true;
    std::vector<DeviceLink*> m_links;
};

/// The HTTP client of one device.
class DeviceLink final : public platform::HttpClient {
public:
    explicit DeviceLink(SimulatedNetwork& network) : m_network(network) { network.m_links.push_back(this); }

    void set_token(std::string token) { m_token = std::move(token); }
    [[nodiscard]] const std::string& token() const { return m_token; }
    void set_online(bool is_online);
    [[nodiscard]] bool is_online() const { return m_is_online; }
    /// The program ended.
    void drop_program();
    /// Sees what the program sends, before the network does.
    std::function<void(const platform::HttpRequest&)> on_send = [](const platform::HttpRequest&) {};

    platform::RequestId send(platform::HttpRequest request,
                             std::function<void(platform::HttpResponse)> answered) override;
    void cancel(platform::RequestId request) override;
    void open_stream(const std::string& path, StreamEvents events) override;
    void close_stream() override;

private:
    friend class SimulatedNetwork;
    struct Waiting {
        std::function<void(platform::HttpResponse)> answered;
        Scheduler::EventId timeout = 0;
    };
    void reach_server(platform::RequestId id, const platform::HttpRequest& request, const std::string& token);
    void deliver(platform::RequestId id, const platform::HttpResponse& response);
    void connect_stream(std::uint64_t generation);
    void beat(std::uint64_t generation);
    void end_stream();
    void later(Milliseconds delay, std::function<void()> run);

    SimulatedNetwork& m_network;
    std::string m_token;
    bool m_is_online = true;
    platform::RequestId m_last_request = 0;
    std::map<platform::RequestId, Waiting> m_waiting;
    std::optional<StreamEvents> m_stream;
    std::uint64_t m_stream_generation = 0;
    std::set<std::string> m_stream_scopes;  // empty until the server has taken it
};

}  // namespace portail::simulation
