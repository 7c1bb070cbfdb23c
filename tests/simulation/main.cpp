// portail_simulation [--seeds N] [--from S] [--tell]
// Runs N seeds, from S on. The first that fails is printed; "--seeds 1 --from SEED --tell" plays it again, told.
#include <charconv>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string_view>

#include "tests/simulation/simulation.h"

namespace {

bool read_number(std::string_view text, std::uint64_t& number) {
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    return problem == std::errc{} && end == text.data() + text.size();
}

int usage() {
    std::fprintf(stderr, "usage: portail_simulation [--seeds N] [--from S] [--tell]\n");
    return 2;
}

}  // namespace

int main(int argument_count, char** arguments) {
    std::uint64_t seeds = 500;
    std::uint64_t from = 1;
    bool is_told = false;
    for (int index = 1; index < argument_count; ++index) {
        const std::string_view name = arguments[index];
        const bool has_value = index + 1 < argument_count;
        if (name == "--tell") {
            is_told = true;
        } else if (name == "--seeds" && has_value) {
            if (!read_number(arguments[++index], seeds)) return usage();
        } else if (name == "--from" && has_value) {
            if (!read_number(arguments[++index], from)) return usage();
        } else {
            return usage();
        }
    }
    portail::simulation::Summary all;
    for (std::uint64_t seed = from; seed < from + seeds; ++seed) {
        try {
            const portail::simulation::Summary one = portail::simulation::simulate(seed, is_told);
            all.saved += one.saved;
            all.rejected += one.rejected;
            all.restarts += one.restarts;
            all.restores += one.restores;
            all.forks += one.forks;
            all.gone_by_age += one.gone_by_age;
        } catch (const std::exception& violation) {
            std::printf("seed %llu fails: %s\n  play it again: portail_simulation --seeds 1 --from %llu --tell\n",
                        static_cast<unsigned long long>(seed), violation.what(), static_cast<unsigned long long>(seed));
            return 1;
        }
    }
    std::printf(
        "%llu seeds from %llu: %d changes saved, %d rejected; %d programs killed, %d restores of the server, "
        "%d replicas copied or put back, %d rows gone by age\n",
        static_cast<unsigned long long>(seeds), static_cast<unsigned long long>(from), all.saved, all.rejected,
        all.restarts, all.restores, all.forks, all.gone_by_age);
    return 0;
}
