// The first page that a customer sees: what comes next, and the one thing to do, Prendre RDV.
#include <algorithm>

#include "shared/queries/appointment_queries.h"
#include "shared/queries/customer_queries.h"
#include "shared/ui/appointment_words.h"
#include "shared/ui/install_offer.h"
#include "shared/ui/phone_field.h"
#include "shared/ui/screen.h"
#include "shared/ui/screens/portal_frame.h"
#include "shared/ui/screens/portal_screens.h"
#include "shared/ui/screens/rejected_booking.h"
#include "shared/ui/sync_indicator.h"

namespace portail::ui {
namespace {

constexpr std::size_t vehicles_shown = 3;
constexpr std::size_t appointments_shown = 3;

class PortalHome final : public Screen {
public:
    std::string title(AppContext& context) override { return context.words.text("portal.home.title"); }

    void draw(Ui& ui, AppContext& context) override {
        if (m_watch.changed(context)) load(context);
        portal_page(ui, context, {.key = "home"}, [&] {
            if (!m_customer) {
                problem_banner(ui, context, m_problem);
                skeleton(ui, {.rows = 4, .key = "loading"});
                return;
            }
            heading(ui, {.text = context.words.text("portal.home.greeting", {{"name", m_customer->first_name}}),
                         .key = "greeting"});
            problem_banner(ui, context, m_problem);
            m_rejected.draw(ui, context);
            draw_next(ui, context);
            if (button(ui, {.key = "book",
                            .label = context.words.text("portal.home.book"),
                            .style = ButtonStyle::Primary,
                            .icon = Icon::Calendar,
                            .is_full_width = true})) {
                context.router.push("/book");
            }
            install_offer(ui, context);
            draw_vehicles(ui, context);
            draw_history(ui, context);
            draw_details(ui, context);
            draw_business(ui, context);
        });
    }

private:
    void load(AppContext& context) {
        m_problem.reset();
        Database& database = context.database();
        const Id& id = context.actor.id;
        m_customer = taken(find_customer(database, id), m_problem);
        m_vehicles = taken(list_vehicles(database, id), m_problem);
        m_upcoming = taken(list_upcoming_appointments(database, id, context.now()), m_problem);
        m_past =
            taken(list_past_appointments(database, id, context.now(), static_cast<int>(appointments_shown)), m_problem);
        if (const Result<void> loaded = m_rejected.load(context); !loaded) m_problem = loaded.error();
    }

    void draw_next(Ui& ui, AppContext& context) {
        const std::string title = context.words.text("portal.home.next");
        if (m_upcoming.empty()) {
            card(ui, {.key = "next", .label = title}, [&] {
                text(ui, {.text = context.words.text("portal.home.nothing_planned"),
                          .style = TextStyle::Muted,
                          .icon = Icon::Calendar});
            });
            return;
        }
        const AppointmentView& next = m_upcoming.front();
        card(ui, {.key = "next", .label = title, .tone = Tone::Accent}, [&] {
            text(ui, {.text = title, .style = TextStyle::Strong, .tone = Tone::Accent, .key = "label"});
            heading(ui, {.text = capitalised(context.format.near_moment(next.appointment.starts_at, context.now())),
                         .level = 2,
                         .key = "when"});
            text(ui, {.text = vehicle_label(next.service_name, next.vehicle_plate), .key = "what"});
            row(ui, {.key = "state"}, [&] {
                const StateBadge state = state_badge(context.words, next.appointment.state);
                badge(ui, {.label = state.label, .tone = state.tone, .key = "state"});
                const RowMark mark = row_mark(context, "appointments", next.appointment.id);
                if (!mark.label.empty()) badge(ui, {.label = mark.label, .tone = mark.tone, .key = "sync"});
            });
            if (button(ui, {.key = "open", .label = context.words.text("portal.home.open_next")})) {
                context.router.push("/appointments/" + next.appointment.id);
            }
        });
    }

