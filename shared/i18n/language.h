// The languages of the interface, French first. A language tag is BCP 47; only its primary part decides.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace portail {

enum class Language : std::uint8_t { French, English, German, Italian };

struct LanguageName {
    Language language;
    std::string_view code;  ///< "fr"
    std::string_view name;  ///< in the language itself: "Français"
};

/// All of them, in the order in which they are offered.
[[nodiscard]] std::span<const LanguageName> languages();
[[nodiscard]] std::string_view code_of(Language language);
[[nodiscard]] std::optional<Language> language_from_tag(std::string_view tag);  ///< "de-CH", "de"
/// The country in a tag, where it names one: "CH" in "de-CH".
[[nodiscard]] std::string country_from_tag(std::string_view tag);
/// The first of `preferred` (BCP 47 tags, best first) that we speak, else French.
[[nodiscard]] Language choose_language(std::span<const std::string> preferred);

}  // namespace portail
