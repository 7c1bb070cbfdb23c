// The browser's half of shared/i18n/phone_number.h: libphonenumber-js, fetched by web/js/phone_numbers.js.
#include <emscripten.h>

#include <cstdlib>
#include <utility>

#include "shared/i18n/phone_number.h"

// clang-format off
EM_JS(int, phone_is_ready, (), { return Module.portail.phoneNumbers.isReady() ? 1 : 0; });
EM_JS(void, phone_load, (), { Module.portail.phoneNumbers.load(); });
// Five lines: problem, E.164, national, international, country. Allocated; read() frees it.
EM_JS(char*, phone_read, (const char* typed, const char* country), {
    return allocateUTF8(Module.portail.phoneNumbers.read(UTF8ToString(typed), UTF8ToString(country)));
});
// clang-format on

namespace portail::phone_library {
namespace {

std::function<void()> when_ready;

}  // namespace

bool is_ready() {
    return phone_is_ready() != 0;
}

void load(std::function<void()> ready) {
    when_ready = std::move(ready);
    phone_load();
}

PhoneNumber read(const std::string& typed, const std::string& country) {
    char* const allocated = phone_read(typed.c_str(), country.c_str());
    const std::string answer{allocated};
    std::free(allocated);
    std::string_view rest = answer;
    const auto take_line = [&] {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() < rest.size() ? line.size() + 1 : rest.size());
        return std::string{line};
    };
    PhoneNumber number;
    const std::string problem = take_line();
    number.problem = problem.empty()          ? PhoneProblem::None
                     : problem == "TOO_SHORT" ? PhoneProblem::TooShort
                     : problem == "TOO_LONG"  ? PhoneProblem::TooLong
                                              : PhoneProblem::NotANumber;
    number.e164 = take_line();
    number.national = take_line();
    number.international = take_line();
    number.country = take_line();
    return number;
}

extern "C" {

EMSCRIPTEN_KEEPALIVE void portail_phone_numbers_ready() {
    if (when_ready) std::exchange(when_ready, nullptr)();
}

}  // extern "C"

}  // namespace portail::phone_library
