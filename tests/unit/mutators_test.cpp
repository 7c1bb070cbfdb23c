#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/mutators/appointment_mutators.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/mail_mutators.h"
#include "shared/mutators/portal_link_mutators.h"
#include "shared/mutators/vehicle_mutators.h"
#include "shared/queries/appointment_queries.h"
#include "shared/queries/customer_queries.h"
#include "shared/queries/mail_queries.h"
#include "shared/queries/organisation_queries.h"
#include "tests/support/test_shop.h"

using namespace portail;
using namespace portail::test;

namespace {

BookAppointment booking(unsigned number, const Id& customer_id, Milliseconds starts_at) {
    BookAppointment args;
    args.id = numbered_id(number);
    args.busy_interval_id = numbered_id(1000 + number);
    args.customer_id = customer_id;
    args.service_id = shop::service;
    args.starts_at = starts_at;
    return args;
}

template <class Step>
Step step(unsigned number) {
    Step args;
    args.appointment_id = numbered_id(number);
    return args;
}

AppointmentState state_of(Database& database, unsigned number) {
    return find_appointment(database, numbered_id(number)).value()->appointment.state;
}

std::int64_t busy_count(Database& database) {
    return database.integer("SELECT COUNT(*) FROM busy_intervals").value();
}

const Actor alice = customer(shop::alice);
const Actor bruno = customer(shop::bruno);
const Actor technician = staff(Role::Technician);

}  // namespace

TEST_CASE("a customer books a free slot and the shop is busy then", "[mutators]") {
    Database database = make_shop();
    BookAppointment args = booking(1, shop::alice, at(1, 9));
    args.vehicle_id = shop::alice_car;
    args.note = "Bruit à l'avant";
    REQUIRE(mutate(database, alice, args).ok());

    const auto view = find_appointment(database, args.id).value();
    REQUIRE(view.has_value());
    CHECK(view->appointment.state == AppointmentState::Requested);
    CHECK(view->appointment.ends_at == at(1, 10));
    CHECK(view->appointment.resource_id == shop::lift);
    CHECK(view->appointment.origin == "portal");
    CHECK(view->appointment.note == "Bruit à l'avant");
    CHECK(view->service_name == "Service annuel");
    CHECK(view->vehicle_plate == "ZH 12345");
    CHECK(busy_count(database) == 1);
}

TEST_CASE("what staff book is confirmed at once, and may lie outside the opening hours", "[mutators]") {
    Database database = make_shop();
    REQUIRE(mutate(database, technician, booking(1, shop::alice, at(5, 20, 15))).ok());
    CHECK(state_of(database, 1) == AppointmentState::Confirmed);
}

TEST_CASE("the last place of a slot is given once", "[mutators]") {
    Database database = make_shop();
    REQUIRE(mutate(database, alice, booking(1, shop::alice, at(1, 9))).ok());
    REQUIRE(mutate(database, bruno, booking(2, shop::bruno, at(1, 9))).ok());
    const auto third = mutate(database, alice, booking(3, shop::alice, at(1, 9)));
    REQUIRE_FALSE(third.ok());
    CHECK(third.error().code == ErrorCode::Conflict);
    CHECK(third.error().key == "error.slot_taken");
    CHECK(third.error().field == "starts_at");
    CHECK_FALSE(mutate(database, technician, booking(4, shop::alice, at(1, 8, 30))).ok());
    CHECK(mutate(database, technician, booking(5, shop::alice, at(1, 10))).ok());
}

TEST_CASE("a customer is held to bookable times, to his own name and to his own vehicle", "[mutators]") {
    Database database = make_shop();
    struct Row {
        const char* sentence;
        void (*change)(BookAppointment&);
        const char* key;
        const char* field;
    };
    const Row row = GENERATE(
        Row{"at a time between two slots", [](BookAppointment& a) { a.starts_at = at(1, 9, 10); },
            "error.slot_not_bookable", "starts_at"},
        Row{"in the past", [](BookAppointment& a) { a.starts_at = at(-3, 9); }, "error.slot_not_bookable", "starts_at"},
        Row{"with too little notice", [](BookAppointment& a) { a.starts_at = at(0, 8); }, "error.slot_not_bookable",
            "starts_at"},
        Row{"on a Sunday", [](BookAppointment& a) { a.starts_at = at(6, 9); }, "error.slot_not_bookable", "starts_at"},
        Row{"for somebody else", [](BookAppointment& a) { a.customer_id = shop::bruno; }, "error.forbidden", ""},
        Row{"for nobody", [](BookAppointment& a) { a.customer_id = numbered_id(77); }, "error.forbidden", ""},
        Row{"with somebody else's car", [](BookAppointment& a) { a.vehicle_id = shop::bruno_car; }, "error.not_found",
            "vehicle_id"},
        Row{"with a service that is no longer offered",
            [](BookAppointment& a) { a.service_id = shop::retired_service; }, "error.not_found", "service_id"},
        Row{"with a service that never was", [](BookAppointment& a) { a.service_id = numbered_id(78); },
            "error.not_found", "service_id"});
    CAPTURE(row.sentence);
    BookAppointment args = booking(1, shop::alice, at(1, 9));
    row.change(args);
    const auto result = mutate(database, alice, args);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().key == row.key);
    CHECK(result.error().field == row.field);
}

