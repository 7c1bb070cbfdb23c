// What every page of the staff programs has around its contents: the way around, the state of the data, and the pieces
// that several pages show.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/domain/vehicle.h"
#include "shared/queries/appointment_queries.h"
#include "shared/ui/place_dialog.h"
#include "shared/ui/screen.h"
#include "shared/ui/widgets.h"

namespace portail::ui {

struct AdminPageOptions {
    std::string key;
    std::string title;               ///< in the bar
    std::optional<Place> back_to{};  ///< the bar has an arrow that leads one step back, or there
};

/// Draws the bars; a member of every staff screen. `contents` draws a main area.
class AdminFrame {
public:
    void draw(Ui& ui, AppContext& context, const AdminPageOptions& options, Body contents);

private:
    static void draw_search(Ui& ui, AppContext& context);
    void draw_navigation(Ui& ui, AppContext& context) const;

    DataWatch m_watch;
    int m_requests = 0;  ///< that wait for the shop's answer
};

[[nodiscard]] bool may_change_brand(const AppContext& context);

/// The parts that are not empty: "GE 123456 · Fiat Panda".
[[nodiscard]] std::string dotted(std::initializer_list<std::string_view> parts);

struct AppointmentItemOptions {
    bool is_selected = false;
    bool is_of_one_day = true;  ///< else of one customer: dates instead of names
};
/// One appointment as a row of a list. True when it was pressed.
bool admin_appointment_item(Ui& ui, AppContext& context, const AppointmentView& view,
                            const AppointmentItemOptions& options = {});

}  // namespace portail::ui
