#include "shared/i18n/translator.h"

#include <cassert>
#include <vector>

#include "shared/base/json.h"
#include "shared/i18n/words.h"

namespace portail {
namespace {

/// What is said where the reason itself has no sentence.
std::string_view sentence_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::Invalid:
            return "error.invalid";
        case ErrorCode::Unauthorized:
            return "error.unauthorized";
        case ErrorCode::Forbidden:
            return "error.forbidden";
        case ErrorCode::NotFound:
            return "error.not_found";
        case ErrorCode::Conflict:
            return "error.conflict";
        case ErrorCode::TooMany:
            return "error.too_many";
        case ErrorCode::Unavailable:
            return "error.unavailable";
        case ErrorCode::Internal:
            return "error.internal";
    }
    return {};
}

}  // namespace

Translator::Translator(Language language, std::string_view country) : m_locale(language, country) {
    const Result<Json> words = parse_json(words_of(language));
    assert(words.ok() && words->is_object());
    for (const auto& [key, text] : words->items())
        m_texts.emplace(key, text.get_ref<const std::string&>());
}

std::string fill_in(std::string_view pattern, std::span<const TextValue> values) {
    std::string filled;
    filled.reserve(pattern.size() + 16);
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        filled += pattern.substr(0, open);
        if (open == std::string_view::npos) break;
        pattern.remove_prefix(open);
        const std::size_t close = pattern.find('}');
        const std::string_view name = close == std::string_view::npos ? pattern : pattern.substr(1, close - 1);
        bool is_known = false;
        for (const TextValue& value : values) {
            if (value.name != name) continue;
            filled += value.value;
            is_known = true;
            break;
        }
        if (!is_known) filled += pattern.substr(0, close == std::string_view::npos ? close : close + 1);
        pattern.remove_prefix(close == std::string_view::npos ? pattern.size() : close + 1);
    }
    return filled;
}

std::string Translator::text(std::string_view key, std::initializer_list<TextValue> values) const {
    const auto found = m_texts.find(key);
    if (found == m_texts.end()) return std::string{key};
    return fill_in(found->second, {values.begin(), values.size()});
}

std::string Translator::plural(std::string_view key, std::int64_t count,
                               std::initializer_list<TextValue> values) const {
    const std::string variant = std::string{key} + "." + m_locale.text(LocaleForm::PluralCategory, count);
    const auto found = m_texts.find(variant);
    if (found == m_texts.end()) return variant;
    const std::string number = m_locale.text(LocaleForm::Number, count);
    std::vector<TextValue> all{{"count", number}};
    all.insert(all.end(), values.begin(), values.end());
    return fill_in(found->second, all);
}

std::string Translator::field(std::string_view name) const {
    std::string key = "field.";
    key += name.empty() ? std::string_view{"entry"} : name;
    const auto found = m_texts.find(key);
    return found == m_texts.end() ? std::string{name} : found->second;
}

std::string Translator::error(const Error& error) const {
    auto found = m_texts.find(error.key);
    // A newer server may give a reason that this program has no sentence for.
    if (found == m_texts.end()) found = m_texts.find(sentence_of(error.code));
    if (found == m_texts.end()) return error.key;
    const std::string label = field(error.field);
    std::vector<TextValue> values{{"field", label}};
    for (const auto& [name, value] : error.values)
        values.push_back({name, value});
    return fill_in(found->second, values);
}

}  // namespace portail