TEST_CASE("arguments from outside are checked one by one", "[mutators]") {
    Database database = make_shop();
    const Json good = booking(1, shop::alice, at(1, 9)).to_json();
    const auto key_of = [&](const Json& args, int version = 1) {
        const auto result = run_mutator(database, {alice, shop::now}, "book_appointment", version, args);
        return result.ok() ? std::string{"ok"} : result.error().key + " " + result.error().field;
    };
    const auto with = [&](const char* name, Json value) {
        Json changed = good;
        changed[name] = std::move(value);
        return changed;
    };
    CHECK(key_of(with("id", "1")) == "error.not_an_id id");
    CHECK(key_of(with("id", nullptr)) == "error.required id");
    CHECK(key_of(with("starts_at", "tomorrow")) == "error.not_a_number starts_at");
    CHECK(key_of(with("starts_at", -1)) == "error.out_of_range starts_at");
    CHECK(key_of(with("note", std::string(2001, 'x'))) == "error.too_long note");
    CHECK(key_of(with("note", 5)) == "error.not_text note");
    CHECK(key_of(Json::array()) == "error.required id");
    CHECK(key_of(nullptr) == "error.required id");
    CHECK(key_of(good, 2) == "error.unknown_mutation name");
    CHECK(key_of(good) == "ok");
    CHECK(run_mutator(database, {alice, shop::now}, "drop_everything", 1, good).error().key ==
          "error.unknown_mutation");
}

TEST_CASE("the arguments of every mutator survive JSON", "[mutators]") {
    BookAppointment book = booking(1, shop::alice, at(1, 9));
    book.vehicle_id = shop::alice_car;
    book.note = "é";
    CHECK(BookAppointment::from_json(book.to_json()).value().to_json() == book.to_json());
    const MoveAppointment move{numbered_id(1), at(1, 9)};
    CHECK(MoveAppointment::from_json(move.to_json()).value().to_json() == move.to_json());
    const CreateCustomer create{numbered_id(1),     "Zoé", "Noël",         "z@example.ch",
                                "+41 79 000 00 00", "fr",  numbered_id(2), "ABCDEFGHJKLMNPQR"};
    CHECK(CreateCustomer::from_json(create.to_json()).value().to_json() == create.to_json());
    const AddVehicle add{numbered_id(1), shop::alice, "VD 1", "Fiat", "Panda"};
    CHECK(AddVehicle::from_json(add.to_json()).value().to_json() == add.to_json());
    const UpdateContactDetails update{shop::alice, "a@b.ch", "021 000 00 00"};
    CHECK(UpdateContactDetails::from_json(update.to_json()).value().to_json() == update.to_json());
    const ChooseLanguage choose{shop::alice, "it"};
    CHECK(ChooseLanguage::from_json(choose.to_json()).value().to_json() == choose.to_json());
    const RegeneratePortalLink link{shop::alice, numbered_id(3), "ABCDEFGHJKLMNPQR"};
    CHECK(RegeneratePortalLink::from_json(link.to_json()).value().to_json() == link.to_json());
    const PausePortalLink pause{numbered_id(3)};
    CHECK(PausePortalLink::from_json(pause.to_json()).value().to_json() == pause.to_json());
    const ResumePortalLink resume{numbered_id(3)};
    CHECK(ResumePortalLink::from_json(resume.to_json()).value().to_json() == resume.to_json());
    const WriteCustomerNote note{numbered_id(4), shop::alice, "Paie toujours comptant"};
    CHECK(WriteCustomerNote::from_json(note.to_json()).value().to_json() == note.to_json());
}

