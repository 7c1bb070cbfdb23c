// Changes to the vehicles of a customer. One that is not driven any more is retired, not deleted: its appointments keep it.
#pragma once

#include <string>

#include "shared/base/json.h"
#include "shared/db/database.h"
#include "shared/mutators/mutation_context.h"

namespace portail {

/// Error: "error.vehicle_known" (Conflict) on plate, as for UpdateVehicle and RestoreVehicle.
struct AddVehicle {
    static constexpr const char* name = "add_vehicle";
    static constexpr int version = 1;

    Id id;
    Id customer_id;
    std::string plate;
    std::string make;
    std::string model;

    [[nodiscard]] static Result<AddVehicle> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

/// Errors: "error.not_found" on vehicle_id for one that is retired.
struct UpdateVehicle {
    static constexpr const char* name = "update_vehicle";
    static constexpr int version = 1;

    Id vehicle_id;
    Id customer_id;  ///< whose it is
    std::string plate;
    std::string make;
    std::string model;

    [[nodiscard]] static Result<UpdateVehicle> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

/// Error: "error.vehicle_expected" (Conflict) as long as an open appointment of the future is for it.
struct RetireVehicle {
    static constexpr const char* name = "retire_vehicle";
    static constexpr int version = 1;

    Id vehicle_id;

    [[nodiscard]] static Result<RetireVehicle> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

/// Takes a retirement back.
struct RestoreVehicle {
    static constexpr const char* name = "restore_vehicle";
    static constexpr int version = 1;

    Id vehicle_id;

    [[nodiscard]] static Result<RestoreVehicle> from_json(const Json& json);
    [[nodiscard]] Json to_json() const;
};

[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const AddVehicle& args);
[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const UpdateVehicle& args);
[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const RetireVehicle& args);
[[nodiscard]] Result<void> apply(Database& database, const MutationContext& context, const RestoreVehicle& args);

}  // namespace portail
