// An amount of money: whole minor units (cents, Rappen) of one ISO 4217 currency. Never a floating-point number.
#pragma once

#include <cstdint>
#include <string>

namespace portail {

struct Money {
    std::int64_t minor_units = 0;
    std::string currency;  ///< ISO 4217 code, for example "CHF"

    friend bool operator==(const Money&, const Money&) = default;
};

/// How many minor units make one unit are `10^digits`: 2 for CHF and EUR, 0 for JPY, 3 for TND (ISO 4217, list one).
[[nodiscard]] int minor_unit_digits(const std::string& currency);

}  // namespace portail
