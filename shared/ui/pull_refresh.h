// Pulling a page down at its top brings it up to date: an arrow follows the finger, and turns for as long as the work is
// under way. A gesture only; what it does has a button elsewhere.
#pragma once

#include <functional>

#include "shared/ui/geometry.h"
#include "shared/ui/touch_scroll.h"

namespace portail::ui {

class Ui;

struct RefreshSource {
    std::function<void()> start;
    std::function<bool()> is_under_way;
};

class PullRefresh {
public:
    /// Without `start` pages cannot be pulled.
    void offer(RefreshSource source) { m_source = std::move(source); }
    /// The area of the present page; the last of a frame counts. Before draw().
    void set_area(const Rect& area) { m_area = area; }
    /// At the end of a frame, over the page. `may_pull` is false under a dialog.
    void draw(Ui& ui, TouchScroll& touch, bool may_pull);

private:
    RefreshSource m_source;
    Rect m_area;
    std::int64_t m_shown_until = 0;  ///< a turn at least, that it can be seen
    bool m_was_started = false;
};

}  // namespace portail::ui
