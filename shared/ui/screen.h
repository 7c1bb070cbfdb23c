// A screen: one place of the program. It lives while its place is shown, keeps its state in members, reads through
// named queries and changes data through commands only. What must survive a reload stands in the place's parameters.
//
//   class VehiclesScreen final : public Screen {
//       std::string title(AppContext& context) override { return context.words.text("portal.vehicles.title"); }
//       void draw(Ui& ui, AppContext& context) override {
//           if (m_watch.changed(context)) load(context);
//           …
//       }
//       DataWatch m_watch;
//       std::vector<Vehicle> m_vehicles;
//   };
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "shared/ui/app_context.h"
#include "shared/ui/ui.h"

namespace portail::ui {

class Screen {
public:
    virtual ~Screen() = default;
    /// Shown in the title of the window and told to screen readers.
    [[nodiscard]] virtual std::string title(AppContext& context) = 0;
    /// A whole page: bars, areas, dialogs.
    virtual void draw(Ui& ui, AppContext& context) = 0;
};

/// What a program draws over whatever screen is shown: its command palette.
class ScreenOverlay {
public:
    virtual ~ScreenOverlay() = default;
    virtual void draw(Ui& ui, AppContext& context) = 0;
};

/// Tells a screen when to read again: at first, when the data or the place changed, and when a new minute began
/// (what is past and what is to come may have changed).
class DataWatch {
public:
    [[nodiscard]] bool changed(const AppContext& context);
    void invalidate() { m_is_fresh = false; }

private:
    bool m_is_fresh = false;
    std::uint64_t m_data = 0;
    std::uint64_t m_place = 0;
    Milliseconds m_minute = 0;
};

/// The value, or its default with the reason noted in `problem`, for the screen to tell.
template <class T>
[[nodiscard]] T taken(Result<T> result, std::optional<Error>& problem) {
    if (result.ok()) return std::move(*result);
    problem = result.error();
    return {};
}

/// Tells what a query or a command could not do; nothing where there is no error.
void error_banner(Ui& ui, AppContext& context, std::string_view key, const Error* error);

}  // namespace portail::ui