TEST_CASE("vehicles are corrected by their owner and by staff, and by nobody else", "[mutators]") {
    Database database = make_shop();
    const UpdateVehicle update{shop::alice_car, shop::alice, "GE 7", "Fiat", "Panda"};
    CHECK(mutate(database, bruno, update).error().code == ErrorCode::Forbidden);
    REQUIRE(mutate(database, alice, update).ok());
    const Vehicle changed = find_vehicle(database, shop::alice_car).value().value();
    CHECK(changed.plate == "GE 7");
    CHECK(changed.make_and_model() == "Fiat Panda");
    CHECK(search_customers(database, "ge7", 10, 0)->total == 1);
    CHECK(mutate(database, technician, update).ok());

    CHECK(mutate(database, alice, UpdateVehicle{shop::bruno_car, shop::alice, "GE 8", "Fiat", ""}).error().code ==
          ErrorCode::Forbidden);
    CHECK(mutate(database, technician, UpdateVehicle{shop::alice_car, shop::bruno, "GE 8", "Fiat", ""}).error().key ==
          "error.not_found");
    CHECK(mutate(database, alice, UpdateVehicle{shop::alice_car, shop::alice, "?", "Fiat", ""}).error().key ==
          "error.plate");
    CHECK(mutate(database, alice, UpdateVehicle{shop::alice_car, shop::alice, "GE 8", "", ""}).error().field == "make");
    REQUIRE(mutate(database, alice, AddVehicle{numbered_id(5), shop::alice, "GE 9", "Fiat", ""}).ok());
    CHECK(mutate(database, alice, UpdateVehicle{shop::alice_car, shop::alice, "ge 9", "Fiat", ""}).error().key ==
          "error.vehicle_known");
    CHECK(UpdateVehicle::from_json(update.to_json()).value().to_json() == update.to_json());
}

TEST_CASE("a vehicle is retired once nothing is planned for it, and put back in use", "[mutators]") {
    Database database = make_shop();
    const auto is_retired = [&] { return find_vehicle(database, shop::alice_car).value()->retired_at.has_value(); };
    BookAppointment visit = booking(1, shop::alice, at(1, 9));
    visit.vehicle_id = shop::alice_car;
    REQUIRE(mutate(database, alice, visit).ok());
    CHECK(mutate(database, alice, RetireVehicle{shop::alice_car}).error().key == "error.vehicle_expected");
    REQUIRE(mutate(database, alice, step<CancelAppointment>(1)).ok());
    CHECK(mutate(database, bruno, RetireVehicle{shop::alice_car}).error().code == ErrorCode::Forbidden);
    CHECK(mutate(database, alice, RestoreVehicle{shop::alice_car}).error().key == "error.not_found");
    REQUIRE(mutate(database, alice, RetireVehicle{shop::alice_car}).ok());
    CHECK(is_retired());
    CHECK(search_customers(database, "zh12345", 10, 0)->total == 0);
    CHECK(mutate(database, alice, RetireVehicle{shop::alice_car}).error().key == "error.not_found");
    CHECK(mutate(database, alice, UpdateVehicle{shop::alice_car, shop::alice, "GE 7", "Fiat", ""}).error().key ==
          "error.not_found");
    CHECK(mutate(database, alice, visit).error().field == "vehicle_id");

    REQUIRE(mutate(database, alice, AddVehicle{numbered_id(5), shop::alice, "ZH 12345", "Fiat", ""}).ok());
    CHECK(mutate(database, alice, RestoreVehicle{shop::alice_car}).error().key == "error.vehicle_known");
    REQUIRE(mutate(database, alice, RetireVehicle{numbered_id(5)}).ok());
    REQUIRE(mutate(database, technician, RestoreVehicle{shop::alice_car}).ok());
    CHECK_FALSE(is_retired());
    CHECK(search_customers(database, "zh12345", 10, 0)->total == 1);
}

TEST_CASE("a change of the contact details says by whom and when, and none is noted where nothing changed",
          "[mutators]") {
    Database database = make_shop();
    const auto found = [&] { return find_customer(database, shop::alice).value().value(); };
    CHECK_FALSE(found().contact_changed_at);
    const UpdateContactDetails details{shop::alice, "a@exemple.ch", "+41791234567"};
    REQUIRE(mutate(database, alice, details, shop::now).ok());
    CHECK(found().contact_changed_at == shop::now);
    CHECK(found().contact_changed_by == shop::alice);
    REQUIRE(mutate(database, technician, details, shop::now + 1).ok());
    CHECK(found().contact_changed_by == shop::alice);
    REQUIRE(mutate(database, technician, UpdateContactDetails{shop::alice, "", "+41791234567"}, shop::now + 2).ok());
    CHECK(found().contact_changed_at == shop::now + 2);
    CHECK(found().contact_changed_by == technician.id);
}

