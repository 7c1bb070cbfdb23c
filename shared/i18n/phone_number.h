// Telephone numbers as people write them, understood with the country of the business where they name none. Numbers are
// stored in ITU-T E.164 ("+41791234567") and shown as is customary: the national way at home, the international way
// elsewhere. The knowledge is libphonenumber's: natively its C++ library (native/phone_library_native.cpp), in a browser
// libphonenumber-js (web/phone_library_web.cpp), which arrives after the first frame. Until then, or where it cannot be
// fetched, a number is taken and shown as it stands. For one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace portail {

enum class PhoneProblem : std::uint8_t { None, NotANumber, TooShort, TooLong };

struct PhoneNumber {
    std::string e164;  ///< empty where there is a problem
    std::string national;
    std::string international;
    std::string country;  ///< ISO 3166-1, of the number; empty where several share its prefix
    PhoneProblem problem = PhoneProblem::None;
};

/// The library: asked by what follows, which keeps its answers.
namespace phone_library {
[[nodiscard]] bool is_ready();
/// Fetches it where it is not there yet; `ready` is called once, when it has come.
void load(std::function<void()> ready);
[[nodiscard]] PhoneNumber read(const std::string& typed, const std::string& country);
}  // namespace phone_library

/// A stored number as it is shown: "079 123 45 67", "+33 6 12 34 56 78". What is no number stays as it is.
[[nodiscard]] std::string phone_text(const std::string& stored, const std::string& country);
/// What a typed number is understood as, written internationally; empty while it is not a whole number.
[[nodiscard]] std::string understood_phone(const std::string& typed, const std::string& country);
/// "tel:+41791234567" (RFC 3966).
[[nodiscard]] std::string phone_address(const std::string& stored, const std::string& country);
/// What is to be stored. Nothing typed is no error; an error names the field.
[[nodiscard]] Result<std::string> phone_to_store(const char* field, const std::string& typed,
                                                 const std::string& country);

}  // namespace portail
