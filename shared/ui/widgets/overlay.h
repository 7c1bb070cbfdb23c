// A layer over the whole screen that blocks what is under it: the ground of dialogs and of native pick lists.
#pragma once

#include <string_view>

#include "shared/ui/ui.h"

namespace portail::ui {

/// Runs `body(id)` in a layer of its own; `id` is a modal node named `key` below `parent`.
void overlay(Ui& ui, NodeId parent, Role role, std::string_view key, std::string_view label,
             FunctionRef<void(NodeId id)> body);

/// Darkens the screen around `content`. True when somebody pressed outside it.
bool overlay_backdrop(Ui& ui, NodeId overlay_id, Color color, const Rect& content);

}  // namespace portail::ui