TEST_CASE("customers choose their own language, of those that there are", "[mutators]") {
    Database database = make_shop();
    CHECK(mutate(database, alice, ChooseLanguage{shop::alice, "de"}).ok());
    CHECK(find_customer(database, shop::alice).value()->language == "de");
    CHECK(mutate(database, alice, ChooseLanguage{shop::alice, "xx"}).error().key == "error.language");
    CHECK_FALSE(mutate(database, alice, ChooseLanguage{shop::bruno, "de"}).ok());
}

TEST_CASE("staff take a step back: the state is as it was, and a cancelled time is taken again", "[mutators]") {
    Database database = make_shop();
    const auto reopen = [](int number, AppointmentState state) {
        return ReopenAppointment{numbered_id(number), state};
    };
    REQUIRE(mutate(database, alice, booking(1, shop::alice, at(1, 9))).ok());
    CHECK(mutate(database, technician, reopen(1, AppointmentState::Requested)).error().key == "error.appointment_open");
    REQUIRE(mutate(database, technician, step<ConfirmAppointment>(1)).ok());
    CHECK(mutate(database, technician, reopen(1, AppointmentState::Requested)).ok());
    CHECK(state_of(database, 1) == AppointmentState::Requested);
    CHECK(mutate(database, technician, reopen(1, AppointmentState::Confirmed)).error().key == "error.appointment_open");

    REQUIRE(mutate(database, technician, step<MarkNoShow>(1)).ok());
    CHECK(mutate(database, technician, reopen(1, AppointmentState::Confirmed)).ok());
    CHECK(state_of(database, 1) == AppointmentState::Confirmed);

    const auto busy = [&] { return database.integer("SELECT count(*) FROM busy_intervals").value(); };
    REQUIRE(mutate(database, technician, step<CancelAppointment>(1)).ok());
    const std::int64_t without = busy();
    REQUIRE(mutate(database, technician, reopen(1, AppointmentState::Requested)).ok());
    CHECK(busy() == without + 1);
    CHECK(state_of(database, 1) == AppointmentState::Requested);
}

TEST_CASE("customers take back a cancellation of their own, and the shop confirms anew", "[mutators]") {
    Database database = make_shop();
    const auto reopen = [](AppointmentState state) { return ReopenAppointment{numbered_id(1), state}; };
    REQUIRE(mutate(database, alice, booking(1, shop::alice, at(1, 9))).ok());
    REQUIRE(mutate(database, technician, step<ConfirmAppointment>(1)).ok());
    CHECK(mutate(database, alice, reopen(AppointmentState::Requested)).error().code == ErrorCode::Forbidden);
    REQUIRE(mutate(database, alice, step<CancelAppointment>(1)).ok());
    const std::int64_t without = database.integer("SELECT count(*) FROM busy_intervals").value();

    CHECK(mutate(database, bruno, reopen(AppointmentState::Requested)).error().code == ErrorCode::Forbidden);
    CHECK(mutate(database, alice, reopen(AppointmentState::Confirmed)).error().code == ErrorCode::Forbidden);
    REQUIRE(mutate(database, alice, reopen(AppointmentState::Requested)).ok());
    CHECK(state_of(database, 1) == AppointmentState::Requested);
    CHECK(database.integer("SELECT count(*) FROM busy_intervals").value() == without + 1);

    REQUIRE(mutate(database, technician, step<MarkNoShow>(1)).ok());
    CHECK(mutate(database, alice, reopen(AppointmentState::Requested)).error().code == ErrorCode::Forbidden);
}

TEST_CASE("a cancellation too late to book anew is not taken back by the customer", "[mutators]") {
    Database database = make_shop();
    REQUIRE(mutate(database, alice, booking(1, shop::alice, at(1, 9))).ok());
    REQUIRE(mutate(database, alice, step<CancelAppointment>(1)).ok());
    const ReopenAppointment reopen{numbered_id(1), AppointmentState::Requested};
    CHECK(mutate(database, alice, reopen, at(1, 8, 59)).error().key == "error.slot_not_bookable");
    CHECK(mutate(database, technician, reopen, at(1, 8, 59)).ok());
}