    void draw_vehicles(Ui& ui, AppContext& context) {
        const std::string title = context.words.text("portal.vehicles.title");
        heading(ui, {.text = title, .level = 2, .key = "vehicles_title"});
        if (m_vehicles.empty()) {
            text(ui, {.text = context.words.text("portal.vehicles.none"), .style = TextStyle::Muted, .key = "none"});
        } else {
            list(ui, {.key = "vehicles", .label = title}, [&] {
                for (std::size_t index = 0; index < std::min(m_vehicles.size(), vehicles_shown); ++index) {
                    const Vehicle& vehicle = m_vehicles[index];
                    const RowMark mark = row_mark(context, "vehicles", vehicle.id);
                    if (list_item(ui, {.key = vehicle.id,
                                       .title = vehicle.plate,
                                       .detail = vehicle.make_and_model(),
                                       .badge = mark.label,
                                       .badge_tone = mark.tone,
                                       .icon = Icon::Car})) {
                        context.router.push(Place{"/book", {{"vehicle", vehicle.id}}});
                    }
                }
            });
        }
        row(ui, {.key = "vehicle_actions"}, [&] {
            if (button(ui, {.key = "add_vehicle", .label = context.words.text("vehicle.add"), .icon = Icon::Plus})) {
                context.router.push("/vehicles/add");
            }
            if (m_vehicles.size() > vehicles_shown && button(ui, {.key = "all_vehicles",
                                                                  .label = context.words.text("portal.vehicles.all"),
                                                                  .style = ButtonStyle::Quiet})) {
                context.router.push("/vehicles");
            }
        });
    }

    void draw_history(Ui& ui, AppContext& context) {
        const std::string title = context.words.text("portal.history.title");
        heading(ui, {.text = title, .level = 2, .key = "history_title"});
        if (m_past.empty() && m_upcoming.size() < 2) {
            text(ui,
                 {.text = context.words.text("portal.history.none_past"), .style = TextStyle::Muted, .key = "past"});
        } else {
            list(ui, {.key = "history", .label = title}, [&] {
                std::size_t shown = 0;
                const auto draw_item = [&](const AppointmentView& view) {
                    if (shown++ >= appointments_shown) return;
                    if (appointment_item(ui, context, view)) {
                        context.router.push("/appointments/" + view.appointment.id);
                    }
                };
                for (std::size_t index = 1; index < m_upcoming.size(); ++index)
                    draw_item(m_upcoming[index]);
                for (const AppointmentView& view : m_past)
                    draw_item(view);
            });
        }
        if (button(ui, {.key = "all_appointments",
                        .label = context.words.text("portal.history.all"),
                        .style = ButtonStyle::Quiet})) {
            context.router.push("/appointments");
        }
    }

    void draw_details(Ui& ui, AppContext& context) {
        const std::string title = context.words.text("portal.details.title");
        heading(ui, {.text = title, .level = 2, .key = "details_title"});
        card(ui, {.key = "details", .label = title}, [&] {
            const std::string unknown = context.words.text("portal.details.unknown");
            fact(ui, {.label = context.words.text("portal.details.name"),
                      .value = m_customer->full_name(),
                      .icon = Icon::User,
                      .key = "name"});
            fact(ui, {.label = context.words.field("phone"),
                      .value = m_customer->phone.empty() ? unknown : shown_phone(context, m_customer->phone),
                      .icon = Icon::Phone,
                      .key = "phone"});
            fact(ui, {.label = context.words.field("email"),
                      .value = m_customer->email.empty() ? unknown : m_customer->email,
                      .icon = Icon::Mail,
                      .key = "email"});
            if (button(ui, {.key = "edit", .label = context.words.text("common.edit"), .icon = Icon::Edit})) {
                context.router.push("/details");
            }
        });
    }

    void draw_business(Ui& ui, AppContext& context) {
        const Organisation& business = context.organisation;
        if (business.phone.empty() && business.address.empty()) return;
        divider(ui);
        text(ui, {.text = business.name, .style = TextStyle::Strong, .key = "business"});
        if (!business.address.empty()) {
            text(ui, {.text = business.address, .style = TextStyle::Muted, .key = "address"});
        }
        if (!business.phone.empty()) phone_link(ui, context, "call", business.phone);
    }

    DataWatch m_watch;
    std::optional<Error> m_problem;
    std::optional<Customer> m_customer;
    std::vector<Vehicle> m_vehicles;
    std::vector<AppointmentView> m_upcoming;
    std::vector<AppointmentView> m_past;
    RejectedBookings m_rejected;
};

}  // namespace

std::unique_ptr<Screen> make_portal_home() {
    return std::make_unique<PortalHome>();
}

}  // namespace portail::ui
