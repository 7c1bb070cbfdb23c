#include "shared/domain/permissions.h"

#include <algorithm>
#include <array>

namespace portail {
namespace {

// clang-format off
constexpr std::array<Permission, 12> permissions{{
    // action                        name                      customer partner technician admin  customer's assurance
    {Action::BookAppointment,      "book_appointment",       true,    false,  true,      true,  Assurance::Link},
    {Action::MoveAppointment,      "move_appointment",       true,    false,  true,      true,  Assurance::Link},
    {Action::CancelAppointment,    "cancel_appointment",     true,    false,  true,      true,  Assurance::Link},
    {Action::ReopenAppointment,    "reopen_appointment",     true,    false,  true,      true,  Assurance::Link},
    {Action::DecideAppointment,    "decide_appointment",     false,   false,  true,      true,  Assurance::Link},
    {Action::ChangeVehicles,       "change_vehicles",        true,    false,  true,      true,  Assurance::Link},
    {Action::UpdateContactDetails, "update_contact_details", true,    false,  true,      true,  Assurance::Link},
    {Action::CreateCustomer,       "create_customer",        false,   false,  true,      true,  Assurance::Link},
    {Action::ManagePortalLinks,    "manage_portal_links",    false,   false,  true,      true,  Assurance::Link},
    {Action::SendMails,            "send_mails",             false,   false,  true,      true,  Assurance::Link},
    {Action::WriteCustomerNotes,   "write_customer_notes",   false,   false,  true,      true,  Assurance::Link},
    {Action::ChangeBrand,          "change_brand",           false,   false,  false,     true,  Assurance::Link},
}};
// clang-format on

bool allowed(const Permission& permission, Role role) {
    switch (role) {
        case Role::Customer:
            return permission.customer;
        case Role::Partner:
            return permission.partner;
        case Role::Technician:
            return permission.technician;
        case Role::Admin:
            return permission.admin;
    }
    return false;
}

}  // namespace

std::span<const Permission> permission_table() {
    return permissions;
}

Result<void> require_permission(const Actor& actor, Action action) {
    const auto permission = std::find_if(permissions.begin(), permissions.end(),
                                         [&](const Permission& entry) { return entry.action == action; });
    if (permission == permissions.end() || !allowed(*permission, actor.role)) return forbidden();
    if (actor.is_customer() && actor.assurance < permission->customer_assurance) return unauthorized();
    // Staff never act through a link: their sessions begin with a password.
    if (actor.is_staff() && actor.assurance < Assurance::Password) return unauthorized();
    return {};
}

}  // namespace portail