TEST_CASE("what was cancelled cannot come back where its room is gone", "[mutators]") {
    Database database = make_shop();
    REQUIRE(mutate(database, alice, booking(1, shop::alice, at(1, 9))).ok());
    REQUIRE(mutate(database, alice, step<CancelAppointment>(1)).ok());
    const ReopenAppointment reopen{numbered_id(1), AppointmentState::Requested};
    // Others take everything that is free at this time.
    for (int number = 2; mutate(database, technician, booking(number, shop::alice, at(1, 9))).ok(); ++number)
        REQUIRE(number < 20);
    CHECK(mutate(database, technician, reopen).error().key == "error.slot_taken");
    CHECK(state_of(database, 1) == AppointmentState::Cancelled);
    CHECK_FALSE(ReopenAppointment::from_json({{"appointment_id", numbered_id(1)}, {"state", "done"}}).ok());
    CHECK(ReopenAppointment::from_json(reopen.to_json()).value().to_json() == reopen.to_json());
}

TEST_CASE("an appointment goes through its states, and not back", "[mutators]") {
    Database database = make_shop();
    REQUIRE(mutate(database, alice, booking(1, shop::alice, at(1, 9))).ok());
    CHECK(mutate(database, technician, step<ConfirmAppointment>(1)).ok());
    CHECK(state_of(database, 1) == AppointmentState::Confirmed);
    CHECK(mutate(database, technician, step<ConfirmAppointment>(1)).error().key == "error.appointment_closed");
    CHECK(mutate(database, technician, step<CompleteAppointment>(1)).ok());
    CHECK(state_of(database, 1) == AppointmentState::Done);
    CHECK(mutate(database, technician, step<MarkNoShow>(1)).error().key == "error.appointment_closed");
    CHECK(mutate(database, technician, step<CancelAppointment>(1)).error().key == "error.appointment_closed");
    CHECK(mutate(database, technician, MoveAppointment{numbered_id(1), at(2, 9)}).error().key ==
          "error.appointment_closed");
}

TEST_CASE("cancelling gives the time back, marking as done does not", "[mutators]") {
    Database database = make_shop();
    REQUIRE(mutate(database, alice, booking(1, shop::alice, at(1, 9))).ok());
    REQUIRE(mutate(database, alice, booking(2, shop::alice, at(1, 10))).ok());
    REQUIRE(mutate(database, alice, step<CancelAppointment>(1)).ok());
    CHECK(state_of(database, 1) == AppointmentState::Cancelled);
    CHECK(busy_count(database) == 1);
    REQUIRE(mutate(database, technician, step<CompleteAppointment>(2)).ok());
    CHECK(busy_count(database) == 1);
}

TEST_CASE("a customer cancels neither what has begun nor what is somebody else's", "[mutators]") {
    Database database = make_shop();
    REQUIRE(mutate(database, alice, booking(1, shop::alice, at(1, 9))).ok());
    CHECK(mutate(database, bruno, step<CancelAppointment>(1)).error().code == ErrorCode::Forbidden);
    CHECK(mutate(database, bruno, step<CancelAppointment>(9)).error().code == ErrorCode::Forbidden);
    CHECK(mutate(database, alice, step<CancelAppointment>(1), at(1, 9)).error().key == "error.appointment_started");
    CHECK(mutate(database, technician, step<CancelAppointment>(9)).error().code == ErrorCode::NotFound);
}

TEST_CASE("a customer moves his own appointment in time, within the hours, and the shop confirms it anew",
          "[mutators]") {
    Database database = make_shop();
    const MoveAppointment to_ten{numbered_id(1), at(1, 10)};
    REQUIRE(mutate(database, alice, booking(1, shop::alice, at(1, 9))).ok());
    REQUIRE(mutate(database, technician, step<ConfirmAppointment>(1)).ok());
    CHECK(mutate(database, bruno, to_ten).error().code == ErrorCode::Forbidden);
    CHECK(mutate(database, alice, MoveAppointment{numbered_id(1), at(1, 3)}).error().key == "error.slot_not_bookable");
    REQUIRE(mutate(database, alice, to_ten).ok());
    const Appointment moved = find_appointment(database, numbered_id(1)).value()->appointment;
    CHECK(moved.starts_at == at(1, 10));
    CHECK(moved.state == AppointmentState::Requested);
    CHECK(busy_count(database) == 1);

    const Milliseconds notice = load_organisation(database).value()->booking_notice_minutes * minute_ms;
    const MoveAppointment to_the_next_day{numbered_id(1), at(2, 10)};
    CHECK(mutate(database, alice, to_the_next_day, at(1, 10) - notice + 1).error().key == "error.too_late_to_move");
    CHECK(mutate(database, alice, to_the_next_day, at(1, 10) - notice).ok());
    REQUIRE(mutate(database, technician, step<ConfirmAppointment>(1)).ok());
    REQUIRE(mutate(database, technician, MoveAppointment{numbered_id(1), at(2, 11)}).ok());
    CHECK(state_of(database, 1) == AppointmentState::Confirmed);  // the shop has moved it itself
}

