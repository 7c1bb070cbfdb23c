#include "shared/domain/scopes.h"

#include <algorithm>

namespace portail {

std::vector<std::string> scopes_of(const Actor& actor) {
    std::vector<std::string> held{std::string{scopes::everyone}};
    switch (actor.role) {
        case Role::Customer:
            held.push_back("customer:" + actor.id + ":link");
            if (actor.assurance >= Assurance::Password) held.push_back("customer:" + actor.id + ":account");
            break;
        case Role::Partner:
            held.push_back("partner:" + actor.id);
            break;
        case Role::Admin:
            held.emplace_back(scopes::staff_settings);
            [[fallthrough]];
        case Role::Technician:
            held.emplace_back(scopes::staff_agenda);
            held.emplace_back(scopes::staff_clients);
            break;
    }
    std::sort(held.begin(), held.end());
    return held;
}

}  // namespace portail
