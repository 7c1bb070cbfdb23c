// A fuzz target is one file with these two functions. Linked with fuzz_main.cpp it is a test that runs a fixed number
// of rounds from a printed seed; compiled with Clang's -fsanitize=fuzzer (PORTAIL_LIBFUZZER) it is a libFuzzer program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace portail::test {

/// Sound inputs to begin from.
[[nodiscard]] std::vector<std::string> fuzz_seeds();
/// Gives the target one input; ends the process (assert, abort) where it misbehaves.
void fuzz_one(std::string_view input);

/// What holds for every input, said as a sentence; prints it and aborts where it does not.
void require_always(bool holds, const char* sentence, std::string_view input);

}  // namespace portail::test
