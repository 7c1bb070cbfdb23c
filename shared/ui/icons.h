// The icons of the interface, drawn as strokes on a 24 × 24 grid, so that they are crisp at every device pixel ratio
// and need no icon font. An icon never stands alone for its meaning: the widget that shows it has a name.
#pragma once

#include <cstdint>

#include "shared/ui/color.h"
#include "shared/ui/geometry.h"

struct ImDrawList;

namespace portail::ui {

enum class Icon : std::uint8_t {
    None,
    Calendar,
    Camera,
    Car,
    Check,
    ChevronDown,
    ChevronLeft,
    ChevronRight,
    ChevronUp,
    Clock,
    Edit,
    Eye,
    History,
    Home,
    Image,
    Info,
    Logout,
    Mail,
    Menu,
    Phone,
    Plus,
    Print,
    Qr,
    Search,
    Settings,
    Share,
    Sync,
    Trash,
    User,
    Users,
    Warning,
    WifiOff,
    Wrench,
    X,
};

/// Draws `icon` centred in `box`, as large as fits, with strokes that grow with it.
void draw_icon(ImDrawList& list, Icon icon, const Rect& box, Color color);

}  // namespace portail::ui
