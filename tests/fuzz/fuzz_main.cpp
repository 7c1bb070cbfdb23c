// Runs a fuzz target: "NAME [ROUNDS [SEED]]", by default a number of rounds that takes a second or two. The input that
// ends the process is written to NAME.crash in the present folder.
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "shared/base/random.h"
#include "tests/fuzz/fuzz.h"

namespace portail::test {
namespace {

constexpr int usual_rounds = 30'000;
constexpr std::uint64_t usual_seed = 20261121;
constexpr std::size_t longest_input = 64 * 1024;

void change(std::string& input, const std::vector<std::string>& seeds, SeededRandom& random) {
    const std::size_t at = random.below(input.size() + 1);
    switch (random.below(6)) {
        case 0:  // a byte
            if (at < input.size()) input[at] = static_cast<char>(random.below(256));
            break;
        case 1:  // a bit
            if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << random.below(8)));
            break;
        case 2:
            input.erase(at, 1 + random.below(16));
            break;
        case 3:
            input.insert(at, 1 + random.below(16), static_cast<char>(random.below(256)));
            break;
        case 4:  // a part once more
            input.insert(at, input.substr(random.below(input.size() + 1), random.below(64)));
            break;
        default: {  // a part of another seed
            const std::string& other = seeds[random.below(seeds.size())];
            input.insert(at, other.substr(random.below(other.size() + 1), random.below(64)));
        }
    }
    if (input.size() > longest_input) input.resize(longest_input);
}

}  // namespace

void require_always(bool holds, const char* sentence, std::string_view input) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", sentence);
    std::ofstream{"fuzz.crash", std::ios::binary} << input;
    std::abort();
}

}  // namespace portail::test

#ifdef PORTAIL_LIBFUZZER

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
    portail::test::fuzz_one({reinterpret_cast<const char*>(bytes), count});
    return 0;
}

#else

int main(int count, char** arguments) {
    using namespace portail::test;
    const int rounds = count > 1 ? std::atoi(arguments[1]) : usual_rounds;
    const std::uint64_t seed = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : usual_seed;
    std::printf("%d rounds, seed %llu\n", rounds, static_cast<unsigned long long>(seed));
    portail::SeededRandom random{seed};
    const std::vector<std::string> seeds = fuzz_seeds();
    for (const std::string& sound : seeds)
        fuzz_one(sound);
    std::string input;
    for (int round = 0; round < rounds; ++round) {
        // Mostly from a sound input, else from the last one: damage adds up.
        if (input.empty() || random.below(3) != 0) input = seeds[random.below(seeds.size())];
        for (std::uint64_t changes = 0; changes <= random.below(3); ++changes)
            change(input, seeds, random);
        fuzz_one(input);
    }
    return 0;
}

#endif
