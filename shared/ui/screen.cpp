#include "shared/ui/screen.h"

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

}  // namespace portail::ui
