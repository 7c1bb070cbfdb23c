// Named reads of customers and of what is theirs.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "shared/db/database.h"
#include "shared/domain/customer.h"
#include "shared/domain/vehicle.h"

namespace portail {

[[nodiscard]] Result<std::optional<Customer>> find_customer(Database& database, const Id& id);

struct CustomerPage {
    std::vector<Customer> customers;  ///< by last name, first name
    std::int64_t total = 0;           ///< how many match, on all pages
};

/// `search` is what the person typed: every word must occur in name, e-mail, phone number or plate, accents and case
/// aside. Empty finds everybody.
[[nodiscard]] Result<CustomerPage> search_customers(Database& database, std::string_view search, int limit, int offset);

/// Those in use.
[[nodiscard]] Result<std::vector<Vehicle>> list_vehicles(Database& database, const Id& customer_id);
/// The last retired first.
[[nodiscard]] Result<std::vector<Vehicle>> list_retired_vehicles(Database& database, const Id& customer_id);
[[nodiscard]] Result<std::optional<Vehicle>> find_vehicle(Database& database, const Id& id);

/// The link that is valid now; nothing where the customer has none.
[[nodiscard]] Result<std::optional<PortalLink>> find_portal_link(Database& database, const Id& customer_id);

struct CustomerNote {
    Id id;
    std::string author;  ///< name of the staff member
    std::string body;
    Milliseconds created_at = 0;
};

/// The newest first. Staff replicas alone have any.
[[nodiscard]] Result<std::vector<CustomerNote>> list_customer_notes(Database& database, const Id& customer_id);

/// What search_customers looks through, as it is kept in customers.search_text.
[[nodiscard]] Result<std::string> compose_search_text(Database& database, const Id& customer_id);

}  // namespace portail
