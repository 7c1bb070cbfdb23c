// Points, sizes and rectangles of the interface, in CSS pixels (device independent), y downwards.
#pragma once

#include <algorithm>

namespace portail::ui {

struct Point {
    float x = 0;
    float y = 0;

    friend bool operator==(const Point&, const Point&) = default;
};

struct Size {
    float width = 0;
    float height = 0;

    friend bool operator==(const Size&, const Size&) = default;
};

struct Rect {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;

    [[nodiscard]] float right() const { return x + width; }
    [[nodiscard]] float bottom() const { return y + height; }
    [[nodiscard]] Point center() const { return {x + width / 2, y + height / 2}; }
    [[nodiscard]] bool contains(Point point) const {
        return point.x >= x && point.x < right() && point.y >= y && point.y < bottom();
    }
    [[nodiscard]] Rect inset(float by) const { return inset(by, by); }
    [[nodiscard]] Rect inset(float horizontal, float vertical) const {
        return {x + horizontal, y + vertical, std::max(0.0F, width - 2 * horizontal),
                std::max(0.0F, height - 2 * vertical)};
    }
    [[nodiscard]] Rect intersection(const Rect& other) const {
        const float left = std::max(x, other.x);
        const float top = std::max(y, other.y);
        return {left, top, std::max(0.0F, std::min(right(), other.right()) - left),
                std::max(0.0F, std::min(bottom(), other.bottom()) - top)};
    }
    [[nodiscard]] bool is_empty() const { return width <= 0 || height <= 0; }

    friend bool operator==(const Rect&, const Rect&) = default;
};

}  // namespace portail::ui
