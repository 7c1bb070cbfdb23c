// Loads a running server over loopback and prints what it measured as one JSON line.
//
//   portail_bench_load push PORT TOKEN PRINCIPAL CUSTOMER CLIENTS SECONDS   one mutation a request, each awaited
//   portail_bench_load peer PORT CLIENTS SECONDS                            the same rows to the Node service
//   portail_bench_load visible PORT TOKEN PRINCIPAL CUSTOMER COUNT          from a write to another client's replica
//   portail_bench_load streams PORT TOKEN PRINCIPAL CUSTOMER STREAMS SECONDS  open streams with writes going on
#include <arpa/inet.h>
#include <httplib.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "shared/base/ids.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/sync/protocol.h"

using namespace portail;

namespace {

using SteadyClock = std::chrono::steady_clock;

double milliseconds_since(SteadyClock::time_point start) {
    return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

[[noreturn]] void fail(const std::string& message) {
    std::fprintf(stderr, "%s\n", message.c_str());
    std::exit(1);
}

struct Target {
    int port = 0;
    std::string token;
    std::string principal;
    Id customer_id;

    [[nodiscard]] std::unique_ptr<httplib::Client> connect() const {
        auto client = std::make_unique<httplib::Client>("127.0.0.1", port);
        client->set_keep_alive(true);
        client->set_tcp_nodelay(true);
        client->set_read_timeout(60);
        // "Bearer " alone is no valid header: the library would send nothing at all.
        if (!token.empty()) client->set_default_headers({{"Authorization", "Bearer " + token}});
        return client;
    }
};

// One client of the sync protocol that pushes notes, one a request.
class Pusher {
public:
    explicit Pusher(const Target& target)
        : m_target(target), m_http(target.connect()), m_client_id(make_id(m_clock.now(), m_random)) {}

    /// The id of the note, once it is acknowledged.
    Id push() {
        WriteCustomerNote note;
        note.id = make_id(m_clock.now(), m_random);
        note.customer_id = m_target.customer_id;
        note.body = std::string(100, 'x');
        PushRequest request;
        request.epoch = m_epoch;
        request.principal = m_target.principal;
        request.client_id = m_client_id;
        Mutation mutation;
        mutation.id = ++m_last_id;
        mutation.uuid = make_id(m_clock.now(), m_random);
        mutation.name = WriteCustomerNote::name;
        mutation.version = WriteCustomerNote::version;
        mutation.args = note.to_json();
        mutation.made_at = m_clock.now();
        request.mutations.push_back(std::move(mutation));
        const auto response = m_http->Post("/api/sync/push", to_text(to_json(request)), "application/json");
        if (!response || response->status != 200) {
            fail("push: " + (response ? std::to_string(response->status) + " " + response->body : "no answer"));
        }
        const Result<Json> json = parse_json(response->body);
        const Result<PushReply> reply = json ? parse_push_reply(*json) : Result<PushReply>{json.error()};
        if (!reply || reply->last_mutation_id != m_last_id) fail("push was not acknowledged: " + response->body);
        m_epoch = reply->epoch;
        return note.id;
    }

private:
    const Target& m_target;
    std::unique_ptr<httplib::Client> m_http;
    SystemRandom m_random;
    SystemClock m_clock;
    Id m_client_id;
    std::string m_epoch;
    MutationId m_last_id = 0;
};

void print_rate(std::vector<double>& latencies, double seconds) {
    std::sort(latencies.begin(), latencies.end());
    const auto percentile = [&](double share) {
        return latencies.empty() ? 0.0 : latencies[static_cast<std::size_t>(share * static_cast<double>(latencies.size() - 1))];
    };
    std::printf("{\"count\": %zu, \"seconds\": %.3f, \"per_second\": %.0f, \"p50_ms\": %.3f, \"p99_ms\": %.3f}\n",
                latencies.size(), seconds, static_cast<double>(latencies.size()) / seconds, percentile(0.5),
                percentile(0.99));
}

// Runs `make_step()` once in each of `clients` threads and calls what it gave until the time is over.
template <class MakeStep>
void run_clients(int clients, double seconds, MakeStep make_step) {
    std::mutex mutex;
    std::vector<double> latencies;
    std::vector<std::thread> threads;
    const auto started = SteadyClock::now();
    for (int client = 0; client < clients; ++client) {
        threads.emplace_back([&] {
            auto step = make_step();
            std::vector<double> own;
            while (milliseconds_since(started) < seconds * 1000) {
                const auto before = SteadyClock::now();
                step();
                own.push_back(milliseconds_since(before));
            }
            const std::lock_guard lock{mutex};
            latencies.insert(latencies.end(), own.begin(), own.end());
        });
    }
    for (std::thread& thread : threads) thread.join();
    print_rate(latencies, milliseconds_since(started) / 1000);
}

void measure_push(const Target& target, int clients, double seconds) {
    run_clients(clients, seconds, [&] {
        return [pusher = std::make_shared<Pusher>(target)] { static_cast<void>(pusher->push()); };
    });
}

void measure_peer(int port, int clients, double seconds) {
    Target target;
    target.port = port;
    run_clients(clients, seconds, [&] {
        return [http = std::shared_ptr<httplib::Client>(target.connect()), random = std::make_shared<SystemRandom>(),
                clock = SystemClock{}] {
            const Json note{{"id", make_id(clock.now(), *random)},
                            {"customer_id", "00000000-0000-7000-8000-000000000001"},
                            {"staff_member_id", "00000000-0000-7000-8000-000000000002"},
                            {"body", std::string(100, 'x')},
                            {"created_at", clock.now()}};
            const auto response = http->Post("/note", to_text(note), "application/json");
            if (!response || response->status != 200) fail("the peer did not answer");
        };
    });
}

// Another client: it holds a stream, pulls when it is poked, and tells which notes have arrived.
class Watcher {
public:
    explicit Watcher(const Target& target) : m_target(target), m_client_id(make_id(m_clock.now(), m_random)) {
        m_http = target.connect();
        while (pull()) {
        }
        m_thread = std::thread([this] { listen(); });
        std::unique_lock lock{m_mutex};
        m_changed.wait(lock, [&] { return m_is_listening; });
    }
    ~Watcher() {
        m_is_stopping = true;
        m_stream->stop();
        m_thread.join();
    }

    void wait_for(const Id& note) {
        std::unique_lock lock{m_mutex};
        const bool seen = m_changed.wait_for(lock, std::chrono::seconds(30), [&] {
            return std::find(m_notes.begin(), m_notes.end(), note) != m_notes.end();
        });
        if (!seen) fail("a note never became visible");
        m_notes.clear();
    }

private:
    // True where there is more.
    bool pull() {
        PullRequest request;
        request.client_id = m_client_id;
        request.cursor = m_cursor;
        request.epoch = m_epoch;
        const auto response = m_http->Get("/api/sync/pull?" + to_query(request));
        if (!response || response->status != 200) fail("pull failed");
        const Result<Json> json = parse_json(response->body);
        const Result<PullReply> reply = json ? parse_pull_reply(*json) : Result<PullReply>{json.error()};
        if (!reply) fail(reply.error().describe());
        m_cursor = reply->cursor;
        m_epoch = reply->epoch;
        const std::lock_guard lock{m_mutex};
        if (const auto notes = reply->changes.find("customer_notes"); notes != reply->changes.end()) {
            for (const Json& row : notes->second.put) m_notes.push_back(row.at(0).get<std::string>());
        }
        m_changed.notify_all();
        return reply->more;
    }

    void listen() {
        m_stream = m_target.connect();
        std::string pending;
        m_stream->Get("/api/events", [&](const char* data, std::size_t size) {
            {
                const std::lock_guard lock{m_mutex};
                m_is_listening = true;
                m_changed.notify_all();
            }
            pending.append(data, size);
            bool poked = false;
            for (std::size_t end = pending.find("\n\n"); end != std::string::npos; end = pending.find("\n\n")) {
                poked = poked || pending.substr(0, end).find("event: poke") != std::string::npos;
                pending.erase(0, end + 2);
            }
            if (poked) {
                while (pull()) {
                }
            }
            return !m_is_stopping.load();
        });
    }

    const Target& m_target;
    SystemRandom m_random;
    SystemClock m_clock;
    Id m_client_id;
    std::string m_cursor;
    std::string m_epoch;
    std::unique_ptr<httplib::Client> m_http;
    std::unique_ptr<httplib::Client> m_stream;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Id> m_notes;
    bool m_is_listening = false;
    std::atomic<bool> m_is_stopping = false;
    std::thread m_thread;
};

void measure_visibility(const Target& target, int count) {
    Watcher watcher{target};
    Pusher pusher{target};
    std::vector<double> latencies;
    const auto started = SteadyClock::now();
    for (int write = 0; write < count; ++write) {
        const auto before = SteadyClock::now();
        watcher.wait_for(pusher.push());
        latencies.push_back(milliseconds_since(before));
    }
    print_rate(latencies, milliseconds_since(started) / 1000);
}

int open_stream(const Target& target) {
    const int stream = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(target.port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(stream, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fail("connect");
    const std::string request = "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + target.token +
                                "\r\nAccept: text/event-stream\r\n\r\n";
    if (::send(stream, request.data(), request.size(), 0) != static_cast<ssize_t>(request.size())) fail("send");
    return stream;
}

void hold_streams(const Target& target, int count, double seconds) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);

    std::vector<pollfd> streams;
    for (int stream = 0; stream < count; ++stream) streams.push_back({open_stream(target), POLLIN, 0});
    std::vector<bool> is_accepted(streams.size(), false);
    std::int64_t pokes = 0;
    int failures = 0;
    std::atomic<bool> is_over = false;
    std::atomic<std::int64_t> writes = 0;
    std::thread writer;
    const auto started = SteadyClock::now();
    while (milliseconds_since(started) < seconds * 1000) {
        ::poll(streams.data(), streams.size(), 100);
        for (std::size_t index = 0; index < streams.size(); ++index) {
            if ((streams[index].revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
            char buffer[4096];
            const ssize_t size = ::recv(streams[index].fd, buffer, sizeof buffer, 0);
            const std::string_view text{buffer, static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
            if (size <= 0 || (!is_accepted[index] && text.substr(0, 12) != "HTTP/1.1 200")) {
                ++failures;
                ::close(streams[index].fd);
                streams[index].fd = -1;  // poll(2) skips it from now on
                continue;
            }
            is_accepted[index] = true;
            for (std::size_t at = text.find("event: poke"); at != std::string_view::npos;
                 at = text.find("event: poke", at + 1)) {
                ++pokes;
            }
        }
        if (!writer.joinable()) {
            writer = std::thread([&] {
                Pusher pusher{target};
                while (!is_over) {
                    static_cast<void>(pusher.push());
                    ++writes;
                    std::this_thread::sleep_for(std::chrono::milliseconds(50));
                }
            });
        }
    }
    is_over = true;
    writer.join();
    const auto accepted = std::count(is_accepted.begin(), is_accepted.end(), true);
    std::printf("{\"streams\": %d, \"accepted\": %lld, \"failures\": %d, \"pokes\": %lld, \"writes\": %lld}\n", count,
                static_cast<long long>(accepted), failures, static_cast<long long>(pokes),
                static_cast<long long>(writes.load()));
    for (const pollfd& stream : streams) {
        if (stream.fd >= 0) ::close(stream.fd);
    }
}

}  // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> words(arguments + 1, arguments + count);
    const auto target = [&] { return Target{std::atoi(words[1].c_str()), words[2], words[3], words[4]}; };
    if (words.size() == 7 && words[0] == "push") {
        measure_push(target(), std::atoi(words[5].c_str()), std::atof(words[6].c_str()));
    } else if (words.size() == 4 && words[0] == "peer") {
        measure_peer(std::atoi(words[1].c_str()), std::atoi(words[2].c_str()), std::atof(words[3].c_str()));
    } else if (words.size() == 6 && words[0] == "visible") {
        measure_visibility(target(), std::atoi(words[5].c_str()));
    } else if (words.size() == 7 && words[0] == "streams") {
        hold_streams(target(), std::atoi(words[5].c_str()), std::atof(words[6].c_str()));
    } else {
        std::fprintf(stderr, "usage: portail_bench_load push|peer|visible|streams … (see the head of load.cpp)\n");
        return 2;
    }
    return 0;
}
