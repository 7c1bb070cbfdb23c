// The seeded choices of a simulation.
#pragma once

#include <cstddef>

#include "shared/base/clock.h"
#include "shared/base/random.h"

namespace portail::simulation {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_random(seed) {}
    [[nodiscard]] bool chance(double probability) {
        return static_cast<double>(m_random.below(1'000'000)) < probability * 1'000'000;
    }
    /// In [0, limit); limit is at least 1.
    [[nodiscard]] std::size_t below(std::size_t limit) { return static_cast<std::size_t>(m_random.below(limit)); }
    [[nodiscard]] Milliseconds between(Milliseconds least, Milliseconds most) {
        return least + static_cast<Milliseconds>(m_random.below(static_cast<std::uint64_t>(most - least + 1)));
    }
    template <class Container>
    [[nodiscard]] auto& pick(Container& container) {
        return container[below(container.size())];
    }
    [[nodiscard]] RandomSource& source() { return m_random; }

private:
    SeededRandom m_random;
};

}  // namespace portail::simulation
