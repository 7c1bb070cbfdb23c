// Vehicles, appointments and notes of a customer's sheet (declared in admin_client_sheet.h).
#include <algorithm>

#include "shared/mutators/customer_mutators.h"
#include "shared/ui/screens/admin_client_sheet.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/screens/admin_screens.h"
#include "shared/ui/sync_indicator.h"

namespace portail::ui {

void AdminClientSheet::draw_vehicles(Ui& ui, AppContext& context) {
    const Translator& words = context.words;
    const auto item = [&](const Vehicle& vehicle, std::string_view state) {
        const RowMark mark = row_mark(context, "vehicles", vehicle.id);
        const std::string name = vehicle.make_and_model();
        if (list_item(ui, {.key = vehicle.id,
                           .title = vehicle.plate,
                           .detail = name,
                           .badge = mark.label.empty() ? state : mark.label,
                           .badge_tone = mark.tone,
                           .icon = Icon::Car})) {
            m_vehicle_form.clear();
            m_retirement.clear();
            open_place_dialog(context, "vehicle", vehicle.id);
        }
    };
    if (m_vehicles.empty() && m_retired.empty()) {
        text(ui,
             {.text = words.text("customer.no_vehicles"), .style = TextStyle::Muted, .icon = Icon::Car, .key = "none"});
    } else {
        list(ui, {.key = "vehicles", .label = words.text("customer.tab.vehicles")}, [&] {
            for (const Vehicle& vehicle : m_vehicles)
                item(vehicle, {});
            for (const Vehicle& vehicle : m_retired)
                item(vehicle, words.text("vehicle.is_retired"));
        });
    }
    if (button(ui, {.key = "add", .label = words.text("vehicle.add"), .icon = Icon::Plus})) {
        m_vehicle_form.clear();
        open_place_dialog(context, "add");
    }
}

void AdminClientSheet::draw_vehicle_dialogs(Ui& ui, AppContext& context) {
    const Translator& words = context.words;
    const auto draw_form = [&] {
        const bool is_submitted = m_vehicle_form.draw(ui, context);
        const bool is_confirmed = place_dialog_answer(
            ui, context, {.label = words.text("common.save"), .is_busy = m_vehicle_form.is_saving()});
        if (is_submitted || is_confirmed) m_vehicle_form.submit(ui, context, m_id);
    };
    if (is_place_dialog_open(context, "add") && m_vehicle_form.edited()) m_vehicle_form.clear();
    place_dialog(ui, context, "add", {.key = "add", .title = words.text("vehicle.add")}, draw_form);
    if (is_place_dialog_open(context, "vehicle")) {
        const Id& id = place_dialog_subject(context);
        const auto is_it = [&](const Vehicle& vehicle) { return vehicle.id == id; };
        const auto used = std::find_if(m_vehicles.begin(), m_vehicles.end(), is_it);
        const auto retired = std::find_if(m_retired.begin(), m_retired.end(), is_it);
        if (used != m_vehicles.end()) {
            if (m_vehicle_form.edited() != id) m_vehicle_form.edit(*used);
            place_dialog(ui, context, "vehicle", {.key = "vehicle", .title = words.text("vehicle.edit_title")}, [&] {
                error_banner(ui, context, "retire_error", m_retirement.error());
                draw_form();
                divider(ui);
                if (button(ui, {.key = "retire",
                                .label = words.text("vehicle.retire"),
                                .icon = Icon::X,
                                .is_busy = m_retirement.is_saving(),
                                .is_full_width = true})) {
                    retire_vehicle(context, id, m_retirement);
                }
            });
        } else if (retired != m_retired.end()) {
            place_dialog(ui, context, "vehicle", {.key = "vehicle", .title = retired->plate}, [&] {
                text(ui, {.text = words.text("vehicle.retired_text"), .key = "retired"});
                error_banner(ui, context, "restore_error", m_retirement.error());
                if (place_dialog_answer(ui, context,
                                        {.label = words.text("vehicle.restore"),
                                         .icon = Icon::History,
                                         .is_busy = m_retirement.is_saving()})) {
                    restore_vehicle(context, id, m_retirement);
                }
            });
        }
    }
    if (m_vehicle_form.take_saved() || m_retirement.take_saved()) close_place_dialog(context);
}

void AdminClientSheet::draw_appointments(Ui& ui, AppContext& context) {
    const Translator& words = context.words;
    if (button(ui, {.key = "book",
                    .label = words.text("customer.book"),
                    .style = ButtonStyle::Primary,
                    .icon = Icon::Calendar})) {
        context.router.push(admin_places::book(m_id));
    }
    const auto section = [&](std::string_view key, const std::string& title, const std::string& none,
                             const std::vector<AppointmentView>& views) {
        heading(ui, {.text = title, .level = detail_heading_level(ui) + 1, .key = std::string{key} + "_title"});
        if (views.empty()) {
            text(ui, {.text = none, .style = TextStyle::Muted, .key = std::string{key} + "_none"});
            return;
        }
        list(ui, {.key = key, .label = title}, [&] {
            for (const AppointmentView& view : views) {
                if (!admin_appointment_item(ui, context, view, {.is_of_one_day = false})) continue;
                const DayNumber day = context.format.day_of(view.appointment.starts_at);
                context.router.push(admin_places::agenda(day, view.appointment.id));
            }
        });
    };
    section("upcoming", words.text("customer.upcoming"), words.text("customer.no_upcoming"), m_upcoming);
    section("past", words.text("customer.past"), words.text("customer.no_past"), m_past);
    m_older.draw(ui, context, m_id, m_past);
}

void AdminClientSheet::draw_notes(Ui& ui, AppContext& context) {
    const Translator& words = context.words;
    if (m_note_submission.take_saved()) m_note.clear();
    text(ui, {.text = words.text("customer.notes_text"), .style = TextStyle::Muted, .icon = Icon::Info, .key = "text"});
    const Error* error = m_note_submission.error();
    text_field(ui,
               {.key = "note",
                .label = words.text("customer.new_note"),
                .kind = InputKind::Multiline,
                .error = error != nullptr ? words.error(*error) : std::string{},
                .is_disabled = m_note_submission.is_saving(),
                .max_length = static_cast<int>(customer_limits::note),
                .rows = 3},
               m_note);
    if (button(ui, {.key = "save",
                    .label = words.text("customer.save_note"),
                    .style = ButtonStyle::Primary,
                    .is_disabled = m_note.empty(),
                    .is_busy = m_note_submission.is_saving()})) {
        submit_note(context);
    }
    for (const CustomerNote& note : m_notes) {
        const RowMark mark = row_mark(context, "customer_notes", note.id);
        const std::string written = dotted({note.author, context.format.ago(note.created_at, context.now())});
        card(ui, {.key = note.id, .label = written}, [&] {
            text(ui, {.text = note.body, .key = "body"});
            text(ui, {.text = written, .style = TextStyle::Caption, .key = "written"});
            if (!mark.label.empty()) badge(ui, {.label = mark.label, .tone = mark.tone, .key = "mark"});
        });
    }
}

void AdminClientSheet::submit_note(AppContext& context) {
    WriteCustomerNote note;
    note.id = context.new_id();
    note.customer_id = m_id;
    note.body = m_note;
    context.commands.submit(note, {.tracked = &m_note_submission,
                                   .saved_message = context.words.text("customer.note_saved"),
                                   .needs = context.commands.pending_creation_of(m_id)});
}

}  // namespace portail::ui
