// The words of the interface in one language, from shared/i18n/<code>.json (embedded at build time). A text may hold
// placeholders, "{name}", which are replaced by the values given. Keys are checked by a test: every key that the
// sources ask for exists in every language, and no key is left unused. A key that is missing all the same is shown as
// it is, so that nothing ever fails for want of a word.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "shared/base/error.h"
#include "shared/i18n/locale.h"

namespace portail {

struct TextValue {
    std::string_view name;  ///< of the placeholder, without braces
    std::string_view value;
};

/// `pattern` with its placeholders replaced; one that has no value stays as it is.
[[nodiscard]] std::string fill_in(std::string_view pattern, std::span<const TextValue> values);

class Translator {
public:
    /// `country` is where the business is, where that is known: it decides how dates and money are written.
    explicit Translator(Language language, std::string_view country = {});

    [[nodiscard]] Language language() const { return m_locale.language(); }
    [[nodiscard]] const Locale& locale() const { return m_locale; }

    [[nodiscard]] std::string text(std::string_view key) const { return text(key, {}); }
    [[nodiscard]] std::string text(std::string_view key, std::initializer_list<TextValue> values) const;
    /// The variant ("<key>.one", "<key>.other", …) that the language's plural rule in the CLDR chooses for `count`;
    /// "{count}" is replaced by the number.
    [[nodiscard]] std::string plural(std::string_view key, std::int64_t count,
                                     std::initializer_list<TextValue> values = {}) const;
    /// The sentence for a person: what is wrong with which field, and the way out.
    [[nodiscard]] std::string error(const Error& error) const;
    /// The label of an argument of a mutator ("plate" → "Plaque"); its own name where there is none.
    [[nodiscard]] std::string field(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view key) const { return m_texts.find(key) != m_texts.end(); }

private:
    Locale m_locale;
    std::map<std::string, std::string, std::less<>> m_texts;
};

}  // namespace portail
