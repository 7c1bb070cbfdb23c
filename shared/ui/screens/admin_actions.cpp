#include "shared/ui/screens/admin_actions.h"

#include <algorithm>

#include "shared/queries/customer_queries.h"
#include "shared/ui/command_palette.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/screens/admin_screens.h"
#include "shared/ui/sync_panel.h"

namespace portail::ui {
namespace {

constexpr int customers_offered = 8;
constexpr std::string_view customer_prefix = "client:";

template <SchemeChoice choice>
void use_scheme(AppContext& context) {
    context.commands.use_color_scheme(choice);
}

template <Language language>
void use_language(AppContext& context) {
    context.commands.use_language(code_of(language));
}

// One line each: what it is called, and what it does.
constexpr AppAction actions[] = {
    {"agenda", "admin.tab.agenda", Icon::Calendar, [](AppContext& c) { c.router.push("/agenda"); }},
    {"requests", "admin.tab.requests", Icon::Clock, [](AppContext& c) { c.router.push("/requests"); }},
    {"clients", "admin.tab.clients", Icon::Users, [](AppContext& c) { c.router.push("/clients"); }},
    {"account", "admin.tab.account", Icon::User, [](AppContext& c) { c.router.push("/account"); }},
    {"appearance", "admin.appearance.title", Icon::Settings,
     [](AppContext& c) { c.router.push("/settings/appearance"); }, "", may_change_brand},
    {"book", "agenda.new", Icon::Plus, [](AppContext& c) { c.router.push("/book"); }, "F2"},
    {"new_client", "admin.new_client.title", Icon::Plus, [](AppContext& c) { c.router.push("/clients/new"); }, "F4"},
    {"sync", "sync.panel.sync_now", Icon::Sync, [](AppContext& c) { c.commands.sync_now(); }, "F9"},
    {"sync_state", "sync.panel.title", Icon::Info, open_sync_panel},
    {"light", "admin.action.light", Icon::Eye, use_scheme<SchemeChoice::Light>},
    {"dark", "admin.action.dark", Icon::Eye, use_scheme<SchemeChoice::Dark>},
    {"system_scheme", "admin.action.system_scheme", Icon::Eye, use_scheme<SchemeChoice::System>},
    {"fr", "admin.action.french", Icon::Settings, use_language<Language::French>},
    {"en", "admin.action.english", Icon::Settings, use_language<Language::English>},
    {"de", "admin.action.german", Icon::Settings, use_language<Language::German>},
    {"it", "admin.action.italian", Icon::Settings, use_language<Language::Italian>},
    {"shortcuts", "shortcuts.title", Icon::Info, open_shortcut_list},
    {"sign_out", "session.sign_out", Icon::Logout, [](AppContext& c) { c.commands.sign_out(); }},
};

FoundEntry entry_of(const Customer& customer) {
    return {.key = std::string{customer_prefix} + customer.id,
            .title = customer.full_name(),
            .detail = dotted({customer.phone, customer.email}),
            .icon = Icon::User,
            .place = admin_places::client(customer.id)};
}

Result<std::vector<FoundEntry>> find(AppContext& context, std::string_view text) {
    Result<CustomerPage> page = search_customers(context.database(), text, customers_offered, 0);
    if (!page) return page.error();
    std::vector<FoundEntry> entries;
    for (const Customer& customer : page->customers)
        entries.push_back(entry_of(customer));
    return entries;
}

Result<std::optional<FoundEntry>> find_one(AppContext& context, std::string_view key) {
    if (!key.starts_with(customer_prefix)) return std::optional<FoundEntry>{};
    const auto customer = find_customer(context.database(), Id{key.substr(customer_prefix.size())});
    if (!customer) return customer.error();
    return customer->has_value() ? std::optional{entry_of(**customer)} : std::nullopt;
}

}  // namespace

std::span<const AppAction> admin_actions() {
    return actions;
}

std::string_view admin_shortcut(std::string_view key) {
    const auto* const found = std::find_if(std::begin(actions), std::end(actions),
                                           [&](const AppAction& action) { return action.key == key; });
    return found == std::end(actions) ? std::string_view{} : found->shortcut;
}

std::unique_ptr<ScreenOverlay> make_admin_palette() {
    return std::make_unique<CommandPalette>(
        PaletteContents{.actions = admin_actions(), .find = find, .find_one = find_one});
}

}  // namespace portail::ui
