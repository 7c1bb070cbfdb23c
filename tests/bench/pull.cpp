// What a first pull of many rows costs at the server, beside the raw scan of the same rows. Prints one JSON line.
//
//   portail_bench_pull FOLDER ROWS ROUNDS
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/core/pull.h"
#include "server/core/store.h"
#include "server/core/writer.h"
#include "shared/base/ids.h"

using namespace portail;
using namespace portail::server;

namespace {

const Actor technician{Role::Technician, "00000000-0000-7000-8000-000000000001", Assurance::Password};

void require(const Result<void>& result) {
    if (result) return;
    std::fprintf(stderr, "%s\n", result.error().describe().c_str());
    std::exit(1);
}

double milliseconds_of(const std::function<void()>& work) {
    const auto started = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count();
}

double median(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

void fill(Store& store, RandomSource& random, int rows) {
    Writer writer{store, Writer::Mode::Immediate};
    constexpr int rows_in_a_job = 1000;
    for (int done = 0; done < rows; done += rows_in_a_job) {
        require(writer.run([&](WriteContext& context) -> Result<void> {
            for (int row = done; row < std::min(rows, done + rows_in_a_job); ++row) {
                PORTAIL_RETURN_IF_ERROR(context.database.run(R"sql(
                    INSERT INTO customer_notes (id, customer_id, staff_member_id, body, created_at)
                    VALUES (?1, ?2, ?2, ?3, ?4)
                )sql",
                                                             make_id(context.now, random), technician.id,
                                                             std::string(100, 'x'), context.now));
            }
            return {};
        }));
    }
}

// What a client asks for, page by page: the same in every round, for nothing changes meanwhile.
std::vector<PullRequest> requests_of_a_first_pull(Store& store) {
    std::vector<PullRequest> requests(1);
    requests[0].client_id = "00000000-0000-7000-8000-000000000002";
    requests[0].limit = protocol_limits::rows_in_a_pull;
    for (;;) {
        const Result<PullAnswer> answer = store.read(
            [&](Database& reader) { return build_pull(reader, technician, requests.back(), store.clock().now()); });
        if (!answer) require(answer.error());
        if (!answer->more) return requests;
        const Result<Json> json = parse_json(answer->json);
        PullRequest next = requests.back();
        next.cursor = json->at("cursor").get<std::string>();
        next.epoch = json->at("epoch").get<std::string>();
        requests.push_back(next);
    }
}

std::size_t raw_scan(Store& store) {
    std::size_t bytes = 0;
    const auto rows = store.read([&](Database& reader) {
        return reader.rows("SELECT id, customer_id, staff_member_id, body, created_at FROM customer_notes",
                           [&](const Row& row) {
                               for (int column = 0; column < 4; ++column) bytes += row.text(column).size();
                               bytes += static_cast<std::size_t>(row.integer(4) != 0);
                               return 0;
                           });
    });
    if (!rows) require(rows.error());
    return bytes;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        std::fprintf(stderr, "usage: portail_bench_pull FOLDER ROWS ROUNDS\n");
        return 2;
    }
    const SystemClock clock;
    SystemRandom random;
    StoreOptions options;
    options.folder = arguments[1];
    Result<std::unique_ptr<Store>> store = Store::open(options, clock, random);
    if (!store) require(store.error());
    fill(**store, random, std::atoi(arguments[2]));

    const std::vector<PullRequest> requests = requests_of_a_first_pull(**store);
    std::size_t pulled_bytes = 0;
    std::size_t scanned_bytes = 0;
    std::vector<double> pulls;
    std::vector<double> scans;
    for (int round = 0; round < std::atoi(arguments[3]); ++round) {
        scans.push_back(milliseconds_of([&] { scanned_bytes = raw_scan(**store); }));
        pulls.push_back(milliseconds_of([&] {
            pulled_bytes = 0;
            for (const PullRequest& request : requests) {
                const Result<PullAnswer> answer = (*store)->read(
                    [&](Database& reader) { return build_pull(reader, technician, request, clock.now()); });
                if (!answer) require(answer.error());
                pulled_bytes += answer->json.size();
            }
        }));
    }
    std::printf("{\"rows\": %s, \"pages\": %zu, \"bytes\": %zu, \"scanned_bytes\": %zu, \"pull_ms\": %.2f, \"scan_ms\": %.2f}\n",
                arguments[2], requests.size(), pulled_bytes, scanned_bytes, median(pulls), median(scans));
    return 0;
}
