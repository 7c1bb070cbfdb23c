#include "shared/i18n/translator.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>

#include "shared/base/json.h"

using namespace portail;

namespace {

std::string text_of_file(const std::string& path) {
    std::ifstream file{path};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("a language is chosen by the first preference that we speak") {
    CHECK(choose_language(std::vector<std::string>{"de-CH", "fr"}) == Language::German);
    CHECK(choose_language(std::vector<std::string>{"pt-BR", "IT"}) == Language::Italian);
    CHECK(choose_language(std::vector<std::string>{"en_GB"}) == Language::English);
    CHECK(choose_language(std::vector<std::string>{"rm", "pt"}) == Language::French);
    CHECK(choose_language({}) == Language::French);
    CHECK_FALSE(language_from_tag("french").has_value());
    CHECK(country_from_tag("de-CH") == "CH");
    CHECK(country_from_tag("sr_Latn_rs") == "RS");
    CHECK(country_from_tag("fr").empty());
    CHECK(country_from_tag("es-419").empty());
}

TEST_CASE("a text takes its values, and leaves what it was not given") {
    const Translator french{Language::French};
    CHECK(french.text("common.moment", {{"time", "14:30"}, {"date", "mardi"}}) == "mardi à 14:30");
    CHECK(french.text("common.moment", {{"date", "mardi"}}) == "mardi à {time}");
    CHECK(french.text("common.moment", {{"date", "{time}"}, {"time", "8:00"}}) == "{time} à 8:00");
    CHECK(french.text("nothing.of.the.kind") == "nothing.of.the.kind");
}

TEST_CASE("a number chooses the variant that goes with it, and is written as in its country") {
    const Translator french{Language::French, "CH"};
    CHECK(french.plural("admin.clients.count", 0) == "0 client");
    CHECK(french.plural("admin.clients.count", 1) == "1 client");
    CHECK(french.plural("admin.clients.count", 2) == "2 clients");
    CHECK(french.plural("admin.clients.count", 1'250) == "1\u00a0250 clients");
    CHECK(french.plural("admin.clients.count", 2'000'000) == "2\u00a0000\u00a0000 de clients");
    const Translator german{Language::German, "CH"};
    CHECK(german.plural("agenda.count", 0) == "0 Termine");
    CHECK(german.plural("agenda.count", 1) == "1 Termin");
    CHECK(german.plural("agenda.count", 1'250) == "1’250 Termine");
}

TEST_CASE("every plural has the variants of its language and no other") {
    for (const LanguageName& language : languages()) {
        const std::string name{language.code};
        const auto texts = parse_json(text_of_file(PORTAIL_TEXTS_FOLDER "/" + name + ".json"));
        REQUIRE(texts.ok());
        const std::string categories = " " + Locale{language.language}.text(LocaleForm::PluralCategories, 0) + " ";
        REQUIRE(categories.find(" other ") != std::string::npos);
        for (const auto& [key, text] : texts->items()) {
            constexpr std::string_view other = ".other";
            if (!key.ends_with(other) || !texts->contains(key.substr(0, key.size() - other.size()) + ".one")) continue;
            for (const std::string category : {"zero", "one", "two", "few", "many", "other"}) {
                INFO(name << ": " << key << " and " << category);
                const std::string variant = key.substr(0, key.size() - other.size()) + "." + category;
                CHECK(texts->contains(variant) == (categories.find(" " + category + " ") != std::string::npos));
            }
        }
    }
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
