#include "shared/i18n/phone_number.h"

#include <map>
#include <utility>

#include "shared/base/text.h"

namespace portail {
namespace {

constexpr std::size_t numbers_kept = 512;

/// Asked in every frame that shows a number.
const PhoneNumber& read_once(const std::string& typed, const std::string& country) {
    static std::map<std::pair<std::string, std::string>, PhoneNumber> kept;
    const std::pair key{typed, country};
    if (const auto found = kept.find(key); found != kept.end()) return found->second;
    if (kept.size() >= numbers_kept) kept.clear();
    return kept.emplace(key, phone_library::read(typed, country)).first->second;
}

/// The digits, and a plus sign before them: what a telephone can dial of a number that is not understood.
std::string diallable(const std::string& written) {
    std::string result;
    for (const char character : written) {
        const bool is_digit = character >= '0' && character <= '9';
        if (is_digit || (character == '+' && result.empty())) result += character;
    }
    return result;
}

const char* sentence_of(PhoneProblem problem) {
    switch (problem) {
        case PhoneProblem::TooShort:
            return "error.phone_short";
        case PhoneProblem::TooLong:
            return "error.phone_long";
        default:
            return "error.phone";
    }
}

}  // namespace

std::string phone_text(const std::string& stored, const std::string& country) {
    if (stored.empty() || !phone_library::is_ready()) return stored;
    const PhoneNumber& number = read_once(stored, country);
    if (number.problem != PhoneProblem::None) return stored;
    return number.country == country ? number.national : number.international;
}

std::string understood_phone(const std::string& typed, const std::string& country) {
    if (typed.empty() || !phone_library::is_ready()) return {};
    return read_once(typed, country).international;
}

std::string phone_address(const std::string& stored, const std::string& country) {
    const bool is_read = phone_library::is_ready() && !stored.empty();
    const std::string e164 = is_read ? read_once(stored, country).e164 : std::string{};
    return "tel:" + (e164.empty() ? diallable(stored) : e164);
}

Result<std::string> phone_to_store(const char* field, const std::string& typed, const std::string& country) {
    std::string written = trimmed(typed);
    if (written.empty() || !phone_library::is_ready()) return written;
    const PhoneNumber& number = read_once(written, country);
    if (number.problem == PhoneProblem::None) return number.e164;
    return invalid(field, sentence_of(number.problem));
}

}  // namespace portail
