#include "shared/ui/app_words.h"

namespace portail::ui {

Words widget_words(const Translator& translator) {
    Words words;
    words.language = code_of(translator.language());
    words.close = translator.text("common.close");
    words.back = translator.text("common.back");
    words.loading = translator.text("common.loading");
    words.show_password = translator.text("common.show_password");
    words.hide_password = translator.text("common.hide_password");
    words.clear = translator.text("common.clear");
    words.choose = translator.text("common.choose");
    words.previous_month = translator.text("common.previous_month");
    words.next_month = translator.text("common.next_month");
    words.unavailable_day = translator.text("common.unavailable_day");
    words.today = translator.text("common.today");
    words.notifications = translator.text("common.notifications");
    words.take_photo = translator.text("common.take_photo");
    words.remove = translator.text("common.remove");
    words.drop_or_paste = translator.text("common.drop_or_paste");
    words.drop_now = translator.text("common.drop_now");
    words.skip_to_content = translator.text("common.skip_to_content");
    for (std::size_t index = 0; index < words.months.size(); ++index) {
        words.months[index] = translator.text("common.month." + std::to_string(index + 1));
    }
    for (std::size_t index = 0; index < words.weekdays.size(); ++index) {
        const std::string number = std::to_string(index + 1);
        words.weekdays[index] = translator.text("common.weekday." + number);
        words.weekdays_short[index] = translator.text("common.weekday_short." + number);
    }
    return words;
}

}  // namespace portail::ui
