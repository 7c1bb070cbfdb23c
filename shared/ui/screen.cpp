#include "shared/ui/screen.h"

#include "shared/ui/widgets.h"

namespace portail::ui {

bool DataWatch::changed(const AppContext& context) {
    const std::uint64_t data = context.data.revision();
    const std::uint64_t place = context.router.revision();
    const Milliseconds minute = context.now() / minute_ms;
    if (m_is_fresh && data == m_data && place == m_place && minute == m_minute) return false;
    m_is_fresh = true;
    m_data = data;
    m_place = place;
    m_minute = minute;
    return true;
}

void error_banner(Ui& ui, AppContext& context, std::string_view key, const Error* error) {
    if (error == nullptr) return;
    const std::string sentence = context.words.error(*error);
    banner(ui, {.key = key, .text = sentence, .tone = Tone::Danger, .is_assertive = true});
}

}  // namespace portail::ui
