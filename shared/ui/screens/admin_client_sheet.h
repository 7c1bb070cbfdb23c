// A customer's sheet: contact details, vehicles, appointments, the notes that only staff see, and the QR code of the
// portal link. Which tab is open, and the question over it, stand in the place: "/clients/ID/qr?do=regenerate".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/qr/qr_code.h"
#include "shared/queries/appointment_queries.h"
#include "shared/queries/customer_queries.h"
#include "shared/queries/mail_queries.h"
#include "shared/ui/field_errors.h"
#include "shared/ui/older_appointments.h"
#include "shared/ui/screen.h"
#include "shared/ui/vehicle_form.h"

namespace portail::ui {

class AdminClientSheet {
public:
    /// Reads what is shown; call it when the data or the place changed.
    [[nodiscard]] Result<void> load(AppContext& context, const Id& id);
    [[nodiscard]] const Customer* customer() const { return m_customer ? &*m_customer : nullptr; }

    void draw(Ui& ui, AppContext& context);

private:
    void begin(const Id& id);
    void take_corrections(AppContext& context);

    // admin_client_contact.cpp
    void draw_details(Ui& ui, AppContext& context);
    void draw_contact_dialog(Ui& ui, AppContext& context);
    void draw_contact_change(Ui& ui, AppContext& context) const;
    void submit_contact(Ui& ui, AppContext& context);
    // admin_client_tabs.cpp
    void draw_vehicles(Ui& ui, AppContext& context);
    void draw_vehicle_dialogs(Ui& ui, AppContext& context);
    void draw_appointments(Ui& ui, AppContext& context);
    void draw_notes(Ui& ui, AppContext& context);
    void submit_note(AppContext& context);
    // admin_client_qr.cpp
    [[nodiscard]] std::string link_address(const AppContext& context) const;
    void load_link(AppContext& context, std::optional<Error>& problem);
    void draw_qr(Ui& ui, AppContext& context);
    void draw_link_state(Ui& ui, AppContext& context) const;
    void draw_qr_actions(Ui& ui, AppContext& context);
    void submit_pause(AppContext& context);
    void copy_link(Ui& ui, AppContext& context) const;
    void share_link(Ui& ui, AppContext& context) const;
    void draw_save_dialog(Ui& ui, AppContext& context);
    void save_code(Ui& ui, AppContext& context, std::size_t format) const;
    void draw_print_dialog(Ui& ui, AppContext& context);
    void save_card(Ui& ui, AppContext& context, std::size_t sheet) const;
    void draw_code(Ui& ui, AppContext& context, float size) const;
    void draw_qr_dialogs(Ui& ui, AppContext& context);
    void submit_new_link(AppContext& context);
    // admin_client_mail.cpp
    [[nodiscard]] bool can_send_link() const;
    void draw_mail(Ui& ui, AppContext& context);
    void draw_mails(Ui& ui, AppContext& context);
    void draw_new_link_dialog(Ui& ui, AppContext& context);
    void submit_mail(AppContext& context);
    void retry(AppContext& context, const Mail& mail);

    Id m_id;
    std::optional<Customer> m_customer;
    std::string m_contact_author;  ///< of the last change of the contact details; empty: the customer himself
    std::vector<Vehicle> m_vehicles;
    std::vector<Vehicle> m_retired;
    std::vector<AppointmentView> m_upcoming;
    std::vector<AppointmentView> m_past;
    OlderAppointments m_older;
    std::vector<CustomerNote> m_notes;

    std::string m_email;
    std::string m_phone;
    bool m_is_contact_filled = false;
    std::optional<Id> m_corrects;
    FieldErrors m_contact_errors;
    Submission m_contact;

    VehicleForm m_vehicle_form;
    Submission m_retirement;

    std::string m_note;
    Submission m_note_submission;

    std::optional<PortalLink> m_link;
    std::string m_encoded;  ///< the address that m_code says
    std::optional<QrCode> m_code;
    std::optional<std::size_t> m_format;      ///< in which the code is saved
    std::optional<std::size_t> m_card_sheet;  ///< on which the card is printed
    Submission m_new_link;
    Submission m_pause;

    std::vector<Mail> m_mails;  ///< the newest first
    Submission m_mail_submission;
};

}  // namespace portail::ui
