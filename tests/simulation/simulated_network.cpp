#include "tests/simulation/simulated_network.h"

#include <algorithm>
#include <utility>

#include "shared/domain/scopes.h"

namespace portail::simulation {
namespace {

constexpr Milliseconds heartbeat = 25 * second_ms;

bool intersects(const std::set<std::string>& one, const std::set<std::string>& other) {
    return std::any_of(one.begin(), one.end(), [&](const std::string& name) { return other.contains(name); });
}

}  // namespace

void SimulatedNetwork::poke(const std::set<std::string>& scopes) {
    for (DeviceLink* link : m_links) {
        if (!intersects(scopes, link->m_stream_scopes) || mishap(0.2)) continue;
        link->later(travel_time(), [link, generation = link->m_stream_generation] {
            if (link->m_is_online && link->m_stream && link->m_stream_generation == generation) {
                link->m_stream->received("poke", "1");
            }
        });
    }
}

void SimulatedNetwork::cut_everything() {
    m_scheduler.drop(m_owner);
    for (DeviceLink* link : m_links) {
        for (const auto& [id, waiting] : std::map{link->m_waiting}) {
            link->deliver(id, {});
        }
        link->end_stream();
    }
}

void DeviceLink::later(Milliseconds delay, std::function<void()> run) {
    m_network.m_scheduler.schedule(delay, m_network.m_owner, std::move(run));
}

void DeviceLink::set_online(bool is_online) {
    m_is_online = is_online;
}

void DeviceLink::drop_program() {
    for (const auto& [id, waiting] : m_waiting) {
        m_network.m_scheduler.cancel(waiting.timeout);
    }
    m_waiting.clear();
    close_stream();
}

// --- requests ---

platform::RequestId DeviceLink::send(platform::HttpRequest request,
                                     std::function<void(platform::HttpResponse)> answered) {
    on_send(request);
    const platform::RequestId id = ++m_last_request;
    const auto timeout =
        m_network.m_scheduler.schedule(request.timeout, m_network.m_owner, [this, id] { deliver(id, {}); });
    m_waiting.emplace(id, Waiting{std::move(answered), timeout});
    if (!m_is_online || m_network.mishap(0.02)) {
        const bool has_captive_portal = m_network.mishap(0.3);
        const platform::HttpResponse nobody =
            has_captive_portal ? platform::HttpResponse{401, "<html>Please pay</html>", {}} : platform::HttpResponse{};
        later(m_network.travel_time(), [this, id, nobody] { deliver(id, nobody); });
        return id;
    }
    if (!m_network.mishap(0.05)) {
        later(m_network.travel_time(), [this, id, request, token = m_token] { reach_server(id, request, token); });
    }
    // The same once more, perhaps long after everything else.
    if (m_network.mishap(0.1)) {
        later(m_network.m_dice.between(0, 90 * second_ms),
              [this, request, token = m_token] { reach_server(0, request, token); });
    }
    return id;
}

void DeviceLink::reach_server(platform::RequestId id, const platform::HttpRequest& request, const std::string& token) {
    const platform::HttpResponse response = m_network.m_server->answer(token, request);
    if (m_network.mishap(0.08)) return;
    later(m_network.travel_time(), [this, id, response] {
        if (m_is_online) deliver(id, response);
    });
}

void DeviceLink::deliver(platform::RequestId id, const platform::HttpResponse& response) {
    auto waiting = m_waiting.extract(id);
    if (waiting.empty()) return;
    m_network.m_scheduler.cancel(waiting.mapped().timeout);
    waiting.mapped().answered(response);
}

void DeviceLink::cancel(platform::RequestId request) {
    const auto waiting = m_waiting.find(request);
    if (waiting == m_waiting.end()) return;
    m_network.m_scheduler.cancel(waiting->second.timeout);
    m_waiting.erase(waiting);
}

// --- the stream ---

void DeviceLink::open_stream(const std::string& /*path*/, StreamEvents events) {
    m_stream = std::move(events);
    m_stream_scopes.clear();
    later(m_network.travel_time(), [this, generation = ++m_stream_generation] { connect_stream(generation); });
}

void DeviceLink::close_stream() {
    m_stream.reset();
    m_stream_scopes.clear();
    ++m_stream_generation;
}

void DeviceLink::connect_stream(std::uint64_t generation) {
    if (!m_stream || m_stream_generation != generation) return;
    const std::optional<Actor> actor = m_network.m_server->actor_of(m_token);
    if (!m_is_online || !actor || m_network.mishap(0.1)) return end_stream();
    const std::vector<std::string> scopes = scopes_of(*actor);
    m_stream_scopes = {scopes.begin(), scopes.end()};
    m_stream->opened();
    later(heartbeat, [this, generation] { beat(generation); });
}

void DeviceLink::beat(std::uint64_t generation) {
    if (!m_stream || m_stream_generation != generation) return;
    if (m_network.mishap(0.05)) return end_stream();
    if (m_network.mishap(0.05)) return;  // from here on silent, as a dead peer is
    if (m_is_online) m_stream->received("heartbeat", {});
    later(heartbeat, [this, generation] { beat(generation); });
}

void DeviceLink::end_stream() {
    if (!m_stream) return;
    const StreamEvents events = *std::exchange(m_stream, std::nullopt);
    m_stream_scopes.clear();
    ++m_stream_generation;
    events.closed();
}

}  // namespace portail::simulation
