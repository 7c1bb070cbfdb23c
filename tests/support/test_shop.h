// A small garage in Zurich, in memory, for tests of queries, mutators and sync: one lift for two cars, open from Monday
// to Friday 8–12 and 13–17, two customers with a vehicle each. The present is Monday 2026-11-23, 07:00 there.
#pragma once

#include <string_view>

#include "shared/base/calendar.h"
#include "shared/db/database.h"
#include "shared/domain/principal.h"
#include "shared/mutators/mutation_context.h"
#include "shared/mutators/mutator_table.h"

namespace portail::test {

namespace shop {
inline const Id organisation = "00000000-0000-7000-8000-000000000001";
inline const Id service = "00000000-0000-7000-8000-000000000011";       ///< 60 minutes, CHF 120.00
inline const Id long_service = "00000000-0000-7000-8000-000000000012";  ///< 180 minutes
inline const Id retired_service = "00000000-0000-7000-8000-000000000013";
inline const Id lift = "00000000-0000-7000-8000-000000000021";  ///< capacity 2
inline const Id alice = "00000000-0000-7000-8000-000000000031";
inline const Id bruno = "00000000-0000-7000-8000-000000000032";  ///< brought by `partner`
inline const Id alice_car = "00000000-0000-7000-8000-000000000041";
inline const Id bruno_car = "00000000-0000-7000-8000-000000000042";
inline const Id admin = "00000000-0000-7000-8000-000000000051";
inline const Id technician = "00000000-0000-7000-8000-000000000052";
inline const Id partner = "00000000-0000-7000-8000-000000000053";

inline constexpr Milliseconds now = 1795413600000;  ///< 2026-11-23T06:00:00Z, Monday 07:00 in Zurich
}  // namespace shop

/// Offset changes of Europe/Zurich from March 2026 to October 2027 (IANA tzdata 2025b).
[[nodiscard]] TimeZone zurich();
/// Inserts the garage into a database that has the synced tables.
void fill_shop(Database& database);
/// In memory, migrated and filled.
[[nodiscard]] Database make_shop();

[[nodiscard]] Actor customer(const Id& id, Assurance assurance = Assurance::Link);
[[nodiscard]] Actor staff(Role role);

/// An id that differs for each `number`, for rows that a test makes.
[[nodiscard]] Id numbered_id(unsigned number);
/// A moment of the garage's week: day 0 is Monday 2026-11-23.
[[nodiscard]] Milliseconds at(int day, int hour, int minute = 0);

/// Runs the mutator with `args.to_json()`, as a push would.
template <class Args>
[[nodiscard]] Result<void> mutate(Database& database, const Actor& actor, const Args& args,
                                  Milliseconds now = shop::now) {
    return run_mutator(database, MutationContext{actor, now}, Args::name, Args::version, args.to_json());
}

}  // namespace portail::test
