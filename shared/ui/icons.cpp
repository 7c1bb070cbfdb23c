#include "shared/ui/icons.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <numbers>

namespace portail::ui {

namespace {

constexpr float grid = 24;
constexpr float pi = std::numbers::pi_v<float>;

/// Strokes on the 24 × 24 grid, with round ends.
class Pen {
public:
    Pen(ImDrawList& list, const Rect& box, Color color)
        : m_list(list),
          m_scale(std::min(box.width, box.height) / grid),
          m_origin{box.x + (box.width - grid * m_scale) / 2, box.y + (box.height - grid * m_scale) / 2},
          m_color(IM_COL32(color.red, color.green, color.blue, color.alpha)),
          m_width(std::max(1.0F, 1.9F * m_scale)) {}

    void line(std::initializer_list<Point> points, bool is_closed = false) {
        for (const Point point : points) {
            m_list.PathLineTo(at(point));
        }
        m_list.PathStroke(m_color, is_closed ? ImDrawFlags_Closed : ImDrawFlags_None, m_width);
        if (!is_closed && m_width > 1.5F) {
            dot(*points.begin(), m_width / m_scale / 2);
            dot(*(points.end() - 1), m_width / m_scale / 2);
        }
    }
    void circle(Point center, float radius) { m_list.AddCircle(at(center), radius * m_scale, m_color, 0, m_width); }
    void dot(Point center, float radius) { m_list.AddCircleFilled(at(center), radius * m_scale, m_color); }
    /// Angles in turns of the clock: 0 is right, 0.25 down.
    void arc(Point center, float radius, float from, float to) {
        m_list.PathArcTo(at(center), radius * m_scale, from * 2 * pi, to * 2 * pi);
        m_list.PathStroke(m_color, ImDrawFlags_None, m_width);
    }
    void box(float x, float y, float width, float height, float radius) {
        m_list.AddRect(at({x, y}), at({x + width, y + height}), m_color, radius * m_scale, ImDrawFlags_None, m_width);
    }
    void fill(float x, float y, float width, float height) {
        m_list.AddRectFilled(at({x, y}), at({x + width, y + height}), m_color);
    }
    void curve(Point from, Point one, Point two, Point to) {
        m_list.AddBezierCubic(at(from), at(one), at(two), at(to), m_color, m_width);
    }

private:
    [[nodiscard]] ImVec2 at(Point point) const {
        return {m_origin.x + point.x * m_scale, m_origin.y + point.y * m_scale};
    }

