#include "server/demo/demo_business.h"

#include <vector>

#include "server/demo/demo_logo.h"
#include "server/demo/demo_people.h"
#include "server/zone_transitions.h"
#include "shared/domain/availability.h"
#include "shared/domain/brand.h"
#include "shared/domain/customer.h"
#include "shared/domain/organisation.h"
#include "shared/domain/principal.h"
#include "shared/images/picture_file.h"
#include "shared/mutators/appointment_mutators.h"
#include "shared/mutators/brand_mutators.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/vehicle_mutators.h"
#include "shared/queries/customer_queries.h"
#include "shared/queries/organisation_queries.h"

namespace portail::server {
namespace {

constexpr const char* zone_name = "Europe/Zurich";
constexpr DayNumber days_around_today = 21;
constexpr Milliseconds years = 365 * day_ms;

// Whose link is printed at the first start: the first customer.
constexpr std::size_t shown_customer = 0;

struct Person {
    Id id;
    std::vector<Id> vehicles;
    std::string portal_code;
};

class DemoFiller {
public:
    DemoFiller(Database& database, Milliseconds now, RandomSource& random)
        : m_database(database), m_now(now), m_random(random) {}

    Result<FilledBusiness> fill_demo() {
        PORTAIL_RETURN_IF_ERROR(
            insert_organisation({"Garage des Alpes", "+41 21 555 01 00", "bonjour@garage-des-alpes.example",
                                 "Route du Lac 12, 1800 Vevey"}));
        for (const DemoService& service : demo_services)
            PORTAIL_RETURN_IF_ERROR(insert_service(service));
        for (const char* lift : {"Pont 1", "Pont 2", "Place rapide"})
            PORTAIL_RETURN_IF_ERROR(insert_resource(lift));
        PORTAIL_RETURN_IF_ERROR(insert_week());
        PORTAIL_RETURN_IF_ERROR(insert_hours(static_cast<int>(Weekday::Saturday), 8 * 60, 12 * 60));
        const int year = civil_date(m_today).year;
        for (const int closing_year : {year - 1, year, year + 1}) {
            PORTAIL_RETURN_IF_ERROR(insert_closure({closing_year, 8, 1}, {closing_year, 8, 1}, "Fête nationale"));
            PORTAIL_RETURN_IF_ERROR(
                insert_closure({closing_year, 12, 25}, {closing_year + 1, 1, 2}, "Fermeture de fin d’année"));
        }

        FilledBusiness business;
        PORTAIL_RETURN_IF_ERROR(
            insert_staff_member(business, "Sylvie Perrin", "sylvie@garage-des-alpes.example", Role::Admin));
        PORTAIL_RETURN_IF_ERROR(
            insert_staff_member(business, "Karim Meyer", "karim@garage-des-alpes.example", Role::Technician));
        PORTAIL_RETURN_IF_ERROR(
            insert_staff_member(business, "Carrosserie Duvoisin", "duvoisin@garage-des-alpes.example", Role::Partner));
        PORTAIL_RETURN_IF_ERROR(dress_up({Role::Admin, business.staff[0].id, Assurance::Password}));
        m_technician = {Role::Technician, business.staff[1].id, Assurance::Password};
        for (std::size_t index = 0; index < demo_customers.size(); ++index) {
            PORTAIL_RETURN_IF_ERROR(create_customer(index, business.staff[2].id));
        }
        for (DayNumber day = m_today - days_around_today; day <= m_today + days_around_today; ++day) {
            PORTAIL_RETURN_IF_ERROR(fill_day(day));
        }
        PORTAIL_RETURN_IF_ERROR(promise_next_appointment());
        business.portal_code = m_people[shown_customer].portal_code;
        return business;
    }

    Result<FilledBusiness> fill_empty() {
        PORTAIL_RETURN_IF_ERROR(insert_organisation({"Mon entreprise", "", "", ""}));
        PORTAIL_RETURN_IF_ERROR(insert_service({"Rendez-vous", "", 60, 0}));
        PORTAIL_RETURN_IF_ERROR(insert_resource("Atelier"));
        PORTAIL_RETURN_IF_ERROR(insert_week());
        FilledBusiness business;
        PORTAIL_RETURN_IF_ERROR(insert_staff_member(business, "Administration", "admin@portail.local", Role::Admin));
        return business;
    }

private:
    Id new_id() { return make_id(m_now, m_random); }

    template <class Args>
    Result<void> mutate(const Actor& actor, Milliseconds at, const Args& args) {
        return apply(m_database, MutationContext{actor, at}, args);
    }

    Result<void> dress_up(const Actor& administrator) {
        const Result<std::string> png = encode_png(draw_demo_logo());
        if (!png) return png.error();
        ChangeBrand brand;
        brand.accent_color = demo_accent_color;
        brand.logo = without_metadata(*png);
        return mutate(administrator, m_now, brand);
    }

