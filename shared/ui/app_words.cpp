#include "shared/ui/app_words.h"

namespace portail::ui {

Words widget_words(const Translator& translator) {
    Words words;
    words.locale = translator.locale();
    words.close = translator.text("common.close");
    words.close_message = translator.text("common.close_message");
    words.back = translator.text("common.back");
    words.loading = translator.text("common.loading");
    words.show_password = translator.text("common.show_password");
    words.hide_password = translator.text("common.hide_password");
    words.clear = translator.text("common.clear");
    words.choose = translator.text("common.choose");
    words.previous_month = translator.text("common.previous_month");
    words.next_month = translator.text("common.next_month");
    words.unavailable_day = translator.text("common.unavailable_day");
    words.notifications = translator.text("common.notifications");
    words.take_photo = translator.text("common.take_photo");
    words.remove = translator.text("common.remove");
    words.drop_or_paste = translator.text("common.drop_or_paste");
    words.drop_now = translator.text("common.drop_now");
    words.not_a_date = translator.text("common.not_a_date");
    words.no_such_day = translator.text("common.no_such_day");
    words.other_weekday = translator.text("common.other_weekday");
    words.day_too_early = translator.text("common.day_too_early");
    words.day_too_late = translator.text("common.day_too_late");
    words.not_a_time = translator.text("common.not_a_time");
    words.skip_to_content = translator.text("common.skip_to_content");
    return words;
}

}  // namespace portail::ui
