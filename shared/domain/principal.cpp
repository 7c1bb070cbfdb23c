#include "shared/domain/principal.h"

#include "shared/base/names.h"

namespace portail {
namespace {

constexpr NameTable<Role, 4> role_names{{
    {Role::Customer, "customer"},
    {Role::Partner, "partner"},
    {Role::Technician, "technician"},
    {Role::Admin, "admin"},
}};

constexpr NameTable<Assurance, 3> assurance_names{{
    {Assurance::Link, "link"},
    {Assurance::Password, "password"},
    {Assurance::TwoFactor, "two_factor"},
}};

}  // namespace

std::string Actor::principal() const {
    return (is_customer() ? "customer:" : "staff:") + id;
}

std::string_view to_string(Role role) {
    return role_names.name(role);
}
std::optional<Role> role_from_string(std::string_view name) {
    return role_names.value(name);
}
std::string_view to_string(Assurance assurance) {
    return assurance_names.name(assurance);
}
std::optional<Assurance> assurance_from_string(std::string_view name) {
    return assurance_names.value(name);
}

}  // namespace portail
