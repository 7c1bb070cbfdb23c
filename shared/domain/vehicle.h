// A vehicle that a customer brings.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

namespace portail {

struct Vehicle {
    Id id;
    Id customer_id;
    std::string plate;
    std::string make;
    std::string model;
    Milliseconds created_at = 0;
    std::optional<Milliseconds> retired_at;

    /// "Fiat Panda", whatever of it is known.
    [[nodiscard]] std::string make_and_model() const;
};

namespace vehicle_limits {
inline constexpr std::size_t plate = 15;  ///< characters
inline constexpr std::size_t make = 50;
inline constexpr std::size_t model = 80;
}  // namespace vehicle_limits

/// As it stands on the plate: upper case, one space between groups.
[[nodiscard]] std::string normalise_plate(std::string_view plate);
/// `plate` is normalised: letters, digits, spaces, hyphens and dots, with at least two letters or digits.
[[nodiscard]] Result<void> validate_plate(const char* field, std::string_view plate);

}  // namespace portail
