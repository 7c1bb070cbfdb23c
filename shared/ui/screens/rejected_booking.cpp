#include "shared/ui/screens/rejected_booking.h"

#include <algorithm>

#include "shared/queries/customer_queries.h"
#include "shared/queries/organisation_queries.h"
#include "shared/ui/place_dialog.h"
#include "shared/ui/screens/portal_frame.h"

namespace portail::ui {
namespace {

constexpr std::size_t offered_slots = 3;
const std::string discard_dialog = "discard";

}  // namespace

Result<void> RejectedBookings::load(AppContext& context) {
    m_bookings.clear();
    for (const RejectedChange& change : context.sync.rejected) {
        if (change.name != BookAppointment::name) continue;
        Result<BookAppointment> args = BookAppointment::from_json(change.args);
        if (!args) continue;  // the panel of the outbox shows it
        Booking booking{change, std::move(*args), {}, {}, false};

        auto service = find_service(context.database(), booking.args.service_id);
        if (!service) return service.error();
        std::string plate;
        if (booking.args.vehicle_id) {
            auto vehicle = find_vehicle(context.database(), *booking.args.vehicle_id);
            if (!vehicle) return vehicle.error();
            if (vehicle->has_value()) plate = (*vehicle)->plate;
        }
        if (service->has_value()) {
            booking.summary = vehicle_label((*service)->name, plate);
            booking.is_correctable = !change.held_back && change.error.field == "starts_at" && !(*service)->retired_at;
            if (booking.is_correctable) {
                FreeSlots slots;
                PORTAIL_RETURN_IF_ERROR(slots.load(context, {.duration_minutes = (*service)->duration_minutes}));
                booking.nearest = slots.nearest(booking.args.starts_at, offered_slots);
            }
        }
        const Id appointment_id = booking.args.id;
        m_bookings.emplace(appointment_id, std::move(booking));
    }
    return {};
}

void RejectedBookings::draw(Ui& ui, AppContext& context, const std::optional<Id>& only) {
    for (const auto& [appointment_id, booking] : m_bookings) {
        if (!only || *only == appointment_id) draw_card(ui, context, booking);
    }
    const Id to_discard = place_dialog_subject(context);
    const bool is_there = std::any_of(m_bookings.begin(), m_bookings.end(),
                                      [&](const auto& entry) { return entry.second.change.uuid == to_discard; });
    if (!is_there) return;
    const std::string title = context.words.text("booking.rejected.discard_title");
    place_dialog(ui, context, discard_dialog, {.key = "discard", .title = title}, [&] {
        text(ui, {.text = context.words.text("booking.rejected.discard_text")});
        if (place_dialog_answer(ui, context,
                                {.label = context.words.text("sync.panel.discard_yes"),
                                 .dismissal = context.words.text("common.keep"),
                                 .style = ButtonStyle::Danger})) {
            context.commands.discard(to_discard);
            close_place_dialog(context);
        }
    });
}

void RejectedBookings::draw_card(Ui& ui, AppContext& context, const Booking& booking) {
    const Translator& words = context.words;
    const std::string when = context.format.near_moment(booking.args.starts_at, context.now());
    const bool is_about_this = m_corrected == booking.change.uuid;
    const bool is_saving = is_about_this && m_submission.is_saving();
    const std::string title =
        words.text(booking.is_correctable ? "booking.rejected.slot_title" : "booking.rejected.title");
    card(ui, {.key = "rejected_" + booking.args.id, .label = title, .tone = Tone::Warning}, [&] {
        heading(ui, {.text = title, .level = 2, .key = "title"});
        text(ui, {.text = capitalised(when), .style = TextStyle::Strong, .key = "when"});
        if (!booking.summary.empty()) text(ui, {.text = booking.summary, .style = TextStyle::Muted, .key = "summary"});
        text(ui, {.text = words.error(booking.change.error), .key = "reason"});
        if (is_about_this && m_submission.error() != nullptr) {
            banner(ui, {.key = "error",
                        .text = words.error(*m_submission.error()),
                        .tone = Tone::Danger,
                        .is_assertive = true});
        }
        if (!booking.nearest.empty()) {
            text(ui, {.text = words.text("booking.rejected.nearest"), .style = TextStyle::Strong, .key = "nearest"});
            for (const Slot& slot : booking.nearest) {
                const std::string label = capitalised(context.format.near_moment(slot.starts_at, context.now()));
                if (button(ui, {.key = std::to_string(slot.starts_at),
                                .label = label,
                                .style = ButtonStyle::Primary,
                                .icon = Icon::Calendar,
                                .is_busy = is_saving,
                                .is_full_width = true})) {
                    BookAppointment corrected = booking.args;
                    corrected.starts_at = slot.starts_at;
                    m_corrected = booking.change.uuid;
                    context.commands.submit(corrected, {.tracked = &m_submission,
                                                        .saved_message = words.text("booking.rejected.rebooked"),
                                                        .corrects = booking.change.uuid});
                }
            }
        }
        row(ui, {.key = "ways_out"}, [&] {
            if (booking.is_correctable && button(ui, {.key = "other",
                                                      .label = words.text("booking.rejected.other_time"),
                                                      .is_disabled = is_saving})) {
                Place place{"/book", {{"service", booking.args.service_id}, {"corrects", booking.change.uuid}}};
                if (booking.args.vehicle_id) place = place.with("vehicle", *booking.args.vehicle_id);
                context.router.push(place.with("note", booking.args.note));
            }
            if (button(ui, {.key = "discard",
                            .label = words.text("booking.rejected.discard"),
                            .style = ButtonStyle::Quiet,
                            .is_disabled = is_saving})) {
                open_place_dialog(context, discard_dialog, booking.change.uuid);
            }
        });
    });
}

}  // namespace portail::ui
