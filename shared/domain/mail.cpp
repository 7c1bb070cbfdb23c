#include "shared/domain/mail.h"

#include <algorithm>
#include <array>

#include "shared/base/names.h"

namespace portail {
namespace {

constexpr NameTable<MailKind, 1> kind_names{{
    {MailKind::PortalLink, "portal_link"},
}};

constexpr NameTable<MailState, 5> state_names{{
    {MailState::Waiting, "waiting"},
    {MailState::Sending, "sending"},
    {MailState::Sent, "sent"},
    {MailState::Failed, "failed"},
    {MailState::Uncertain, "uncertain"},
}};

constexpr NameTable<MailProblem, 12> problem_names{{
    {MailProblem::None, ""},
    {MailProblem::NotSetUp, "not_set_up"},
    {MailProblem::Connection, "connection"},
    {MailProblem::Timeout, "timeout"},
    {MailProblem::Encryption, "encryption"},
    {MailProblem::SignIn, "sign_in"},
    {MailProblem::Deferred, "deferred"},
    {MailProblem::Refused, "refused"},
    {MailProblem::NoLink, "no_link"},
    {MailProblem::AddressChanged, "address_changed"},
    {MailProblem::Interrupted, "interrupted"},
    {MailProblem::Restored, "restored"},
}};

// Greylisting lets a mail pass after some minutes; what lasts longer is an outage.
constexpr std::array<Milliseconds, 5> retry_delays{minute_ms, 5 * minute_ms, 15 * minute_ms, hour_ms, 6 * hour_ms};
constexpr Milliseconds longest_trying = 3 * day_ms;

}  // namespace

std::string_view to_string(MailKind kind) {
    return kind_names.name(kind);
}
std::optional<MailKind> mail_kind_from_string(std::string_view name) {
    return kind_names.value(name);
}
std::string_view to_string(MailState state) {
    return state_names.name(state);
}
std::optional<MailState> mail_state_from_string(std::string_view name) {
    return state_names.value(name);
}
std::string_view to_string(MailProblem problem) {
    return problem_names.name(problem);
}
std::optional<MailProblem> mail_problem_from_string(std::string_view name) {
    return problem_names.value(name);
}

std::optional<Milliseconds> mail_retry_delay(int attempts) {
    Milliseconds waited = 0;
    Milliseconds delay = 0;
    for (int attempt = 1; attempt <= attempts; ++attempt) {
        delay = retry_delays[std::min(static_cast<std::size_t>(attempt), retry_delays.size()) - 1];
        waited += delay;
        if (waited > longest_trying) return std::nullopt;
    }
    return delay;
}

}  // namespace portail
