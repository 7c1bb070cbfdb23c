#include "shared/i18n/translator.h"

#include <catch2/catch_test_macros.hpp>

using namespace portail;

TEST_CASE("a language is chosen by the first preference that we speak") {
    CHECK(choose_language(std::vector<std::string>{"de-CH", "fr"}) == Language::German);
    CHECK(choose_language(std::vector<std::string>{"pt-BR", "IT"}) == Language::Italian);
    CHECK(choose_language(std::vector<std::string>{"en_GB"}) == Language::English);
    CHECK(choose_language(std::vector<std::string>{"rm", "pt"}) == Language::French);
    CHECK(choose_language({}) == Language::French);
    CHECK_FALSE(language_from_tag("french").has_value());
}

TEST_CASE("a text takes its values, and leaves what it was not given") {
    const Translator french{Language::French};
    CHECK(french.text("common.moment", {{"time", "14:30"}, {"date", "mardi"}}) == "mardi à 14:30");
    CHECK(french.text("common.moment", {{"date", "mardi"}}) == "mardi à {time}");
    CHECK(french.text("common.moment", {{"date", "{time}"}, {"time", "8:00"}}) == "{time} à 8:00");
    CHECK(french.text("nothing.of.the.kind") == "nothing.of.the.kind");
}

TEST_CASE("nothing is singular in French and plural elsewhere") {
    CHECK(plural_category(Language::French, 0) == PluralCategory::One);
    CHECK(plural_category(Language::French, 1) == PluralCategory::One);
    CHECK(plural_category(Language::French, 2) == PluralCategory::Other);
    for (const Language language : {Language::English, Language::German, Language::Italian}) {
        CHECK(plural_category(language, 0) == PluralCategory::Other);
        CHECK(plural_category(language, 1) == PluralCategory::One);
        CHECK(plural_category(language, 21) == PluralCategory::Other);
    }
    CHECK(Translator{Language::German}.plural("common.hours_ago", 1) == "vor 1 Stunde");
    CHECK(Translator{Language::German}.plural("common.hours_ago", 3) == "vor 3 Stunden");
}

TEST_CASE("an error names its field and the way out, in each language") {
    const Error error = invalid("phone", "error.phone");
    CHECK(Translator{Language::French}.error(error) ==
          "«\u00a0Téléphone\u00a0» n’est pas un numéro complet. Écrivez-le comme 079 123 45 67 ou +41 79 123 45 67.");
    CHECK(Translator{Language::Italian}.error(error).starts_with("«Telefono»"));
    CHECK(Translator{Language::French}.error(invalid("note", "error.too_long", {{"limit", "2000"}})) ==
          "«\u00a0Remarque\u00a0» est trop long\u00a0: 2000 caractères au plus. Raccourcissez le texte.");
}

TEST_CASE("an error without a sentence of its own still says what can be done") {
    const Translator english{Language::English};
    CHECK(english.error(conflict("error.from_a_newer_server")) == english.text("error.conflict"));
    CHECK(english.error(internal("SELECT failed")) == english.text("error.internal"));
    CHECK(english.error(internal("SELECT failed")).find("SELECT") == std::string::npos);
}