TEST_CASE("moving keeps the length, frees the old time and asks for room at the new one", "[mutators]") {
    Database database = make_shop();
    for (unsigned number : {1U, 2U}) {
        REQUIRE(mutate(database, technician, booking(number, shop::alice, at(1, 9))).ok());
    }
    REQUIRE(mutate(database, technician, booking(3, shop::bruno, at(1, 11))).ok());
    CHECK(mutate(database, technician, MoveAppointment{numbered_id(3), at(1, 9)}).error().key == "error.slot_taken");
    // Half an hour later overlaps with its own old time only.
    REQUIRE(mutate(database, technician, MoveAppointment{numbered_id(1), at(1, 9, 30)}).ok());
    const Appointment moved = find_appointment(database, numbered_id(1)).value()->appointment;
    CHECK(moved.starts_at == at(1, 9, 30));
    CHECK(moved.ends_at == at(1, 10, 30));
    CHECK(busy_count(database) == 3);
}

TEST_CASE("a new customer can be found and has a portal link", "[mutators]") {
    Database database = make_shop();
    const CreateCustomer create{numbered_id(1),     "Éléonore", "Dupré",        "elo@example.ch",
                                "+41 79 123 45 67", "fr",       numbered_id(2), "ABCDEFGHJKLMNPQR"};
    REQUIRE(mutate(database, technician, create).ok());
    CHECK(search_customers(database, "eleo dupre", 10, 0).value().total == 1);
    CHECK(search_customers(database, "791234567", 10, 0).value().total == 1);
    CHECK(find_portal_link(database, create.id).value()->code == "ABCDEFGHJKLMNPQR");
    CHECK(mutate(database, technician, create).error().code == ErrorCode::Conflict);
}

TEST_CASE("what a person mistypes is named with its field", "[mutators]") {
    Database database = make_shop();
    struct Row {
        void (*change)(CreateCustomer&);
        const char* error;
    };
    const Row row = GENERATE(Row{[](CreateCustomer& c) { c.first_name = "  "; }, "error.required first_name"},
                             Row{[](CreateCustomer& c) { c.last_name = ""; }, "error.required last_name"},
                             Row{[](CreateCustomer& c) { c.email = "nobody"; }, "error.email email"},
                             Row{[](CreateCustomer& c) { c.email = "a@b"; }, "error.email email"},
                             Row{[](CreateCustomer& c) { c.email = "a b@c.ch"; }, "error.email email"},
                             Row{[](CreateCustomer& c) { c.email = "a@@c.ch"; }, "error.email email"},
                             Row{[](CreateCustomer& c) { c.phone = "12"; }, "error.phone phone"},
                             Row{[](CreateCustomer& c) { c.phone = "call me"; }, "error.phone phone"},
                             Row{[](CreateCustomer& c) { c.language = "xx"; }, "error.language language"},
                             Row{[](CreateCustomer& c) { c.portal_code = "0000"; }, "error.malformed portal_code"});
    CreateCustomer create{numbered_id(1), "Zoé", "Noël", "", "", "fr", numbered_id(2), "ABCDEFGHJKLMNPQR"};
    row.change(create);
    const auto result = mutate(database, technician, create);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().key + " " + result.error().field == row.error);
}

TEST_CASE("a vehicle is added once, as it stands on its plate", "[mutators]") {
    Database database = make_shop();
    const AddVehicle add{numbered_id(1), shop::alice, " zh  777 ", "Škoda", "Fabia"};
    REQUIRE(mutate(database, alice, add).ok());
    const auto vehicles = list_vehicles(database, shop::alice).value();
    REQUIRE(vehicles.size() == 2);
    CHECK(std::any_of(vehicles.begin(), vehicles.end(), [](const Vehicle& v) { return v.plate == "ZH 777"; }));
    CHECK(search_customers(database, "zh777", 10, 0).value().total == 1);
    AddVehicle again = add;
    again.id = numbered_id(2);
    again.plate = "ZH 777";
    CHECK(mutate(database, alice, again).error().key == "error.vehicle_known");
    again.plate = "?!";
    CHECK(mutate(database, alice, again).error().key == "error.plate");
    again.customer_id = shop::bruno;
    CHECK(mutate(database, alice, again).error().code == ErrorCode::Forbidden);
}

