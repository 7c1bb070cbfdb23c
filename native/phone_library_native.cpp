// The native half of shared/i18n/phone_number.h: libphonenumber.
#include <phonenumbers/phonenumberutil.h>

#include "shared/i18n/phone_number.h"

namespace portail::phone_library {
namespace {

using i18n::phonenumbers::PhoneNumberUtil;

PhoneProblem problem_of(PhoneNumberUtil::ErrorType error) {
    switch (error) {
        case PhoneNumberUtil::NO_PARSING_ERROR:
            return PhoneProblem::None;
        case PhoneNumberUtil::TOO_SHORT_NSN:
        case PhoneNumberUtil::TOO_SHORT_AFTER_IDD:
            return PhoneProblem::TooShort;
        case PhoneNumberUtil::TOO_LONG_NSN:
            return PhoneProblem::TooLong;
        default:
            return PhoneProblem::NotANumber;
    }
}

/// By its length alone: operators open new ranges faster than programs are updated.
PhoneProblem problem_of(PhoneNumberUtil::ValidationResult length) {
    switch (length) {
        case PhoneNumberUtil::IS_POSSIBLE:
            return PhoneProblem::None;
        case PhoneNumberUtil::TOO_LONG:
            return PhoneProblem::TooLong;
        case PhoneNumberUtil::INVALID_COUNTRY_CODE:
            return PhoneProblem::NotANumber;
        default:
            return PhoneProblem::TooShort;
    }
}

}  // namespace

bool is_ready() {
    return true;
}

void load(std::function<void()> ready) {
    ready();
}

PhoneNumber read(const std::string& typed, const std::string& country) {
    const PhoneNumberUtil& library = *PhoneNumberUtil::GetInstance();
    i18n::phonenumbers::PhoneNumber parsed;
    PhoneNumber number;
    number.problem = problem_of(library.Parse(typed, country, &parsed));
    if (number.problem == PhoneProblem::None) number.problem = problem_of(library.IsPossibleNumberWithReason(parsed));
    // "079 123 45 6": with its zero it is as long as a whole number without.
    if (number.problem == PhoneProblem::None && parsed.italian_leading_zero() && !library.IsValidNumber(parsed)) {
        number.problem = PhoneProblem::TooShort;
    }
    if (number.problem != PhoneProblem::None) return number;
    library.Format(parsed, PhoneNumberUtil::E164, &number.e164);
    library.Format(parsed, PhoneNumberUtil::NATIONAL, &number.national);
    library.Format(parsed, PhoneNumberUtil::INTERNATIONAL, &number.international);
    // Numbers in ranges that the library does not know belong to the country that their prefix names.
    library.GetRegionCodeForCountryCode(parsed.country_code(), &number.country);
    return number;
}

}  // namespace portail::phone_library
