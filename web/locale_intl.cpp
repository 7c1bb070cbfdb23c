// The browser's half of shared/i18n/locale_source.h: Intl, reached through web/js/locale.js.
#include <emscripten.h>

#include <cstdlib>

#include "shared/i18n/locale_source.h"

// The functions allocate their answer; taken() frees it.
// clang-format off
EM_JS(char*, locale_text, (const char* tag, int form, double value), {
    return allocateUTF8(Module.portail.locale.text(UTF8ToString(tag), form, value));
});
EM_JS(char*, locale_money, (const char* tag, const char* currency, int digits, double minorUnits), {
    return allocateUTF8(Module.portail.locale.money(UTF8ToString(tag), UTF8ToString(currency), digits, minorUnits));
});
// clang-format on

namespace portail {
namespace {

std::string taken(char* allocated) {
    if (allocated == nullptr) return {};
    std::string text{allocated};
    std::free(allocated);
    return text;
}

class IntlLocale final : public LocaleSource {
public:
    explicit IntlLocale(std::string tag) : m_tag(std::move(tag)) {}

    std::string text(LocaleForm form, std::int64_t value) override {
        return taken(locale_text(m_tag.c_str(), static_cast<int>(form), static_cast<double>(value)));
    }
    std::string money(const Money& amount) override {
        return taken(locale_money(m_tag.c_str(), amount.currency.c_str(), minor_unit_digits(amount.currency),
                                  static_cast<double>(amount.minor_units)));
    }

private:
    const std::string m_tag;
};

}  // namespace

std::unique_ptr<LocaleSource> open_locale_source(const std::string& tag) {
    return std::make_unique<IntlLocale>(tag);
}

}  // namespace portail
