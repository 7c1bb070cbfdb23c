// What the person has set on the desktop around the program.
#pragma once

namespace portail {

/// Dark windows are preferred. Asked of the desktop's settings portal (org.freedesktop.appearance, color-scheme: XDG
/// Desktop Portal, Settings, version 1), which answers at once or is not there; else told by GTK_THEME.
[[nodiscard]] bool desktop_prefers_dark();

}  // namespace portail
