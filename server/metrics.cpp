#include "server/metrics.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>

namespace portail::server {
namespace {

std::string number(double value) {
    std::array<char, 40> text{};
    const auto written = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), written.ptr};
}

void begin_family(std::string& text, std::string_view name, std::string_view help, std::string_view type) {
    text.append("# HELP ").append(name).append(" ").append(help).append("\n");
    text.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

}  // namespace

void RouteMetrics::count(int status, std::chrono::microseconds duration) {
    ++m_by_class[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))];
    const double seconds = static_cast<double>(duration.count()) / 1e6;
    const auto bucket = std::lower_bound(bounds.begin(), bounds.end(), seconds) - bounds.begin();
    ++m_durations[static_cast<std::size_t>(bucket)];
    m_total_microseconds += static_cast<std::uint64_t>(duration.count());
}

RouteMetrics& Metrics::add_route(std::string name) {
    m_routes.push_back(std::make_unique<RouteMetrics>(std::move(name)));
    return *m_routes.back();
}

std::string Metrics::to_prometheus(const std::vector<Sample>& samples) const {
    std::string text;
    begin_family(text, "portail_requests_total", "Answered requests by route and class of status.", "counter");
    for (const auto& route : m_routes) {
        for (std::size_t first_digit = 1; first_digit < route->m_by_class.size(); ++first_digit) {
            const std::uint64_t count = route->m_by_class[first_digit];
            if (count == 0) continue;
            text += "portail_requests_total{route=\"" + route->name() + "\",status=\"" + std::to_string(first_digit) +
                    "xx\"} " + std::to_string(count) + "\n";
        }
    }
    begin_family(text, "portail_request_seconds", "Time from the request's last byte to the answer's first.",
                 "histogram");
    for (const auto& route : m_routes) {
        const std::string label = "route=\"" + route->name() + "\"";
        std::uint64_t sum = 0;
        for (std::size_t bucket = 0; bucket < route->m_durations.size(); ++bucket) {
            sum += route->m_durations[bucket];
            const std::string bound =
                bucket < RouteMetrics::bounds.size() ? number(RouteMetrics::bounds[bucket]) : "+Inf";
            text += "portail_request_seconds_bucket{" + label + ",le=\"" + bound + "\"} " + std::to_string(sum) + "\n";
        }
        text += "portail_request_seconds_sum{" + label + "} " +
                number(static_cast<double>(route->m_total_microseconds) / 1e6) + "\n";
        text += "portail_request_seconds_count{" + label + "} " + std::to_string(sum) + "\n";
    }
    const auto add = [&text](std::string_view name, std::string_view help, std::string_view type, double value) {
        begin_family(text, name, help, type);
        text.append(name).append(" ").append(number(value)).append("\n");
    };
    const auto add_counter = [&](std::string_view name, std::string_view help, std::uint64_t value) {
        add(name, help, "counter", static_cast<double>(value));
    };
    add_counter("portail_refused_requests_total", "Requests refused before any route was asked.", refused_requests);
    add_counter("portail_wrong_sign_ins_total", "Sign-ins with a wrong e-mail address or password.", wrong_sign_ins);
    add_counter("portail_wrong_codes_total", "Portal codes that open nothing.", wrong_codes);
    add_counter("portail_throttled_total", "Sign-ins and codes that were not even looked at.", throttled);
    add_counter("portail_pushed_mutations_total", "Mutations in pushes that were decided.", pushed_mutations);
    for (const Sample& sample : samples)
        add(sample.name, sample.help, sample.type, sample.value);
    return text;
}

double resident_memory_bytes() {
    std::ifstream file{"/proc/self/statm"};
    double total_pages = 0;
    double resident_pages = 0;
    file >> total_pages >> resident_pages;
    return resident_pages * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

}  // namespace portail::server