    struct Contact {
        const char* name;
        const char* phone;
        const char* email;
        const char* address;
    };

    Result<void> insert_organisation(const Contact& contact) {
        auto transitions = zone_transitions(zone_name, m_now - 10 * years, m_now + 10 * years);
        if (!transitions) return transitions.error();
        PORTAIL_RETURN_IF_ERROR(m_database.run(R"sql(
            INSERT INTO organisations (id, name, phone, email, address, currency, language, time_zone,
                                       zone_transitions, slot_step_minutes, booking_notice_minutes,
                                       booking_horizon_days, country)
            VALUES (?1, ?2, ?3, ?4, ?5, 'CHF', 'fr', ?6, ?7, 30, 120, 60, 'CH')
        )sql",
                                               new_id(), contact.name, contact.phone, contact.email, contact.address,
                                               zone_name, encode_zone_transitions(*transitions)));
        m_zone = TimeZone{std::move(*transitions)};
        m_today = m_zone.local(m_now).day;
        return {};
    }

    Result<void> insert_service(const DemoService& service) {
        m_services.push_back(new_id());
        return m_database.run(R"sql(
            INSERT INTO services (id, name, description, duration_minutes, price_minor_units, position, retired_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)
        )sql",
                              m_services.back(), service.name, service.description, service.duration_minutes,
                              service.price_minor_units, m_services.size());
    }

    Result<void> insert_resource(const char* name) {
        return m_database.run("INSERT INTO resources (id, name, capacity) VALUES (?1, ?2, 1)", new_id(), name);
    }

    Result<void> insert_week() {
        for (int day = 0; day < 5; ++day) {
            PORTAIL_RETURN_IF_ERROR(insert_hours(day, 7 * 60 + 30, 12 * 60));
            PORTAIL_RETURN_IF_ERROR(insert_hours(day, 13 * 60, 17 * 60 + 30));
        }
        return {};
    }

