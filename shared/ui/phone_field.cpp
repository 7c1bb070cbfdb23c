#include "shared/ui/phone_field.h"

#include "shared/domain/customer.h"
#include "shared/i18n/phone_number.h"
#include "shared/ui/widgets/button.h"

namespace portail::ui {

TextFieldResult phone_field(Ui& ui, const AppContext& context, const PhoneFieldOptions& options, std::string& value) {
    std::string understood = understood_phone(value, context.organisation.country);
    if (understood == value) understood.clear();  // it says so itself
    return text_field(ui,
                      {.key = options.key,
                       .label = context.words.field("phone"),
                       .kind = InputKind::Phone,
                       .help = understood,
                       .error = options.error,
                       .autocomplete = options.autocomplete,
                       .enter_key_hint = options.enter_key_hint,
                       .icon = Icon::Phone,
                       .max_length = static_cast<int>(customer_limits::phone)},
                      value);
}

std::string shown_phone(const AppContext& context, const std::string& stored) {
    return phone_text(stored, context.organisation.country);
}

Result<std::string> entered_phone(const AppContext& context, const std::string& typed) {
    Result<std::string> phone = phone_to_store("phone", typed, context.organisation.country);
    if (!phone) return phone;
    if (const Result<void> valid = validate_phone("phone", *phone); !valid) return valid.error();
    return phone;
}

bool phone_link(Ui& ui, const AppContext& context, std::string_view key, const std::string& stored) {
    const std::string address = phone_address(stored, context.organisation.country);
    const std::string label = context.words.text("common.call", {{"phone", shown_phone(context, stored)}});
    if (!link(ui, {.key = key, .label = label, .href = address, .icon = Icon::Phone})) return false;
    context.host.open_address(address);
    return true;
}

}  // namespace portail::ui
