// What the server counts about itself, and how it is told in Prometheus' text format (version 0.0.4). Routes are named
// by their pattern, never by the path that was asked for, which may hold a portal's code.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace portail::server {

/// Counts of one route; any thread.
class RouteMetrics {
public:
    explicit RouteMetrics(std::string name) : m_name(std::move(name)) {}

    void count(int status, std::chrono::microseconds duration);
    [[nodiscard]] const std::string& name() const { return m_name; }

    /// Upper bounds of the durations' buckets, in seconds; one more takes the rest.
    static constexpr std::array<double, 8> bounds{0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1, 5};

private:
    friend class Metrics;
    std::string m_name;
    std::array<std::atomic<std::uint64_t>, 6> m_by_class{};  ///< by the first digit of the status
    std::array<std::atomic<std::uint64_t>, bounds.size() + 1> m_durations{};
    std::atomic<std::uint64_t> m_total_microseconds{0};
};

class Metrics {
public:
    /// Lives as long as the metrics. Before the first request.
    [[nodiscard]] RouteMetrics& add_route(std::string name);

    std::atomic<std::uint64_t> refused_requests{0};  ///< by the gate, before any route
    std::atomic<std::uint64_t> wrong_sign_ins{0};
    std::atomic<std::uint64_t> wrong_codes{0};
    std::atomic<std::uint64_t> throttled{0};
    std::atomic<std::uint64_t> pushed_mutations{0};

    /// A value that somebody else keeps, at the moment of asking.
    struct Sample {
        std::string_view name;
        std::string_view help;
        std::string_view type;  ///< "counter" or "gauge"
        double value = 0;
    };
    [[nodiscard]] std::string to_prometheus(const std::vector<Sample>& samples) const;

private:
    std::vector<std::unique_ptr<RouteMetrics>> m_routes;
};

/// Bytes of memory that the process holds in RAM (/proc/self/statm); 0 where that cannot be read.
[[nodiscard]] double resident_memory_bytes();

}  // namespace portail::server
