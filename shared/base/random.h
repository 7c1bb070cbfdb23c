// Where random bits come from. SystemRandom asks the operating system (getrandom(2), in the browser
// crypto.getRandomValues) and is fit for secrets; SeededRandom repeats itself and is for tests and the simulation only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace portail {

class RandomSource {
public:
    virtual ~RandomSource() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
    /// A number in [0, limit); limit is at least 1.
    [[nodiscard]] std::uint64_t below(std::uint64_t limit);
};

class SystemRandom final : public RandomSource {
public:
    void fill(std::span<std::uint8_t> bytes) override;
};

/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014).
class SeededRandom final : public RandomSource {
public:
    explicit SeededRandom(std::uint64_t seed) : m_state(seed) {}
    void fill(std::span<std::uint8_t> bytes) override;

private:
    std::uint64_t next();
    std::uint64_t m_state;
};

}  // namespace portail