    ImDrawList& m_list;
    float m_scale;
    Point m_origin;
    ImU32 m_color;
    float m_width;
};

void draw_car(Pen& pen) {
    pen.line({{3, 16.5F}, {3, 12.5F}, {5, 11}, {7, 6.5F}, {17, 6.5F}, {19, 11}, {21, 12.5F}, {21, 16.5F}}, true);
    pen.line({{5, 11}, {19, 11}});
    pen.dot({7, 13.8F}, 1.2F);
    pen.dot({17, 13.8F}, 1.2F);
    pen.line({{6, 16.5F}, {6, 18.5F}});
    pen.line({{18, 16.5F}, {18, 18.5F}});
}

void draw_qr(Pen& pen) {
    pen.box(4, 4, 6, 6, 1);
    pen.box(14, 4, 6, 6, 1);
    pen.box(4, 14, 6, 6, 1);
    pen.fill(13.5F, 13.5F, 2.6F, 2.6F);
    pen.fill(18.4F, 13.5F, 2.6F, 2.6F);
    pen.fill(16, 16, 2.4F, 2.4F);
    pen.fill(13.5F, 18.4F, 2.6F, 2.6F);
    pen.fill(18.4F, 18.4F, 2.6F, 2.6F);
}

void draw_settings(Pen& pen) {
    pen.circle({12, 12}, 3.2F);
    pen.circle({12, 12}, 6.6F);
    for (int spoke = 0; spoke < 8; ++spoke) {
        const float angle = static_cast<float>(spoke) * pi / 4;
        const float x = std::cos(angle);
        const float y = std::sin(angle);
        pen.line({{12 + x * 6.8F, 12 + y * 6.8F}, {12 + x * 9.2F, 12 + y * 9.2F}});
    }
}

void draw_person(Pen& pen, float x) {
    pen.circle({x, 8}, 3.8F);
    pen.curve({x - 7, 20.5F}, {x - 7, 13.2F}, {x + 7, 13.2F}, {x + 7, 20.5F});
}

void draw_wifi_off(Pen& pen) {
    pen.arc({12, 19}, 4.8F, 0.635F, 0.865F);
    pen.arc({12, 19}, 9.2F, 0.635F, 0.865F);
    pen.arc({12, 19}, 13.4F, 0.645F, 0.855F);
    pen.dot({12, 18.6F}, 1.3F);
    pen.line({{4, 3.5F}, {20, 21}});
}

void draw_camera(Pen& pen) {
    pen.line({{8, 6.5F}, {9.5F, 4}, {14.5F, 4}, {16, 6.5F}});
    pen.box(3, 6.5F, 18, 13.5F, 2.5F);
    pen.circle({12, 13}, 3.8F);
}

void draw_image(Pen& pen) {
    pen.box(3.5F, 4, 17, 16, 2.5F);
    pen.circle({8.7F, 9.2F}, 1.7F);
    pen.line({{4, 17.5F}, {9.5F, 13}, {12.5F, 15.5F}, {16.5F, 11.5F}, {20.3F, 15}});
}

void draw_share(Pen& pen) {
    pen.line({{12, 14.5F}, {12, 3.5F}});
    pen.line({{7.8F, 7.5F}, {12, 3.3F}, {16.2F, 7.5F}});
    pen.line({{8, 10.5F}, {5, 10.5F}, {5, 20.5F}, {19, 20.5F}, {19, 10.5F}, {16, 10.5F}});
}

void draw_phone(Pen& pen) {
    pen.box(6.5F, 2.5F, 11, 19, 2.2F);
    pen.line({{10.8F, 18.2F}, {13.2F, 18.2F}});
}

void draw_stroke_icon(Pen& pen, Icon icon) {
    switch (icon) {
        case Icon::None:
            break;
        case Icon::Calendar:
            pen.box(3.5F, 5, 17, 15.5F, 2.5F);
            pen.line({{3.5F, 10}, {20.5F, 10}});
            pen.line({{8, 2.8F}, {8, 6.6F}});
            pen.line({{16, 2.8F}, {16, 6.6F}});
            break;
        case Icon::Camera:
            draw_camera(pen);
            break;
        case Icon::Car:
            draw_car(pen);
            break;
        case Icon::Check:
            pen.line({{4.5F, 12.5F}, {9.7F, 17.5F}, {19.5F, 7}});
            break;
        case Icon::ChevronDown:
            pen.line({{6.5F, 9.5F}, {12, 15}, {17.5F, 9.5F}});
            break;
        case Icon::ChevronLeft:
            pen.line({{14.5F, 6}, {8.5F, 12}, {14.5F, 18}});
            break;
        case Icon::ChevronRight:
            pen.line({{9.5F, 6}, {15.5F, 12}, {9.5F, 18}});
            break;
        case Icon::ChevronUp:
            pen.line({{6.5F, 14.5F}, {12, 9}, {17.5F, 14.5F}});
            break;
        case Icon::Clock:
            pen.circle({12, 12}, 8.7F);
            pen.line({{12, 7}, {12, 12.2F}, {15.4F, 14.2F}});
            break;
        case Icon::Edit:
            pen.line({{4.5F, 19.5F}, {5.3F, 15.4F}, {15.9F, 4.8F}, {19.2F, 8.1F}, {8.6F, 18.7F}}, true);
            pen.line({{13.4F, 7.3F}, {16.7F, 10.6F}});
            break;
        case Icon::Eye:
            pen.curve({2.5F, 12}, {7, 4}, {17, 4}, {21.5F, 12});
            pen.curve({2.5F, 12}, {7, 20}, {17, 20}, {21.5F, 12});
            pen.circle({12, 12}, 2.8F);
            break;
        case Icon::History:
            pen.arc({12.5F, 12}, 8.2F, -0.42F, 0.42F);
            pen.line({{2.4F, 6.5F}, {5, 10}, {8.8F, 8}});
            pen.line({{12.5F, 7.5F}, {12.5F, 12.2F}, {15.6F, 14}});
            break;
        case Icon::Home:
            pen.line({{3, 11.5F}, {12, 4}, {21, 11.5F}});
            pen.line({{5.5F, 9.6F}, {5.5F, 20}, {18.5F, 20}, {18.5F, 9.6F}});
            pen.line({{10, 20}, {10, 14.5F}, {14, 14.5F}, {14, 20}});
            break;
        case Icon::Image:
            draw_image(pen);
            break;
        case Icon::Info:
            pen.circle({12, 12}, 8.7F);
            pen.line({{12, 11.5F}, {12, 16.2F}});
            pen.dot({12, 8}, 1.25F);
            break;
        case Icon::Logout:
            pen.line({{10, 4.5F}, {5, 4.5F}, {5, 19.5F}, {10, 19.5F}});
            pen.line({{10, 12}, {20.5F, 12}});
            pen.line({{16.5F, 8}, {20.5F, 12}, {16.5F, 16}});
            break;
        case Icon::Mail:
            pen.box(3, 5.5F, 18, 13.5F, 2.2F);
            pen.line({{3.8F, 7.5F}, {12, 13.2F}, {20.2F, 7.5F}});
            break;
        case Icon::Menu:
            pen.line({{4, 7}, {20, 7}});
            pen.line({{4, 12}, {20, 12}});
            pen.line({{4, 17}, {20, 17}});
            break;
        case Icon::Phone:
            draw_phone(pen);
            break;
        case Icon::Plus:
            pen.line({{12, 5}, {12, 19}});
            pen.line({{5, 12}, {19, 12}});
            break;
        case Icon::Print:
            pen.line({{7, 9.5F}, {7, 4}, {17, 4}, {17, 9.5F}});
            pen.line({{7, 17}, {4, 17}, {4, 9.5F}, {20, 9.5F}, {20, 17}, {17, 17}});
            pen.box(7, 14, 10, 6.5F, 0.8F);
            break;
        case Icon::Qr:
            draw_qr(pen);
            break;
        case Icon::Search:
            pen.circle({10.8F, 10.8F}, 6.6F);
            pen.line({{15.7F, 15.7F}, {20.3F, 20.3F}});
            break;
        case Icon::Settings:
            draw_settings(pen);
            break;
        case Icon::Share:
            draw_share(pen);
            break;
        case Icon::Sync:
            pen.arc({12, 12}, 7.8F, 0.53F, 0.93F);
            pen.arc({12, 12}, 7.8F, 0.03F, 0.43F);
            pen.line({{19.8F, 4}, {19.4F, 8.8F}, {14.8F, 8}});
            pen.line({{4.2F, 20}, {4.6F, 15.2F}, {9.2F, 16}});
            break;
        case Icon::Trash:
            pen.line({{4, 6.5F}, {20, 6.5F}});
            pen.line({{9, 6.2F}, {9.4F, 3.6F}, {14.6F, 3.6F}, {15, 6.2F}});
            pen.line({{6, 6.8F}, {7, 20.3F}, {17, 20.3F}, {18, 6.8F}});
            pen.line({{10.2F, 10.5F}, {10.4F, 16.5F}});
            pen.line({{13.8F, 10.5F}, {13.6F, 16.5F}});
            break;
        case Icon::User:
            draw_person(pen, 12);
            break;
        case Icon::Users:
            draw_person(pen, 9);
            pen.arc({15.6F, 8}, 3.8F, -0.24F, 0.24F);
            pen.curve({17.5F, 14.9F}, {20.6F, 15.8F}, {22.2F, 17.6F}, {22.2F, 20.5F});
            break;
        case Icon::Warning:
            pen.line({{12, 4}, {21.3F, 19.8F}, {2.7F, 19.8F}}, true);
            pen.line({{12, 10}, {12, 14.2F}});
            pen.dot({12, 17}, 1.2F);
            break;
        case Icon::WifiOff:
            draw_wifi_off(pen);
            break;
        case Icon::Wrench:
            pen.line({{13.2F, 10.8F}, {4.2F, 19.8F}});
            pen.arc({16, 8}, 4.6F, 0.02F, 0.73F);
            pen.line({{15.5F, 3.6F}, {15.5F, 8.4F}, {20.4F, 8.4F}});
            break;
        case Icon::X:
            pen.line({{6, 6}, {18, 18}});
            pen.line({{18, 6}, {6, 18}});
            break;
    }
}

}  // namespace

void draw_icon(ImDrawList& list, Icon icon, const Rect& box, Color color) {
    Pen pen(list, box, color);
    draw_stroke_icon(pen, icon);
}

}  // namespace portail::ui
