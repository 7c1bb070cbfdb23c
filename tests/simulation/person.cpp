#include "tests/simulation/person.h"

#include "shared/domain/customer.h"
#include "shared/mutators/appointment_mutators.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/portal_link_mutators.h"
#include "shared/mutators/vehicle_mutators.h"
#include "shared/queries/appointment_queries.h"
#include "shared/queries/customer_queries.h"
#include "shared/queries/organisation_queries.h"
#include "tests/simulation/require.h"

namespace portail::simulation {
namespace {

// Few and early, so that people fight for them.
constexpr std::size_t slots_wanted = 3;
constexpr DayNumber days_wanted = 3;

class Person {
public:
    Person(Device& device, Dice& dice) : m_device(device), m_dice(dice), m_client(device.client()) {}

    void act() {
        const bool is_customer = m_device.actor.is_customer();
        const auto do_one = [&](auto&... deeds) {
            const std::array<void (Person::*)(), sizeof...(deeds)> all{deeds...};
            (this->*all[m_dice.below(all.size())])();
        };
        if (is_customer) {
            do_one(as_deed(&Person::book), as_deed(&Person::book), as_deed(&Person::move), as_deed(&Person::cancel),
                   as_deed(&Person::take_back), as_deed(&Person::add_vehicle), as_deed(&Person::change_vehicle),
                   as_deed(&Person::add_vehicle_and_book), as_deed(&Person::change_phone),
                   as_deed(&Person::deal_with_rejection));
        } else {
            do_one(as_deed(&Person::book), as_deed(&Person::move), as_deed(&Person::move), as_deed(&Person::cancel),
                   as_deed(&Person::close), as_deed(&Person::close), as_deed(&Person::add_vehicle),
                   as_deed(&Person::change_vehicle), as_deed(&Person::change_phone), as_deed(&Person::enter_customer),
                   as_deed(&Person::replace_portal_link), as_deed(&Person::write_note),
                   as_deed(&Person::deal_with_rejection));
        }
    }

private:
    using Deed = void (Person::*)();
    static const Deed& as_deed(const Deed& deed) { return deed; }

