// Short messages over the page that go by themselves: "Rendez-vous enregistré", with a way to undo where there is
// one. The newest is at the bottom; at most three are shown. A screen reader is told politely. A message that asks
// for attention, by an action or as an error, can be sent away, and stays while the pointer or the focus is on it
// (WCAG 2.2, 2.2.1). One that only informs lets presses through to what it covers.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "shared/ui/geometry.h"
#include "shared/ui/semantics.h"
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
    /// How much of the lower end of `area` is under messages: that much further can it be scrolled meanwhile.
    [[nodiscard]] float covered_height(const Rect& area) const;

private:
    struct Live {
        Toast toast;
        std::int64_t number = 0;
        std::int64_t until_ms = 0;  ///< 0: not drawn yet
        bool is_closed = false;
        Rect rect;
        NodeId action = no_node;
        NodeId close = no_node;
    };
    static void keep_while_attended(Ui& ui, Live& live);
    [[nodiscard]] static bool draw_one(Ui& ui, Live& live);

    std::vector<Live> m_live;
    std::int64_t m_count = 0;
};

}  // namespace portail::ui
