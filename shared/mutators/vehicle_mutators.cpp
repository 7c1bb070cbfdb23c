#include "shared/mutators/vehicle_mutators.h"

#include "shared/domain/vehicle.h"
#include "shared/mutators/own_customer.h"
#include "shared/queries/customer_queries.h"

namespace portail {
namespace {

struct Details {
    std::string plate;
    std::string make;
    std::string model;
};

Result<Details> read_details(const JsonReader& reader) {
    Result<std::string> plate = reader.text("plate", vehicle_limits::plate);
    if (!plate) return plate.error();
    Result<std::string> make = read_trimmed(reader, "make", vehicle_limits::make);
    if (!make) return make.error();
    Result<std::string> model = read_trimmed(reader, "model", vehicle_limits::model);
    if (!model) return model.error();
    return Details{normalise_plate(*plate), *make, *model};
}

template <class Args>
Result<Args> read_vehicle_id(const Json& json) {
    Result<Id> vehicle_id = JsonReader{json}.id("vehicle_id");
    if (!vehicle_id) return vehicle_id.error();
    return Args{std::move(*vehicle_id)};
}

Result<Vehicle> load_vehicle(Database& database, const MutationContext& context, const Id& id, bool is_retired) {
    auto vehicle = find_vehicle(database, id);
    if (!vehicle) return vehicle.error();
    const bool exists = vehicle->has_value();
    // To a customer, what is somebody else's and what is nobody's are the same.
    PORTAIL_RETURN_IF_ERROR(require_own_customer(context.actor, exists ? (*vehicle)->customer_id : Id{}));
    if (!exists || (*vehicle)->retired_at.has_value() != is_retired) return not_found("vehicle_id");
    return std::move(**vehicle);
}

/// `but` is a vehicle that may have it.
Result<void> require_free_plate(Database& database, const Id& customer_id, const std::string& plate, const Id& but) {
    const auto same_plate = database.integer(R"sql(
        SELECT COUNT(*)
        FROM vehicles
        WHERE customer_id = ?1
          AND plate = ?2
          AND id <> ?3
          AND retired_at IS NULL
    )sql",
                                             customer_id, plate, but);
    if (!same_plate) return same_plate.error();
    if (*same_plate > 0) return conflict("error.vehicle_known", "plate");
    return {};
}

}  // namespace

Result<AddVehicle> AddVehicle::from_json(const Json& json) {
    const JsonReader reader{json};
    Result<Id> id = reader.id("id");
    if (!id) return id.error();
    Result<Id> customer_id = reader.id("customer_id");
    if (!customer_id) return customer_id.error();
    Result<Details> details = read_details(reader);
    if (!details) return details.error();
    return AddVehicle{*id, *customer_id, details->plate, details->make, details->model};
}

Json AddVehicle::to_json() const {
    return {{"id", id}, {"customer_id", customer_id}, {"plate", plate}, {"make", make}, {"model", model}};
}

Result<UpdateVehicle> UpdateVehicle::from_json(const Json& json) {
    const JsonReader reader{json};
    Result<Id> vehicle_id = reader.id("vehicle_id");
    if (!vehicle_id) return vehicle_id.error();
    Result<Id> customer_id = reader.id("customer_id");
    if (!customer_id) return customer_id.error();
    Result<Details> details = read_details(reader);
    if (!details) return details.error();
    return UpdateVehicle{*vehicle_id, *customer_id, details->plate, details->make, details->model};
}

Json UpdateVehicle::to_json() const {
    return {
        {"vehicle_id", vehicle_id}, {"customer_id", customer_id}, {"plate", plate}, {"make", make}, {"model", model}};
}

Result<RetireVehicle> RetireVehicle::from_json(const Json& json) {
    return read_vehicle_id<RetireVehicle>(json);
}

Json RetireVehicle::to_json() const {
    return {{"vehicle_id", vehicle_id}};
}

Result<RestoreVehicle> RestoreVehicle::from_json(const Json& json) {
    return read_vehicle_id<RestoreVehicle>(json);
}

Json RestoreVehicle::to_json() const {
    return {{"vehicle_id", vehicle_id}};
}

Result<void> apply(Database& database, const MutationContext& context, const AddVehicle& args) {
    Result<Customer> customer = require_customer(database, context, args.customer_id);
    if (!customer) return customer.error();
    PORTAIL_RETURN_IF_ERROR(validate_plate("plate", args.plate));
    PORTAIL_RETURN_IF_ERROR(validate_name("make", args.make));
    PORTAIL_RETURN_IF_ERROR(require_free_plate(database, args.customer_id, args.plate, {}));
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        INSERT INTO vehicles (id, customer_id, partner_id, plate, make, model, created_at, retired_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL)
    )sql",
                                         args.id, args.customer_id, customer->partner_id, args.plate, args.make,
                                         args.model, context.now));
    return refresh_search_text(database, args.customer_id);
}

Result<void> apply(Database& database, const MutationContext& context, const UpdateVehicle& args) {
    const Result<Vehicle> vehicle = load_vehicle(database, context, args.vehicle_id, false);
    if (!vehicle) return vehicle.error();
    if (vehicle->customer_id != args.customer_id) return not_found("vehicle_id");
    PORTAIL_RETURN_IF_ERROR(validate_plate("plate", args.plate));
    PORTAIL_RETURN_IF_ERROR(validate_name("make", args.make));
    PORTAIL_RETURN_IF_ERROR(require_free_plate(database, vehicle->customer_id, args.plate, args.vehicle_id));
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        UPDATE vehicles
        SET plate = ?2, make = ?3, model = ?4
        WHERE id = ?1
    )sql",
                                         args.vehicle_id, args.plate, args.make, args.model));
    return refresh_search_text(database, vehicle->customer_id);
}

Result<void> apply(Database& database, const MutationContext& context, const RetireVehicle& args) {
    const Result<Vehicle> vehicle = load_vehicle(database, context, args.vehicle_id, false);
    if (!vehicle) return vehicle.error();
    const auto expected = database.integer(R"sql(
        SELECT COUNT(*)
        FROM appointments
        WHERE vehicle_id = ?1
          AND starts_at > ?2
          AND state IN ('requested', 'confirmed')
    )sql",
                                           args.vehicle_id, context.now);
    if (!expected) return expected.error();
    if (*expected > 0) return conflict("error.vehicle_expected", "vehicle_id");
    PORTAIL_RETURN_IF_ERROR(
        database.run("UPDATE vehicles SET retired_at = ?2 WHERE id = ?1", args.vehicle_id, context.now));
    return refresh_search_text(database, vehicle->customer_id);
}

Result<void> apply(Database& database, const MutationContext& context, const RestoreVehicle& args) {
    const Result<Vehicle> vehicle = load_vehicle(database, context, args.vehicle_id, true);
    if (!vehicle) return vehicle.error();
    PORTAIL_RETURN_IF_ERROR(require_free_plate(database, vehicle->customer_id, vehicle->plate, args.vehicle_id));
    PORTAIL_RETURN_IF_ERROR(database.run("UPDATE vehicles SET retired_at = NULL WHERE id = ?1", args.vehicle_id));
    return refresh_search_text(database, vehicle->customer_id);
}

}  // namespace portail