    Result<void> insert_hours(int weekday, int opens_minute, int closes_minute) {
        return m_database.run(R"sql(
            INSERT INTO opening_hours (id, weekday, opens_minute, closes_minute)
            VALUES (?1, ?2, ?3, ?4)
        )sql",
                              new_id(), weekday, opens_minute, closes_minute);
    }

    Result<void> insert_closure(const CivilDate& first, const CivilDate& last, const char* reason) {
        return m_database.run(R"sql(
            INSERT INTO closures (id, first_day, last_day, reason)
            VALUES (?1, ?2, ?3, ?4)
        )sql",
                              new_id(), day_number(first), day_number(last), reason);
    }

    Result<void> insert_staff_member(FilledBusiness& business, const char* name, const char* email, Role role) {
        business.staff.push_back({new_id(), email, role});
        return m_database.run(R"sql(
            INSERT INTO staff_members (id, name, email, role, retired_at)
            VALUES (?1, ?2, ?3, ?4, NULL)
        )sql",
                              business.staff.back().id, name, email, to_string(role));
    }

    Result<void> create_customer(std::size_t index, const Id& partner_id) {
        const DemoCustomer& customer = demo_customers[index];
        const Milliseconds since = m_now - 2 * years + static_cast<Milliseconds>(index) * 11 * day_ms;
        CreateCustomer create;
        create.id = make_id(since, m_random);
        create.first_name = customer.first_name;
        create.last_name = customer.last_name;
        create.email = "client" + std::to_string(index + 1) + "@exemple.example";
        create.phone = "+41 79 000 " + two_digits(10 + index) + " " + two_digits(index * 37 % 100);
        create.language = customer.language;
        create.portal_link_id = make_id(since, m_random);
        create.portal_code = make_code(portal_code_length, m_random);
        PORTAIL_RETURN_IF_ERROR(mutate(m_technician, since, create));
        if (index % 8 == 5) {
            // There is no mutator for partners yet; vehicles and appointments take the partner from the customer.
            PORTAIL_RETURN_IF_ERROR(
                m_database.run("UPDATE customers SET partner_id = ?2 WHERE id = ?1", create.id, partner_id));
        }
        Person person{create.id, {}, create.portal_code};
        for (const DemoVehicle& vehicle : {customer.first_vehicle, customer.second_vehicle}) {
            if (*vehicle.plate == '\0') continue;
            person.vehicles.push_back(make_id(since, m_random));
            PORTAIL_RETURN_IF_ERROR(
                mutate(m_technician, since,
                       AddVehicle{person.vehicles.back(), create.id, vehicle.plate, vehicle.make, vehicle.model}));
        }
        if (index % 9 == 2) {
            PORTAIL_RETURN_IF_ERROR(mutate(m_technician, since + day_ms,
                                           WriteCustomerNote{make_id(since + day_ms, m_random), create.id,
                                                             "Client fidèle. Préfère être appelé après 17 h."}));
        }
        m_people.push_back(std::move(person));
        return {};
    }

    // Fills about two thirds of what a day can hold: enough to look alive, with slots left to book.
    Result<void> fill_day(DayNumber day) {
        const int wanted = day < m_today ? 7 : day < m_today + 7 ? 6 : 3;
        for (int booking = 0; booking < wanted; ++booking) {
            PORTAIL_RETURN_IF_ERROR(book_somewhere_on(day));
        }
        return {};
    }

    Result<void> book_somewhere_on(DayNumber day) {
        const std::size_t service = m_choices.below(demo_services.size());
        const std::size_t who = m_choices.below(m_people.size());
        const Milliseconds booked_at =
            std::min(m_now, m_zone.start_of_day(day)) - static_cast<Milliseconds>(1 + m_choices.below(12)) * day_ms;
        auto schedule = load_schedule(m_database, m_zone.start_of_day(day), m_zone.start_of_day(day + 1));
        if (!schedule) return schedule.error();
        const auto slots = free_slots(*schedule, demo_services[service].duration_minutes, day, booked_at);
        if (slots.empty()) return {};
        const Slot& slot = slots[m_choices.below(slots.size())];
        return book(who, service, slot.starts_at, booked_at);
    }

    Result<void> book(std::size_t who, std::size_t service, Milliseconds starts_at, Milliseconds booked_at) {
        const Person& person = m_people[who];
        BookAppointment args;
        args.id = make_id(booked_at, m_random);
        args.busy_interval_id = make_unrelated_id(m_random);
        args.customer_id = person.id;
        args.vehicle_id = person.vehicles[m_choices.below(person.vehicles.size())];
        args.service_id = m_services[service];
        args.starts_at = starts_at;
        if (m_choices.below(3) == 0) args.note = demo_notes[m_choices.below(demo_notes.size())];
        const bool by_customer = m_choices.below(2) == 0;
        const Actor customer{Role::Customer, person.id, Assurance::Link};
        PORTAIL_RETURN_IF_ERROR(mutate(by_customer ? customer : m_technician, booked_at, args));
        return bring_up_to_now(args.id, starts_at, by_customer);
    }

    // What has become of an appointment by now: most of the past went well, most of the future is agreed.
    Result<void> bring_up_to_now(const Id& id, Milliseconds starts_at, bool by_customer) {
        const std::uint64_t fate = m_choices.below(12);
        const bool is_past = starts_at + 2 * hour_ms < m_now;
        if (fate == 0) return mutate(m_technician, std::min(m_now, starts_at - hour_ms), step<CancelAppointment>(id));
        if (is_past && fate == 1) return mutate(m_technician, starts_at + hour_ms, step<MarkNoShow>(id));
        if (is_past) return mutate(m_technician, starts_at + 2 * hour_ms, step<CompleteAppointment>(id));
        if (by_customer && fate > 5) return mutate(m_technician, m_now, step<ConfirmAppointment>(id));
        return {};
    }

    // The customer whose link is printed has something to come, in two or three days.
    Result<void> promise_next_appointment() {
        for (DayNumber day = m_today + 2; day < m_today + days_around_today; ++day) {
            auto schedule = load_schedule(m_database, m_zone.start_of_day(day), m_zone.start_of_day(day + 1));
            if (!schedule) return schedule.error();
            const auto slots = free_slots(*schedule, demo_services[0].duration_minutes, day, m_now);
            if (slots.empty()) continue;
            BookAppointment args;
            args.id = new_id();
            args.busy_interval_id = make_unrelated_id(m_random);
            args.customer_id = m_people[shown_customer].id;
            args.vehicle_id = m_people[shown_customer].vehicles.front();
            args.service_id = m_services.front();
            args.starts_at = slots.front().starts_at;
            return mutate(m_technician, m_now - day_ms, args);
        }
        return {};
    }

    template <class Step>
    static Step step(const Id& appointment_id) {
        Step args;
        args.appointment_id = appointment_id;
        return args;
    }

    static std::string two_digits(std::size_t number) {
        const std::string text = std::to_string(number % 100);
        return text.size() < 2 ? "0" + text : text;
    }

    Database& m_database;
    const Milliseconds m_now;
    RandomSource& m_random;
    SeededRandom m_choices{20260101};  // the same business every time
    TimeZone m_zone;
    DayNumber m_today = 0;
    Actor m_technician;
    std::vector<Id> m_services;
    std::vector<Person> m_people;
};

}  // namespace

Result<FilledBusiness> fill_demo_business(Database& database, Milliseconds now, RandomSource& random) {
    return DemoFiller{database, now, random}.fill_demo();
}

Result<FilledBusiness> fill_empty_business(Database& database, Milliseconds now, RandomSource& random) {
    return DemoFiller{database, now, random}.fill_empty();
}

}  // namespace portail::server
