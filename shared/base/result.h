// A value or the reason why there is none. Own code returns Result instead of throwing, because the web build has
// no exceptions; asking for the side that is not there is a bug and ends in an assertion.
#pragma once

#include <cassert>
#include <utility>
#include <variant>

#include "shared/base/error.h"

namespace portail {

template <class T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] T& value() & {
        assert(ok());
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] const T& value() const& {
        assert(ok());
        return *std::get_if<0>(&m_state);
    }
    /// By value, so that `for (auto& x : f().value())` does not walk a dead temporary.
    [[nodiscard]] T value() && {
        assert(ok());
        return std::move(*std::get_if<0>(&m_state));
    }

    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    [[nodiscard]] const Error& error() const {
        assert(!ok());
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void> {
public:
    using value_type = void;

    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    [[nodiscard]] bool ok() const { return !m_error.has_value(); }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] const Error& error() const {
        assert(!ok());
        return *m_error;
    }

private:
    std::optional<Error> m_error;
};

}  // namespace portail

/// Hands the error of `expression` (a Result) to the caller, if there is one.
#define PORTAIL_RETURN_IF_ERROR(expression)                             \
    do {                                                                \
        if (auto portail_result = (expression); !portail_result.ok()) { \
            return portail_result.error();                              \
        }                                                               \
    } while (false)
