// Who may do what: action × role × assurance, one readable table (in permissions.cpp). Whether a row is the actor's own
// is asked apart, by owns_customer_data(); permission always comes before existence, and both fail alike.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "shared/base/result.h"
#include "shared/domain/principal.h"

namespace portail {

enum class Action : std::uint8_t {
    BookAppointment,
    MoveAppointment,
    CancelAppointment,
    ReopenAppointment,  ///< a customer only what was cancelled
    DecideAppointment,  ///< confirm, mark done, mark no-show
    ChangeVehicles,     ///< add, correct, retire, take back
    UpdateContactDetails,
    CreateCustomer,
    ManagePortalLinks,
    SendMails,  ///< to customers
    WriteCustomerNotes,
    ChangeBrand,  ///< name, colour and logo of the business
};

struct Permission {
    Action action;
    std::string_view name;
    bool customer, partner, technician, admin;
    Assurance customer_assurance;  ///< the least that a customer's session needs
};

[[nodiscard]] std::span<const Permission> permission_table();
/// ErrorCode::Forbidden, or ErrorCode::Unauthorized where a stronger sign-in would do.
[[nodiscard]] Result<void> require_permission(const Actor& actor, Action action);

}  // namespace portail
