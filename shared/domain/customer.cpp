#include "shared/domain/customer.h"

#include <algorithm>
#include <array>

#include "shared/base/names.h"
#include "shared/base/text.h"

namespace portail {
namespace {

constexpr NameTable<CustomerOrigin, 4> origin_names{{
    {CustomerOrigin::Registered, "registered"},
    {CustomerOrigin::Portal, "portal"},
    {CustomerOrigin::BookingPage, "booking_page"},
    {CustomerOrigin::WalkIn, "walk_in"},
}};

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char character) {
        return static_cast<unsigned char>(character) < 0x20 || character == 0x7f;
    });
}

}  // namespace

std::string_view to_string(CustomerOrigin origin) {
    return origin_names.name(origin);
}

std::optional<CustomerOrigin> customer_origin_from_string(std::string_view name) {
    return origin_names.value(name);
}

std::string Customer::full_name() const {
    if (first_name.empty()) return last_name;
    if (last_name.empty()) return first_name;
    return first_name + " " + last_name;
}

bool is_supported_language(std::string_view language) {
    constexpr std::array<std::string_view, 4> supported{"fr", "en", "de", "it"};
    return std::find(supported.begin(), supported.end(), language) != supported.end();
}

Result<void> validate_name(const char* field, std::string_view name) {
    if (trimmed(name).empty()) return invalid(field, "error.required");
    if (has_control_character(name)) return invalid(field, "error.not_text");
    return {};
}

// Checked for the mistakes that people make; whether the address works only a mail to it can tell.
Result<void> validate_email(const char* field, std::string_view email) {
    if (email.empty()) return {};
    const std::size_t at = email.find('@');
    const bool one_at = at != std::string_view::npos && email.find('@', at + 1) == std::string_view::npos;
    if (!one_at || at == 0 || at + 1 == email.size()) return invalid(field, "error.email");
    const std::string_view domain = email.substr(at + 1);
    const bool dotted = domain.find('.') != std::string_view::npos && domain.front() != '.' && domain.back() != '.' &&
                        domain.find("..") == std::string_view::npos;
    const bool spaced = email.find_first_of(" ,;<>\"\\") != std::string_view::npos;
    if (!dotted || spaced || has_control_character(email)) return invalid(field, "error.email");
    return {};
}

Result<void> validate_phone(const char* field, std::string_view phone) {
    if (phone.empty()) return {};
    const auto digits = std::count_if(phone.begin(), phone.end(), is_digit);
    const bool written_well = std::all_of(phone.begin(), phone.end(), [](char c) {
        return is_digit(c) || std::string_view{"+ ()-./"}.find(c) != std::string_view::npos;
    });
    // E.164 allows 15 digits; a prefix such as 00 or (0) may be written besides.
    if (!written_well || digits < 6 || digits > 18) return invalid(field, "error.phone");
    return {};
}

}  // namespace portail