TEST_CASE("a new portal link ends the one before", "[mutators]") {
    Database database = make_shop();
    REQUIRE(mutate(database, technician, RegeneratePortalLink{shop::alice, numbered_id(1), "AAAABBBBCCCCDDDD"}).ok());
    REQUIRE(mutate(database, technician, RegeneratePortalLink{shop::alice, numbered_id(2), "EEEEFFFFGGGGHHHH"}).ok());
    CHECK(find_portal_link(database, shop::alice).value()->code == "EEEEFFFFGGGGHHHH");
    CHECK(database.integer("SELECT COUNT(*) FROM portal_links WHERE revoked_at IS NULL").value() == 1);
}

TEST_CASE("a portal link is paused and resumed by staff, unless it has been replaced", "[mutators]") {
    Database database = make_shop();
    const Id first = numbered_id(1);
    REQUIRE(mutate(database, technician, RegeneratePortalLink{shop::alice, first, "AAAABBBBCCCCDDDD"}).ok());
    const auto link = [&] { return *find_portal_link(database, shop::alice).value(); };
    CHECK(mutate(database, alice, PausePortalLink{first}).error().code == ErrorCode::Forbidden);
    REQUIRE(mutate(database, technician, PausePortalLink{first}, shop::now + 1).ok());
    CHECK(link().paused_at == shop::now + 1);
    REQUIRE(mutate(database, technician, PausePortalLink{first}, shop::now + 2).ok());
    CHECK(link().paused_at == shop::now + 1);  // since the first time
    CHECK(mutate(database, alice, ResumePortalLink{first}).error().code == ErrorCode::Forbidden);
    REQUIRE(mutate(database, technician, ResumePortalLink{first}).ok());
    CHECK_FALSE(link().paused_at);

    REQUIRE(mutate(database, technician, RegeneratePortalLink{shop::alice, numbered_id(2), "EEEEFFFFGGGGHHHH"}).ok());
    CHECK(mutate(database, technician, PausePortalLink{first}).error().key == "error.link_replaced");
    CHECK(mutate(database, technician, ResumePortalLink{first}).error().key == "error.link_replaced");
    CHECK(mutate(database, technician, PausePortalLink{numbered_id(3)}).error().code == ErrorCode::NotFound);
}

namespace {

/// Alice with an address and a portal link, as most mails find their customer.
void prepare_for_mail(Database& database) {
    REQUIRE(mutate(database, technician, RegeneratePortalLink{shop::alice, numbered_id(1), "AAAABBBBCCCCDDDD"}).ok());
    REQUIRE(mutate(database, technician, UpdateContactDetails{shop::alice, "alice@exemple.ch", ""}).ok());
}

}  // namespace

TEST_CASE("staff queue a mail with the portal link, one at a time", "[mutators][mail]") {
    Database database = make_shop();
    prepare_for_mail(database);
    const SendPortalLink send{numbered_id(7), shop::alice, "alice@exemple.ch"};
    CHECK(SendPortalLink::from_json(send.to_json()).value().to_json() == send.to_json());
    CHECK(mutate(database, alice, send).error().code == ErrorCode::Forbidden);
    REQUIRE(mutate(database, technician, send).ok());
    const std::vector<Mail> mails = list_mails(database, shop::alice, 10).value();
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].recipient == "alice@exemple.ch");
    CHECK(mails[0].language == "fr");
    CHECK(mails[0].state == MailState::Waiting);
    CHECK(mails[0].next_attempt_at == shop::now);
    CHECK(find_due_mail(database, shop::now - 1).value() == std::nullopt);
    CHECK(find_due_mail(database, shop::now).value()->id == numbered_id(7));
    const SendPortalLink again{numbered_id(8), shop::alice, "alice@exemple.ch"};
    CHECK(mutate(database, technician, again).error().key == "error.mail_on_its_way");
}

TEST_CASE("a mail is queued only where it can reach the customer who was meant", "[mutators][mail]") {
    Database database = make_shop();
    const SendPortalLink send{numbered_id(7), shop::alice, "alice@exemple.ch"};
    CHECK(mutate(database, technician, send).error().key == "error.no_email");
    prepare_for_mail(database);
    const SendPortalLink to_the_old_address{numbered_id(7), shop::alice, "alice@avant.ch"};
    CHECK(mutate(database, technician, to_the_old_address).error().key == "error.email_changed");
    REQUIRE(mutate(database, technician, PausePortalLink{numbered_id(1)}).ok());
    CHECK(mutate(database, technician, send).error().key == "error.link_paused");
    REQUIRE(database.run("UPDATE portal_links SET revoked_at = 1").ok());
    CHECK(mutate(database, technician, send).error().key == "error.no_portal_link");
    CHECK(mutate(database, technician, SendPortalLink{numbered_id(7), numbered_id(404), "a@b.ch"}).error().code ==
          ErrorCode::NotFound);
}

