// The field for a telephone number: typed as people write it, understood with the country of the business, and said back
// below in the international way as soon as it is whole.
#pragma once

#include <string>
#include <string_view>

#include "shared/ui/app_context.h"
#include "shared/ui/widgets/field.h"

namespace portail::ui {

struct PhoneFieldOptions {
    std::string_view key = "phone";
    std::string_view error;
    std::string_view autocomplete;  ///< "tel" where people write their own
    std::string_view enter_key_hint = "next";
};
TextFieldResult phone_field(Ui& ui, const AppContext& context, const PhoneFieldOptions& options, std::string& value);

/// A stored number as it stands in the field, and in sentences.
[[nodiscard]] std::string shown_phone(const AppContext& context, const std::string& stored);
/// What is to be stored for what was typed, or what is wrong with it.
[[nodiscard]] Result<std::string> entered_phone(const AppContext& context, const std::string& typed);
/// The way to call it: a link, which opens the telephone.
bool phone_link(Ui& ui, const AppContext& context, std::string_view key, const std::string& stored);

}  // namespace portail::ui
