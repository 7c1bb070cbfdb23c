// What is wrong with the fields of one form, found before anything is submitted (all of them at once) or by the
// mutator afterwards (one). A message disappears when its field is checked again and is right.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "shared/base/result.h"
#include "shared/i18n/translator.h"

namespace portail::ui {

class FieldErrors {
public:
    /// Notes the error, or clears the field's. The field is named apart, because the right value has no error.
    void check(std::string_view field, const Result<void>& result) {
        const auto found = m_errors.find(field);
        if (found != m_errors.end()) m_errors.erase(found);
        if (!result.ok()) m_errors.emplace(field, result.error());
    }
    void clear(std::string_view field) { check(field, Result<void>{}); }
    void clear() { m_errors.clear(); }
    /// Whether the field is to be checked in this frame: when it is left, and at each change as long as it is wrong.
    template <class FieldResult>
    [[nodiscard]] bool wants_check(std::string_view field, const FieldResult& result) const {
        return result.lost_focus || (result && m_errors.contains(field));
    }
    [[nodiscard]] bool any() const { return !m_errors.empty(); }
    [[nodiscard]] std::string text(const Translator& words, std::string_view field) const {
        const auto found = m_errors.find(field);
        return found == m_errors.end() ? std::string{} : words.error(found->second);
    }

private:
    std::map<std::string, Error, std::less<>> m_errors;
};

}  // namespace portail::ui
