#include "shared/base/random.h"

#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cstdlib>

namespace portail {

std::uint64_t RandomSource::below(std::uint64_t limit) {
    assert(limit > 0);
    // Numbers from the incomplete last stretch are drawn again, so that every result is equally likely.
    const std::uint64_t unusable = (~limit + 1) % limit;
    for (;;) {
        std::uint8_t bytes[8];
        fill(bytes);
        std::uint64_t number = 0;
        for (const std::uint8_t byte : bytes)
            number = number << 8 | byte;
        if (number >= unusable) return number % limit;
    }
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
    constexpr std::size_t largest_request = 256;  // the most that getentropy(3) gives at once
    for (std::size_t done = 0; done < bytes.size();) {
        const std::size_t part = std::min(largest_request, bytes.size() - done);
        if (getentropy(bytes.data() + done, part) != 0) std::abort();  // no secret may be guessable
        done += part;
    }
}

std::uint64_t SeededRandom::next() {
    m_state += 0x9e3779b97f4a7c15U;
    std::uint64_t mixed = m_state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31);
}

void SeededRandom::fill(std::span<std::uint8_t> bytes) {
    for (std::size_t index = 0; index < bytes.size();) {
        std::uint64_t number = next();
        for (int part = 0; part < 8 && index < bytes.size(); ++part, ++index, number >>= 8) {
            bytes[index] = static_cast<std::uint8_t>(number);
        }
    }
}

}  // namespace portail