    template <class Args>
    void submit(const Args& args, const Id& row = {}, std::optional<Id> needs = std::nullopt,
                std::optional<Id> corrects = std::nullopt) {
        NewMutation mutation{Args::name, Args::version, args.to_json(), std::move(needs), std::move(corrects), {}};
        if (m_dice.chance(0.1)) mutation.token = "token-" + std::to_string(m_dice.below(1'000'000'000));
        m_device.submit(mutation, row);
    }

    Database& database() { return m_client.database(); }
    Milliseconds now() const { return m_client.server_now(); }
    Id new_id() { return make_id(now(), m_dice.source()); }

    std::optional<Id> any_customer() {
        if (m_device.actor.is_customer()) return m_device.actor.id;
        const auto page = require(search_customers(database(), "", 100, 0), "customers");
        if (page.customers.empty()) return std::nullopt;
        return page.customers[m_dice.below(page.customers.size())].id;
    }

    std::optional<Appointment> any_appointment() {
        const auto all = require(list_agenda(database(), 0, now() + 400 * day_ms), "appointments");
        if (all.empty()) return std::nullopt;
        return all[m_dice.below(all.size())].appointment;
    }

    std::optional<std::pair<Id, Milliseconds>> any_free_slot() {
        const auto services = require(list_services(database()), "services");
        if (services.empty()) return std::nullopt;
        const Service& service = services[m_dice.below(services.size())];
        const auto schedule = load_schedule(database(), now(), now() + 10 * day_ms);
        if (!schedule) return std::nullopt;
        const DayNumber today = schedule->zone.local(now()).day;
        for (DayNumber day = today; day < today + days_wanted; ++day) {
            const auto slots = free_slots(*schedule, service.duration_minutes, day, now());
            if (slots.empty()) continue;
            return std::pair{service.id, slots[m_dice.below(std::min(slots.size(), slots_wanted))].starts_at};
        }
        return std::nullopt;
    }

    void book_for(const Id& customer_id, const std::optional<Id>& vehicle_id, std::optional<Id> needs,
                  std::optional<Id> corrects = std::nullopt) {
        const auto slot = any_free_slot();
        if (!slot) return;
        submit(BookAppointment{new_id(), make_unrelated_id(m_dice.source()), customer_id, vehicle_id, slot->first,
                               slot->second, "Merci"},
               {}, std::move(needs), std::move(corrects));
    }

    void book() {
        const auto customer_id = any_customer();
        if (!customer_id) return;
        const auto vehicles = require(list_vehicles(database(), *customer_id), "vehicles");
        std::optional<Id> vehicle_id;
        if (!vehicles.empty()) vehicle_id = vehicles[m_dice.below(vehicles.size())].id;
        book_for(*customer_id, vehicle_id, vehicle_id ? m_client.pending_creation_of(*vehicle_id) : std::nullopt);
    }

    void cancel() {
        if (const auto appointment = any_appointment()) submit(with_id<CancelAppointment>(appointment->id));
    }

    template <class Step>
    static Step with_id(const Id& id) {
        Step step;
        step.appointment_id = id;
        return step;
    }

    void move() {
        const auto appointment = any_appointment();
        const auto slot = any_free_slot();
        if (appointment && slot) submit(MoveAppointment{appointment->id, slot->second});
    }

    void take_back() {
        if (const auto appointment = any_appointment()) {
            submit(ReopenAppointment{appointment->id, AppointmentState::Requested});
        }
    }

    void close() {
        const auto appointment = any_appointment();
        if (!appointment) return;
        switch (m_dice.below(6)) {
            case 0:
                return submit(with_id<CompleteAppointment>(appointment->id));
            case 1:
                return submit(with_id<MarkNoShow>(appointment->id));
            case 2:
                return submit(ReopenAppointment{appointment->id, AppointmentState::Requested});
            case 3:
                return submit(ReopenAppointment{appointment->id, AppointmentState::Confirmed});
            default:
                return submit(with_id<ConfirmAppointment>(appointment->id));
        }
    }

    // From few plates, so that two devices sometimes enter the same car.
    AddVehicle some_vehicle(const Id& customer_id) {
        return {new_id(), customer_id, "ZH " + std::to_string(100 + m_dice.below(40)), "Fiat", "Panda"};
    }

    void add_vehicle() {
        const auto customer_id = any_customer();
        if (!customer_id) return;
        const AddVehicle vehicle = some_vehicle(*customer_id);
        submit(vehicle, vehicle.id);
    }

    void change_vehicle() {
        const auto customer_id = any_customer();
        if (!customer_id) return;
        auto vehicles = require(list_vehicles(database(), *customer_id), "vehicles");
        const auto retired = require(list_retired_vehicles(database(), *customer_id), "retired vehicles");
        vehicles.insert(vehicles.end(), retired.begin(), retired.end());
        if (vehicles.empty()) return;
        const Vehicle& vehicle = vehicles[m_dice.below(vehicles.size())];
        const AddVehicle other = some_vehicle(*customer_id);
        switch (m_dice.below(3)) {
            case 0:
                return submit(RetireVehicle{vehicle.id});
            case 1:
                return submit(RestoreVehicle{vehicle.id});
            default:
                return submit(UpdateVehicle{vehicle.id, *customer_id, other.plate, other.make, other.model});
        }
    }

    void add_vehicle_and_book() {
        const auto customer_id = any_customer();
        if (!customer_id) return;
        const AddVehicle vehicle = some_vehicle(*customer_id);
        submit(vehicle, vehicle.id);
        if (const auto needs = m_client.pending_creation_of(vehicle.id)) book_for(*customer_id, vehicle.id, needs);
    }

    void change_phone() {
        const auto customer_id = any_customer();
        if (!customer_id) return;
        submit(UpdateContactDetails{*customer_id, "", "079 000 " + std::to_string(1000 + m_dice.below(9000))});
    }

    void enter_customer() {
        CreateCustomer customer;
        customer.id = new_id();
        customer.first_name = "Chantal";
        customer.last_name = "N" + std::to_string(m_dice.below(1000));
        customer.language = "fr";
        customer.portal_link_id = new_id();
        customer.portal_code = make_code(portal_code_length, m_dice.source());
        submit(customer, customer.id);
    }

    void replace_portal_link() {
        const auto customer_id = any_customer();
        if (!customer_id || !m_dice.chance(0.5)) return;
        submit(RegeneratePortalLink{*customer_id, new_id(), make_code(portal_code_length, m_dice.source())});
    }

    void write_note() {
        const auto customer_id = any_customer();
        if (customer_id) submit(WriteCustomerNote{new_id(), *customer_id, "A rappelé"});
    }

    void deal_with_rejection() {
        const auto rejections = require(m_client.rejections(), "rejections");
        if (rejections.empty()) return;
        const Rejection& rejection = rejections[m_dice.below(rejections.size())];
        const Mutation& mutation = rejection.mutation;
        switch (m_dice.below(3)) {
            case 0:
                return m_device.discard(mutation.uuid);
            case 1:
                return m_device.retry(mutation.uuid);
            default:
                break;
        }
        const auto booking = BookAppointment::from_json(mutation.args);
        if (mutation.name != BookAppointment::name || !booking) return;
        book_for(booking->customer_id, booking->vehicle_id, mutation.needs, mutation.uuid);
    }

    Device& m_device;
    Dice& m_dice;
    SyncClient& m_client;
};

}  // namespace

void act(Device& device, Dice& dice) {
    Person{device, dice}.act();
}

}  // namespace portail::simulation