TEST_CASE("a mail is tried again unless it has left, and has its turn at once", "[mutators][mail]") {
    Database database = make_shop();
    prepare_for_mail(database);
    const RetryMail retry{numbered_id(7)};
    CHECK(RetryMail::from_json(retry.to_json()).value().to_json() == retry.to_json());
    CHECK(mutate(database, technician, retry).error().code == ErrorCode::NotFound);
    REQUIRE(mutate(database, technician, SendPortalLink{numbered_id(7), shop::alice, "alice@exemple.ch"}).ok());
    const auto set_state = [&](const char* state) {
        REQUIRE(database
                    .run("UPDATE mails SET state = ?1, attempts = 9, next_attempt_at = 0, problem = 'refused', "
                         "last_error = '550 no'",
                         state)
                    .ok());
    };
    for (const char* const state : {"failed", "uncertain", "waiting"}) {
        set_state(state);
        CHECK(mutate(database, alice, retry).error().code == ErrorCode::Forbidden);
        REQUIRE(mutate(database, technician, retry, shop::now + 5).ok());
        const Mail mail = *find_mail(database, numbered_id(7)).value();
        CHECK(mail.state == MailState::Waiting);
        CHECK(mail.attempts == 0);
        CHECK(mail.next_attempt_at == shop::now + 5);
        CHECK(mail.problem == MailProblem::None);
        CHECK(mail.last_error.empty());
    }
    for (const char* const state : {"sent", "sending"}) {
        set_state(state);
        CHECK(mutate(database, technician, retry).error().key == "error.mail_left");
    }
    set_state("failed");
    REQUIRE(mutate(database, technician, UpdateContactDetails{shop::alice, "alice@ailleurs.ch", ""}).ok());
    CHECK(mutate(database, technician, retry).error().key == "error.email_changed");
}

TEST_CASE("a mail that is put off is tried again ever more rarely, for three days", "[mail]") {
    CHECK(mail_retry_delay(1) == minute_ms);
    CHECK(mail_retry_delay(2) == 5 * minute_ms);
    CHECK(mail_retry_delay(3) == 15 * minute_ms);
    CHECK(mail_retry_delay(4) == hour_ms);
    CHECK(mail_retry_delay(5) == 6 * hour_ms);
    Milliseconds waited = 0;
    int attempt = 1;
    while (const auto delay = mail_retry_delay(attempt++))
        waited += *delay;
    CHECK(waited > 3 * day_ms - 6 * hour_ms);
    CHECK(waited <= 3 * day_ms);
}

TEST_CASE("search takes the wildcards of LIKE literally", "[queries]") {
    Database database = make_shop();
    CHECK(search_customers(database, "", 10, 0).value().total == 2);
    CHECK(search_customers(database, "muller", 10, 0).value().total == 1);
    CHECK(search_customers(database, "%", 10, 0).value().total == 0);
    CHECK(search_customers(database, "_", 10, 0).value().total == 0);
    CHECK(search_customers(database, "alice \\", 10, 0).value().total == 0);
    CHECK(search_customers(database, "", 1, 1).value().customers.at(0).id == shop::alice);
}

TEST_CASE("upcoming and past appointments together are all of them", "[queries]") {
    Database database = make_shop();
    REQUIRE(mutate(database, technician, booking(1, shop::alice, at(1, 9))).ok());
    REQUIRE(mutate(database, technician, booking(2, shop::alice, at(2, 9))).ok());
    REQUIRE(mutate(database, technician, booking(3, shop::alice, at(3, 9))).ok());
    REQUIRE(mutate(database, technician, step<CancelAppointment>(3)).ok());
    const Milliseconds later = at(2, 8);
    const auto upcoming = list_upcoming_appointments(database, shop::alice, later).value();
    const auto past = list_past_appointments(database, shop::alice, later, 10).value();
    REQUIRE(upcoming.size() == 1);
    CHECK(upcoming[0].appointment.id == numbered_id(2));
    REQUIRE(past.size() == 2);
    CHECK(past[0].appointment.id == numbered_id(3));
    CHECK(past[1].appointment.id == numbered_id(1));
    CHECK(list_agenda(database, at(1, 0), at(2, 0)).value().size() == 1);
}
