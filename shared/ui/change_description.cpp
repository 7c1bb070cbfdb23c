#include "shared/ui/change_description.h"

#include <algorithm>
#include <array>

namespace portail::ui {
namespace {

struct Kind {
    std::string_view name;
    std::string_view text_key;
    std::array<const char*, 2> details;  ///< arguments that are shown; "starts_at" as a moment
};

constexpr std::array<Kind, 21> kinds{{
    {"book_appointment", "sync.change.book_appointment", {"starts_at", nullptr}},
    {"move_appointment", "sync.change.move_appointment", {"starts_at", nullptr}},
    {"cancel_appointment", "sync.change.cancel_appointment", {}},
    {"confirm_appointment", "sync.change.confirm_appointment", {}},
    {"complete_appointment", "sync.change.complete_appointment", {}},
    {"mark_no_show", "sync.change.mark_no_show", {}},
    {"reopen_appointment", "sync.change.reopen_appointment", {}},
    {"create_customer", "sync.change.create_customer", {"first_name", "last_name"}},
    {"update_contact_details", "sync.change.update_contact_details", {"phone", "email"}},
    {"choose_language", "sync.change.choose_language", {}},
    {"add_vehicle", "sync.change.add_vehicle", {"plate", "make"}},
    {"update_vehicle", "sync.change.update_vehicle", {"plate", "make"}},
    {"retire_vehicle", "sync.change.retire_vehicle", {}},
    {"restore_vehicle", "sync.change.restore_vehicle", {}},
    {"regenerate_portal_link", "sync.change.regenerate_portal_link", {}},
    {"pause_portal_link", "sync.change.pause_portal_link", {}},
    {"resume_portal_link", "sync.change.resume_portal_link", {}},
    {"send_portal_link", "sync.change.send_portal_link", {"recipient"}},
    {"retry_mail", "sync.change.retry_mail", {}},
    {"write_customer_note", "sync.change.write_customer_note", {}},
    {"change_brand", "sync.change.change_brand", {"business_name", "accent_color"}},
}};

std::string detail_of(const Formatter& format, const Json& args, const char* member) {
    if (!args.is_object()) return {};
    const auto found = args.find(member);
    if (found == args.end()) return {};
    if (found->is_number_integer() && std::string_view{member} == "starts_at") {
        return capitalised(format.moment(found->get<Milliseconds>()));
    }
    return found->is_string() ? found->get<std::string>() : std::string{};
}

}  // namespace

ChangeDescription describe_change(const Translator& words, const Formatter& format, std::string_view name,
                                  const Json& args) {
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& entry) { return entry.name == name; });
    if (kind == kinds.end()) return {words.text("sync.change.other"), {}};
    ChangeDescription description{words.text(kind->text_key), {}};
    for (const char* member : kind->details) {
        if (member == nullptr) continue;
        const std::string detail = detail_of(format, args, member);
        if (!detail.empty()) description.detail += (description.detail.empty() ? "" : " · ") + detail;
    }
    return description;
}

}  // namespace portail::ui
