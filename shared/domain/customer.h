// A customer: whom the business serves, and how to reach them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

namespace portail {

enum class CustomerOrigin : std::uint8_t { Registered, Portal, BookingPage, WalkIn };

[[nodiscard]] std::string_view to_string(CustomerOrigin origin);
[[nodiscard]] std::optional<CustomerOrigin> customer_origin_from_string(std::string_view name);

struct Customer {
    Id id;
    std::string first_name;
    std::string last_name;
    std::string email;     ///< empty where unknown
    std::string phone;     ///< as the person writes it; empty where unknown
    std::string language;  ///< "fr", "en", "de" or "it"
    CustomerOrigin origin = CustomerOrigin::Registered;
    std::optional<Id> partner_id;
    Milliseconds created_at = 0;
    std::optional<Milliseconds> contact_changed_at;  ///< e-mail address or telephone number
    Id contact_changed_by;                           ///< the customer himself, or a member of the staff

    [[nodiscard]] std::string full_name() const;
};

namespace customer_limits {
inline constexpr std::size_t name = 100;   ///< characters
inline constexpr std::size_t email = 254;  ///< RFC 5321, section 4.5.3.1.3 (errata 1690)
inline constexpr std::size_t phone = 30;
inline constexpr std::size_t note = 4000;
}  // namespace customer_limits

/// The code of a portal link: 16 characters of 5 random bits each.
inline constexpr std::size_t portal_code_length = 16;

struct PortalLink {
    Id id;
    Id customer_id;
    std::string code;
    Milliseconds created_at = 0;
    std::optional<Milliseconds> revoked_at;  ///< for ever
    std::optional<Milliseconds> paused_at;   ///< until it is resumed
    std::optional<Milliseconds> last_used_at;
    std::string last_used_device;   ///< as device_name() says it; empty where unknown
    std::string last_used_address;  ///< IPv4 or IPv6
};

/// The languages that people can be written to in.
[[nodiscard]] bool is_supported_language(std::string_view language);

/// Each names its field; an empty e-mail or phone number is allowed.
[[nodiscard]] Result<void> validate_name(const char* field, std::string_view name);
[[nodiscard]] Result<void> validate_email(const char* field, std::string_view email);
[[nodiscard]] Result<void> validate_phone(const char* field, std::string_view phone);

}  // namespace portail
