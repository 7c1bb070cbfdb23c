#include "shared/ui/screens/admin_appointment.h"

#include "shared/mutators/appointment_mutators.h"
#include "shared/queries/customer_queries.h"
#include "shared/queries/organisation_queries.h"
#include "shared/ui/appointment_words.h"
#include "shared/ui/phone_field.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/screens/admin_screens.h"
#include "shared/ui/sync_indicator.h"

namespace portail::ui {

std::function<void(Commands&)> reopening(AppContext& context, const Appointment& appointment) {
    return [back = ReopenAppointment{appointment.id, appointment.state}, said = context.words.text("agenda.reopened")](
               Commands& commands) { commands.submit(back, {.saved_message = said}); };
}

Result<void> AdminAppointment::load(AppContext& context, const Id& id) {
    if (id != m_id) {
        m_submission.clear();
        m_picker.reset();
        m_id = id;
    }
    std::optional<Error> problem;
    m_view.reset();
    m_customer.reset();
    m_service.reset();
    if (!is_id(id)) return {};
    m_view = taken(find_appointment(context.database(), id), problem);
    if (m_view) {
        m_customer = taken(find_customer(context.database(), m_view->appointment.customer_id), problem);
        m_service = taken(find_service(context.database(), m_view->appointment.service_id), problem);
    }
    if (problem) return *problem;
    return {};
}

void AdminAppointment::draw(Ui& ui, AppContext& context) {
    if (!m_view) {
        empty_state(ui, {.key = "gone",
                         .icon = Icon::Calendar,
                         .title = context.words.text("agenda.gone"),
                         .text = context.words.text("agenda.gone_text"),
                         .level = detail_heading_level(ui)});
        return;
    }
    const StateBadge state = state_badge(context.words, m_view->appointment.state);
    const RowMark mark = row_mark(context, "appointments", m_id);
    heading(ui, {.text = m_view->customer_name, .level = detail_heading_level(ui), .key = "customer"});
    row(ui, {.key = "state"}, [&] {
        badge(ui, {.label = state.label, .tone = state.tone, .key = "state"});
        if (!mark.label.empty()) badge(ui, {.label = mark.label, .tone = mark.tone, .key = "mark"});
    });
    if (context.router.parameter("do").empty()) error_banner(ui, context, "error", m_submission.error());
    draw_actions(ui, context);
    draw_facts(ui, context);
    draw_questions(ui, context);
}

void AdminAppointment::draw_facts(Ui& ui, AppContext& context) {
    const Appointment& appointment = m_view->appointment;
    const Translator& words = context.words;
    const DayNumber day = context.format.day_of(appointment.starts_at);
    const std::string when = capitalised(context.format.weekday_date(day)) + ", " +
                             context.format.time_range(appointment.starts_at, appointment.ends_at);
    const int minutes = static_cast<int>((appointment.ends_at - appointment.starts_at) / minute_ms);
    const std::string service = dotted({m_view->service_name, context.format.duration(minutes),
                                        m_service ? context.format.money(m_service->price) : std::string{}});
    const std::string vehicle = dotted({m_view->vehicle_plate, m_view->vehicle_name});
    const std::string booked =
        words.text(appointment.origin == "portal" ? "agenda.booked_on_portal" : "agenda.booked_by_staff",
                   {{"when", context.format.near_moment(appointment.created_at, context.now())}});

    card(ui, {.key = "facts", .label = words.text("agenda.details")}, [&] {
        fact(ui, {.label = words.text("agenda.when"), .value = when, .icon = Icon::Clock, .key = "when"});
        fact(ui, {.label = words.text("field.service_id"), .value = service, .icon = Icon::Wrench, .key = "service"});
        fact(ui, {.label = words.text("field.vehicle_id"),
                  .value = vehicle.empty() ? words.text("agenda.no_vehicle") : vehicle,
                  .icon = Icon::Car,
                  .key = "vehicle"});
        if (!m_view->resource_name.empty()) {
            fact(ui, {.label = words.text("agenda.workplace"),
                      .value = m_view->resource_name,
                      .icon = Icon::Home,
                      .key = "workplace"});
        }
        if (!appointment.note.empty()) {
            fact(ui, {.label = words.text("field.note"), .value = appointment.note, .icon = Icon::Info, .key = "note"});
        }
        text(ui, {.text = capitalised(booked), .style = TextStyle::Caption, .key = "booked"});
    });
    row(ui, {.key = "links"}, [&] {
        if (button(ui, {.key = "sheet", .label = words.text("agenda.open_client"), .icon = Icon::User})) {
            context.router.push(admin_places::client(appointment.customer_id));
        }
        if (m_customer && !m_customer->phone.empty()) phone_link(ui, context, "call", m_customer->phone);
    });
}

void AdminAppointment::draw_actions(Ui& ui, AppContext& context) {
    const Appointment& appointment = m_view->appointment;
    if (!is_open(appointment.state)) return draw_reopening(ui, context);
    const Translator& words = context.words;
    const bool is_saving = m_submission.is_saving();
    const bool is_requested = appointment.state == AppointmentState::Requested;
    // Nobody fails to come before it is time, and little is done on the day before.
    const bool has_begun = appointment.starts_at <= context.now();
    const bool is_due = context.format.day_of(appointment.starts_at) <= context.today();
    row(ui, {.key = "actions"}, [&] {
        if (is_requested && button(ui, {.key = "confirm",
                                        .label = words.text("agenda.confirm"),
                                        .style = ButtonStyle::Primary,
                                        .icon = Icon::Check,
                                        .is_disabled = is_saving && !is_busy(Step::Confirm),
                                        .is_busy = is_busy(Step::Confirm)})) {
            take(context, Step::Confirm);
        }
        if (is_due && button(ui, {.key = "complete",
                                  .label = words.text("agenda.complete"),
                                  .style = is_requested ? ButtonStyle::Secondary : ButtonStyle::Primary,
                                  .icon = is_requested ? Icon::None : Icon::Check,
                                  .is_disabled = is_saving && !is_busy(Step::Complete),
                                  .is_busy = is_busy(Step::Complete)})) {
            take(context, Step::Complete);
        }
        if (button(ui, {.key = "move",
                        .label = words.text("agenda.move"),
                        .icon = Icon::Calendar,
                        .is_disabled = is_saving})) {
            m_submission.clear();
            m_picker.reset(std::max(context.today(), context.format.day_of(appointment.starts_at)));
            open_place_dialog(context, "move");
        }
        if (has_begun &&
            button(ui, {.key = "no_show", .label = words.text("agenda.no_show"), .is_disabled = is_saving})) {
            m_submission.clear();
            open_place_dialog(context, "no_show");
        }
        if (button(ui, {.key = "cancel", .label = words.text("agenda.cancel"), .is_disabled = is_saving})) {
            m_submission.clear();
            open_place_dialog(context, "cancel");
        }
    });
}

void AdminAppointment::draw_reopening(Ui& ui, AppContext& context) {
    row(ui, {.key = "actions"}, [&] {
        if (button(ui, {.key = "reopen",
                        .label = context.words.text("agenda.reopen"),
                        .icon = Icon::History,
                        .is_busy = is_busy(Step::Reopen)})) {
            take(context, Step::Reopen);
        }
    });
}

void AdminAppointment::draw_questions(Ui& ui, AppContext& context) {
    if (!is_open(m_view->appointment.state)) {
        // It was closed meanwhile, here or elsewhere: there is nothing to ask any more.
        const Place& place = context.router.place();
        if (!place.parameter("do").empty() && place.parameter("do") != "day")
            context.router.replace(place.with("do", ""));
        return;
    }
    draw_question(ui, context, Step::Cancel, "cancel");
    draw_question(ui, context, Step::NoShow, "no_show");
    draw_move(ui, context);
}

void AdminAppointment::draw_question(Ui& ui, AppContext& context, Step step, std::string_view name) {
    const std::string title =
        context.words.text(step == Step::Cancel ? "agenda.cancel_question.title" : "agenda.no_show_question.title");
    place_dialog(ui, context, name, {.key = name, .title = title}, [&] {
        const std::string moment = context.format.near_moment(m_view->appointment.starts_at, context.now());
        const std::string question =
            context.words.text(step == Step::Cancel ? "agenda.cancel_question.text" : "agenda.no_show_question.text",
                               {{"customer", m_view->customer_name}, {"moment", moment}});
        text(ui, {.text = question, .key = "question"});
        error_banner(ui, context, "error", m_submission.error());
        const std::string label =
            context.words.text(step == Step::Cancel ? "agenda.cancel_question.yes" : "agenda.no_show_question.yes");
        if (place_dialog_answer(ui, context,
                                {.label = label,
                                 .dismissal = context.words.text("common.keep"),
                                 .style = ButtonStyle::Danger,
                                 .is_busy = is_busy(step)})) {
            take(context, step);
        }
    });
}

void AdminAppointment::draw_move(Ui& ui, AppContext& context) {
    place_dialog(ui, context, "move", {.key = "move", .title = context.words.text("agenda.move_title"), .width = 760},
                 [&] {
                     const Appointment& appointment = m_view->appointment;
                     const std::string present = context.format.near_moment(appointment.starts_at, context.now());
                     text(ui, {.text = context.words.text("agenda.move_text",
                                                          {{"customer", m_view->customer_name}, {"moment", present}}),
                               .style = TextStyle::Muted,
                               .key = "present"});
                     const int minutes = static_cast<int>((appointment.ends_at - appointment.starts_at) / minute_ms);
                     m_picker.draw(ui, context,
                                   {.duration_minutes = minutes,
                                    .own_busy_interval = appointment.busy_interval_id,
                                    .now_at = appointment.starts_at});
                     error_banner(ui, context, "error", m_submission.error());
                     const std::optional<Milliseconds> chosen = m_picker.chosen();
                     const std::string label =
                         chosen ? context.words.text("agenda.move_to",
                                                     {{"moment", context.format.near_moment(*chosen, context.now())}})
                                : context.words.text("agenda.move");
                     if (place_dialog_answer(
                             ui, context, {.label = label, .is_busy = is_busy(Step::Move), .is_disabled = !chosen})) {
                         take(context, Step::Move);
                     }
                 });
    if (m_step == Step::Move && m_submission.take_saved()) {
        // Along with the appointment, to the day where it is now.
        const Milliseconds starts_at = m_picker.chosen().value_or(m_view->appointment.starts_at);
        context.router.replace(admin_places::agenda(context.format.day_of(starts_at), m_id));
    }
}

void AdminAppointment::move(AppContext& context, Milliseconds starts_at, SubmitOptions options) {
    const auto moment = [&](Milliseconds at) { return context.format.near_moment(at, context.now()); };
    const Milliseconds before = m_view->appointment.starts_at;
    options.saved_message = context.words.text("agenda.moved", {{"moment", moment(starts_at)}});
    options.undo = [back = MoveAppointment{m_id, before},
                    said = context.words.text("agenda.move_undone", {{"moment", moment(before)}})](Commands& commands) {
        commands.submit(back, {.saved_message = said});
    };
    context.commands.submit(MoveAppointment{m_id, starts_at}, std::move(options));
}

void AdminAppointment::take(AppContext& context, Step step) {
    m_step = step;
    SubmitOptions options{.tracked = &m_submission, .needs = context.commands.pending_creation_of(m_id)};
    const auto submit = [&](auto args, const char* said) {
        args.appointment_id = m_id;
        options.saved_message = context.words.text(said);
        options.undo = reopening(context, m_view->appointment);
        context.commands.submit(args, std::move(options));
    };
    switch (step) {
        case Step::Confirm:
            return submit(ConfirmAppointment{}, "agenda.confirmed");
        case Step::Complete:
            return submit(CompleteAppointment{}, "agenda.completed");
        case Step::NoShow:
            return submit(MarkNoShow{}, "agenda.no_show_marked");
        case Step::Cancel:
            return submit(CancelAppointment{}, "agenda.cancelled");
        case Step::Move:
            return move(context, m_picker.chosen().value_or(0), std::move(options));
        case Step::Reopen:
            options.saved_message = context.words.text("agenda.reopened");
            return context.commands.submit(ReopenAppointment{m_id, AppointmentState::Confirmed}, std::move(options));
    }
}

}  // namespace portail::ui
