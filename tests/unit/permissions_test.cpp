#include <catch2/catch_test_macros.hpp>

#include "shared/domain/permissions.h"
#include "shared/domain/scopes.h"
#include "shared/mutators/mutator_table.h"
#include "tests/support/test_shop.h"

using namespace portail;
using namespace portail::test;

TEST_CASE("every role may do exactly what the table says, whatever the arguments", "[permissions]") {
    Database database = make_shop();
    for (const Mutator& mutator : mutator_table()) {
        for (const Role role : {Role::Customer, Role::Partner, Role::Technician, Role::Admin}) {
            const Actor actor = role == Role::Customer ? customer(shop::alice) : staff(role);
            const bool permitted = require_permission(actor, mutator.action).ok();
            // Empty arguments: who may not is told so before anything else is looked at.
            const auto result =
                run_mutator(database, {actor, shop::now}, mutator.name, mutator.version, Json::object());
            CAPTURE(mutator.name, to_string(role));
            REQUIRE_FALSE(result.ok());
            CHECK((result.error().code == ErrorCode::Invalid) == permitted);
            CHECK((result.error().code == ErrorCode::Forbidden) == !permitted);
        }
    }
}

TEST_CASE("staff never act through a link", "[permissions]") {
    const Actor weak{Role::Admin, shop::admin, Assurance::Link};
    for (const Permission& permission : permission_table()) {
        CHECK(require_permission(weak, permission.action).error().code == ErrorCode::Unauthorized);
    }
}

TEST_CASE("each action stands in the table once", "[permissions]") {
    for (std::size_t index = 0; index < permission_table().size(); ++index) {
        CHECK(static_cast<std::size_t>(permission_table()[index].action) == index);
    }
    for (const Mutator& mutator : mutator_table())
        CHECK(find_mutator(mutator.name) == &mutator);
    CHECK(find_mutator("") == nullptr);
}

TEST_CASE("a session holds the scopes that its role and assurance have earned, and no other", "[permissions]") {
    using Scopes = std::vector<std::string>;
    CHECK(scopes_of(customer("c1")) == Scopes{"customer:c1:link", "everyone"});
    CHECK(scopes_of(customer("c1", Assurance::Password)) ==
          Scopes{"customer:c1:account", "customer:c1:link", "everyone"});
    CHECK(scopes_of({Role::Partner, "p1", Assurance::Password}) == Scopes{"everyone", "partner:p1"});
    CHECK(scopes_of(staff(Role::Technician)) == Scopes{"everyone", "staff:agenda", "staff:clients"});
    CHECK(scopes_of(staff(Role::Admin)) == Scopes{"everyone", "staff:agenda", "staff:clients", "staff:settings"});
}

TEST_CASE("roles and assurances have names that come back", "[permissions]") {
    for (const Role role : {Role::Customer, Role::Partner, Role::Technician, Role::Admin}) {
        CHECK(role_from_string(to_string(role)) == role);
    }
    for (const Assurance assurance : {Assurance::Link, Assurance::Password, Assurance::TwoFactor}) {
        CHECK(assurance_from_string(to_string(assurance)) == assurance);
    }
    CHECK_FALSE(role_from_string("root").has_value());
}
