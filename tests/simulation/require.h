// A simulation that finds something wrong ends with a Violation that says what.
#pragma once

#include <stdexcept>
#include <string>

#include "shared/base/result.h"

namespace portail::simulation {

class Violation : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

inline void require(bool holds, const std::string& what) {
    if (!holds) throw Violation(what);
}

/// For what cannot fail unless something is wrong.
template <class T>
T require(Result<T> result, const std::string& what) {
    if (!result) throw Violation(what + ": " + result.error().describe());
    return std::move(*result);
}
inline void require(const Result<void>& result, const std::string& what) {
    if (!result) throw Violation(what + ": " + result.error().describe());
}

}  // namespace portail::simulation
