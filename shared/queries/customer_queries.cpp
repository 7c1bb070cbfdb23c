#include "shared/queries/customer_queries.h"

#include <algorithm>
#include <optional>

#include "shared/base/text.h"

namespace portail {
namespace {

constexpr const char* customer_columns = R"sql(
    SELECT id, first_name, last_name, email, phone, language, origin, partner_id, created_at,
           contact_changed_at, contact_changed_by
    FROM customers
)sql";

constexpr const char* vehicle_columns = R"sql(
    SELECT id, customer_id, plate, make, model, created_at, retired_at
    FROM vehicles
)sql";

Customer read_customer(const Row& row) {
    Customer customer;
    customer.id = row.text(0);
    customer.first_name = row.text(1);
    customer.last_name = row.text(2);
    customer.email = row.text(3);
    customer.phone = row.text(4);
    customer.language = row.text(5);
    customer.origin = customer_origin_from_string(row.text(6)).value_or(CustomerOrigin::Registered);
    customer.partner_id = row.optional_text(7);
    customer.created_at = row.integer(8);
    customer.contact_changed_at = row.optional_integer(9);
    customer.contact_changed_by = row.text(10);
    return customer;
}

Vehicle read_vehicle(const Row& row) {
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5), row.optional_integer(6)};
}

bool is_separator(char character) {
    return std::string_view{" -./()+"}.find(character) != std::string_view::npos;
}

// Digits and letters alone, so that a plate or a number is found however it is spaced.
std::string compact(std::string_view text) {
    std::string result;
    for (const char character : text) {
        if (!is_separator(character)) result += character;
    }
    return result;
}

/// A telephone number as people write it at home, "079 123", stands in the text as "+4179123…"; nothing where the search
/// is not one of digits alone.
std::optional<std::string> digits_searched(std::string_view search) {
    std::string digits = compact(search);
    const bool is_number = std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number || digits.size() < 3) return std::nullopt;
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

// The words of a search as patterns for LIKE, with its wildcards taken literally.
std::vector<std::string> search_patterns(std::string_view search) {
    if (const auto digits = digits_searched(search)) return {"%" + *digits + "%"};
    std::vector<std::string> patterns;
    std::string word;
    const std::string text = folded(search) + " ";
    for (const char character : text) {
        if (character == ' ') {
            if (!word.empty()) patterns.push_back("%" + word + "%");
            word.clear();
            continue;
        }
        if (character == '%' || character == '_' || character == '\\') word += '\\';
        word += character;
    }
    return patterns;
}

}  // namespace

Result<std::optional<Customer>> find_customer(Database& database, const Id& id) {
    return database.first(std::string{customer_columns} + "WHERE id = ?1", read_customer, id);
}

Result<CustomerPage> search_customers(Database& database, std::string_view search, int limit, int offset) {
    const std::vector<std::string> patterns = search_patterns(search);
    std::string where = "WHERE 1 = 1";
    std::vector<Value> values;
    for (const std::string& pattern : patterns) {
        values.emplace_back(pattern);
        where += " AND search_text LIKE ?" + std::to_string(values.size()) + " ESCAPE '\\'";
    }

    CustomerPage page;
    const std::function<bool(const Row&)> read_total = [&](const Row& row) {
        page.total = row.integer(0);
        return false;
    };
    PORTAIL_RETURN_IF_ERROR(database.step_rows("SELECT COUNT(*) FROM customers " + where, values, &read_total));

    const std::function<bool(const Row&)> read_one = [&](const Row& row) {
        page.customers.push_back(read_customer(row));
        return true;
    };
    values.emplace_back(limit);
    where += " ORDER BY last_name, first_name, id LIMIT ?" + std::to_string(values.size());
    values.emplace_back(offset);
    where += " OFFSET ?" + std::to_string(values.size());
    PORTAIL_RETURN_IF_ERROR(database.step_rows(std::string{customer_columns} + where, values, &read_one));
    return page;
}

Result<std::vector<Vehicle>> list_vehicles(Database& database, const Id& customer_id) {
    return database.rows(std::string{vehicle_columns} + R"sql(
        WHERE customer_id = ?1
          AND retired_at IS NULL
        ORDER BY created_at, id
    )sql",
                         read_vehicle, customer_id);
}

Result<std::vector<Vehicle>> list_retired_vehicles(Database& database, const Id& customer_id) {
    return database.rows(std::string{vehicle_columns} + R"sql(
        WHERE customer_id = ?1
          AND retired_at IS NOT NULL
        ORDER BY retired_at DESC, id
    )sql",
                         read_vehicle, customer_id);
}

Result<std::optional<Vehicle>> find_vehicle(Database& database, const Id& id) {
    return database.first(std::string{vehicle_columns} + "WHERE id = ?1", read_vehicle, id);
}

Result<std::optional<PortalLink>> find_portal_link(Database& database, const Id& customer_id) {
    return database.first(
        R"sql(
        SELECT id, customer_id, code, created_at, revoked_at, paused_at, last_used_at, last_used_device,
               last_used_address
        FROM portal_links
        WHERE customer_id = ?1
          AND revoked_at IS NULL
        ORDER BY created_at DESC, id DESC
    )sql",
        [](const Row& row) {
            return PortalLink{row.text(0),
                              row.text(1),
                              row.text(2),
                              row.integer(3),
                              row.optional_integer(4),
                              row.optional_integer(5),
                              row.optional_integer(6),
                              row.text(7),
                              row.text(8)};
        },
        customer_id);
}

Result<std::vector<CustomerNote>> list_customer_notes(Database& database, const Id& customer_id) {
    return database.rows(R"sql(
        SELECT n.id, COALESCE(s.name, ''), n.body, n.created_at
        FROM customer_notes n
        LEFT JOIN staff_members s ON s.id = n.staff_member_id
        WHERE n.customer_id = ?1
        ORDER BY n.created_at DESC, n.id DESC
    )sql",
                         [](const Row& row) {
                             return CustomerNote{row.text(0), row.text(1), row.text(2), row.integer(3)};
                         },
                         customer_id);
}

Result<std::string> compose_search_text(Database& database, const Id& customer_id) {
    auto customer = find_customer(database, customer_id);
    if (!customer) return customer.error();
    if (!customer->has_value()) return not_found("customer_id");
    auto vehicles = list_vehicles(database, customer_id);
    if (!vehicles) return vehicles.error();
    const Customer& found = **customer;
    std::string text = found.full_name() + " " + found.email + " " + found.phone + " " + compact(found.phone);
    for (const Vehicle& vehicle : *vehicles)
        text += " " + vehicle.plate + " " + compact(vehicle.plate);
    return folded(text);
}

}  // namespace portail
