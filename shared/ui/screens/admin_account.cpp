// Who is signed in, the language and text size of this device, and leaving.
#include <algorithm>

#include "shared/queries/organisation_queries.h"
#include "shared/ui/preferences_form.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/screens/admin_screens.h"

namespace portail::ui {
namespace {

class AdminAccount final : public Screen {
public:
    std::string title(AppContext& context) override { return context.words.text("admin.tab.account"); }

    void draw(Ui& ui, AppContext& context) override {
        if (m_watch.changed(context)) load(context);
        const Translator& words = context.words;
        m_frame.draw(ui, context, {.key = "account", .title = title(context)}, [&] {
            main_area(ui, {.max_width = 560}, [&] {
                heading(ui, {.text = words.text("admin.tab.account"), .key = "title"});
                card(ui, {.key = "person", .label = words.text("admin.account.person")}, [&] {
                    fact(ui, {.label = words.text("admin.account.person"),
                              .value = m_member.name,
                              .icon = Icon::User,
                              .key = "name"});
                    fact(ui,
                         {.label = words.field("email"), .value = m_member.email, .icon = Icon::Mail, .key = "email"});
                    fact(ui, {.label = words.text("admin.account.role"),
                              .value = words.text("admin.role." + std::string{to_string(context.actor.role)}),
                              .icon = Icon::Wrench,
                              .key = "role"});
                });
                if (may_change_brand(context)) draw_settings(ui, context);
                heading(ui, {.text = words.text("display.title"), .level = 2, .key = "preferences_title"});
                preferences_form(ui, context);
                divider(ui);
                text(ui,
                     {.text = words.text("admin.account.sign_out_text"), .style = TextStyle::Caption, .key = "leave"});
                if (button(ui, {.key = "sign_out", .label = words.text("session.sign_out"), .icon = Icon::Logout})) {
                    context.commands.sign_out();
                }
            });
        });
    }

private:
    static void draw_settings(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        const std::string label = words.text("admin.tab.settings");
        heading(ui, {.text = label, .level = 2, .key = "settings_title"});
        list(ui, {.key = "settings", .label = label}, [&] {
            if (list_item(ui, {.key = "appearance",
                               .title = words.text("sync.change.change_brand"),
                               .detail = words.text("admin.appearance.detail"),
                               .icon = Icon::Image})) {
                context.router.push("/settings/appearance");
            }
        });
    }

    void load(AppContext& context) {
        std::optional<Error> problem;
        const std::vector<StaffMember> members = taken(list_staff_members(context.database()), problem);
        const auto found = std::find_if(members.begin(), members.end(),
                                        [&](const StaffMember& member) { return member.id == context.actor.id; });
        m_member = found == members.end() ? StaffMember{} : *found;
    }

    AdminFrame m_frame;
    DataWatch m_watch;
    StaffMember m_member;
};

}  // namespace

std::unique_ptr<Screen> make_admin_account() {
    return std::make_unique<AdminAccount>();
}

}  // namespace portail::ui
