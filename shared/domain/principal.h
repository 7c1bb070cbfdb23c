// Who acts: a principal (a customer or a staff member) and how the session was proved.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/ids.h"

namespace portail {

enum class Role : std::uint8_t { Customer, Partner, Technician, Admin };

/// How the session was proved, weakest first: comparisons with < and >= are meant.
enum class Assurance : std::uint8_t { Link, Password, TwoFactor };

struct Actor {
    Role role = Role::Customer;
    Id id;  ///< the customer's, or the staff member's
    Assurance assurance = Assurance::Link;

    [[nodiscard]] bool is_customer() const { return role == Role::Customer; }
    [[nodiscard]] bool is_staff() const { return role != Role::Customer; }
    /// "customer:ID" or "staff:ID": the owner of a replica and of its outbox.
    [[nodiscard]] std::string principal() const;

    friend bool operator==(const Actor&, const Actor&) = default;
};

[[nodiscard]] std::string_view to_string(Role role);
[[nodiscard]] std::optional<Role> role_from_string(std::string_view name);
[[nodiscard]] std::string_view to_string(Assurance assurance);
[[nodiscard]] std::optional<Assurance> assurance_from_string(std::string_view name);

}  // namespace portail
