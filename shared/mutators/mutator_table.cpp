#include "shared/mutators/mutator_table.h"

#include <algorithm>
#include <array>

#include "shared/mutators/appointment_mutators.h"
#include "shared/mutators/brand_mutators.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/mail_mutators.h"
#include "shared/mutators/portal_link_mutators.h"
#include "shared/mutators/vehicle_mutators.h"

namespace portail {
namespace {

template <class Args>
Result<void> run_with(Database& database, const MutationContext& context, const Json& json) {
    Result<Args> args = Args::from_json(json);
    if (!args) return args.error();
    return apply(database, context, *args);
}

template <class Args>
constexpr Mutator mutator(Action action) {
    return {Args::name, Args::version, action, &run_with<Args>};
}

template <class Args>
constexpr Mutator once_only(Action action) {
    return {Args::name, Args::version, action, &run_with<Args>, true};
}

constexpr std::array<Mutator, 21> mutators{{
    mutator<BookAppointment>(Action::BookAppointment),
    mutator<MoveAppointment>(Action::MoveAppointment),
    mutator<CancelAppointment>(Action::CancelAppointment),
    mutator<ConfirmAppointment>(Action::DecideAppointment),
    mutator<CompleteAppointment>(Action::DecideAppointment),
    mutator<MarkNoShow>(Action::DecideAppointment),
    mutator<ReopenAppointment>(Action::ReopenAppointment),
    mutator<CreateCustomer>(Action::CreateCustomer),
    mutator<UpdateContactDetails>(Action::UpdateContactDetails),
    mutator<ChooseLanguage>(Action::UpdateContactDetails),
    mutator<AddVehicle>(Action::ChangeVehicles),
    mutator<UpdateVehicle>(Action::ChangeVehicles),
    mutator<RetireVehicle>(Action::ChangeVehicles),
    mutator<RestoreVehicle>(Action::ChangeVehicles),
    mutator<RegeneratePortalLink>(Action::ManagePortalLinks),
    mutator<PausePortalLink>(Action::ManagePortalLinks),
    mutator<ResumePortalLink>(Action::ManagePortalLinks),
    once_only<SendPortalLink>(Action::SendMails),
    once_only<RetryMail>(Action::SendMails),
    mutator<WriteCustomerNote>(Action::WriteCustomerNotes),
    mutator<ChangeBrand>(Action::ChangeBrand),
}};

}  // namespace

std::span<const Mutator> mutator_table() {
    return mutators;
}

const Mutator* find_mutator(std::string_view name) {
    const auto found =
        std::find_if(mutators.begin(), mutators.end(), [&](const Mutator& entry) { return entry.name == name; });
    return found == mutators.end() ? nullptr : &*found;
}

Result<void> run_mutator(Database& database, const MutationContext& context, std::string_view name, int version,
                         const Json& args) {
    const Mutator* found = find_mutator(name);
    if (found == nullptr || found->version != version) return invalid("name", "error.unknown_mutation");
    PORTAIL_RETURN_IF_ERROR(require_permission(context.actor, found->action));
    return found->run(database, context, args);
}

}  // namespace portail
