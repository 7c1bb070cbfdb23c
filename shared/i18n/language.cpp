#include "shared/i18n/language.h"

#include <algorithm>
#include <array>

namespace portail {
namespace {

constexpr std::array<LanguageName, 4> all_languages{{
    {Language::French, "fr", "Français"},
    {Language::English, "en", "English"},
    {Language::German, "de", "Deutsch"},
    {Language::Italian, "it", "Italiano"},
}};

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

}  // namespace

std::span<const LanguageName> languages() {
    return all_languages;
}

std::string_view code_of(Language language) {
    return all_languages[static_cast<std::size_t>(language)].code;
}

std::optional<Language> language_from_tag(std::string_view tag) {
    const std::string_view primary = tag.substr(0, tag.find_first_of("-_"));
    for (const LanguageName& entry : all_languages) {
        if (std::equal(primary.begin(), primary.end(), entry.code.begin(), entry.code.end(),
                       [](char given, char known) { return lower(given) == known; })) {
            return entry.language;
        }
    }
    return std::nullopt;
}

std::string country_from_tag(std::string_view tag) {
    while (!tag.empty()) {
        tag.remove_prefix(std::min(tag.size(), tag.find_first_of("-_")));
        if (!tag.empty()) tag.remove_prefix(1);
        const std::string_view part = tag.substr(0, tag.find_first_of("-_"));
        if (part.size() != 2) continue;  // a script ("zh-Hant-TW"), or the end
        std::string country;
        for (const char letter : part)
            country +=
                lower(letter) >= 'a' && lower(letter) <= 'z' ? static_cast<char>(lower(letter) - 'a' + 'A') : '?';
        if (country.find('?') == std::string::npos) return country;
    }
    return {};
}

Language choose_language(std::span<const std::string> preferred) {
    for (const std::string& tag : preferred) {
        if (const std::optional<Language> language = language_from_tag(tag)) return *language;
    }
    return Language::French;
}

}  // namespace portail
