// Short messages over the page that go by themselves: "Rendez-vous enregistré", with a way to undo where there is
// one. The newest is at the bottom; at most three are shown. A screen reader is told politely.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "shared/ui/geometry.h"
#include "shared/ui/theme.h"

namespace portail::ui {

class Ui;

struct Toast {
    std::string text;
    Tone tone = Tone::Success;
    std::string action_label;  ///< empty: none
    std::function<void()> action;
    std::int64_t lasts_ms = 6000;
};

class Toasts {
public:
    void show(Toast toast);
    /// At the end of a frame, over everything else.
    void draw(Ui& ui);
    /// Whether a message that is shown lies over `rect`.
    [[nodiscard]] bool covers(const Rect& rect) const;

private:
    struct Live {
        Toast toast;
        std::int64_t number = 0;
        std::int64_t until_ms = 0;  ///< 0: not drawn yet
        Rect rect;
    };
    std::vector<Live> m_live;
    std::int64_t m_count = 0;
};

}  // namespace portail::ui
