#include "server/web_program.h"

#include "shared/base/json.h"
#include "shared/base/text.h"

namespace portail::server {
namespace {

// Home screens show about as much (Chrome's advice for short_name).
constexpr std::size_t short_name_length = 12;
constexpr std::size_t small_word_length = 3;

// As the theme has them in light (shared/ui/theme.h, theme.cpp).
constexpr const char* usual_theme_color = "#2456d6";
constexpr const char* page_color = "#f4f5f8";

constexpr ProgramAddresses portal_addresses{.folder = "/portal/",
                                            .page = "/portal/index.html",
                                            .service_worker = "/portal/service_worker.js",
                                            .manifest = "/portal/manifest.webmanifest",
                                            .start = "/c/me",
                                            .scope = "/c/",
                                            .worker_scope = "/"};
constexpr ProgramAddresses admin_addresses{.folder = "/admin/",
                                           .page = "/admin/index.html",
                                           .service_worker = "/admin/service_worker.js",
                                           .manifest = "/admin/manifest.webmanifest",
                                           .start = "/admin",
                                           .scope = "/admin",
                                           .worker_scope = "/admin"};

/// "Garage des Alpes" becomes "Garage": whole words, and no small one at the end.
std::string shortened(const std::string& name) {
    if (character_count(name) <= short_name_length) return name;
    std::string kept;
    std::size_t word = 0;
    for (std::size_t end = name.find(' '); end != std::string::npos; end = name.find(' ', word)) {
        if (character_count(std::string_view{name}.substr(0, end)) > short_name_length) break;
        const std::string_view last = std::string_view{name}.substr(word, end - word);
        if (kept.empty() || character_count(last) > small_word_length) kept = name.substr(0, end);
        word = end + 1;
    }
    return kept.empty() ? name : kept;
}

Json icon(const std::string& file, int side, const char* purpose) {
    const std::string number = std::to_string(side);
    return {{"src", "/brand/" + file + number + ".png"},
            {"sizes", number + "x" + number},
            {"type", "image/png"},
            {"purpose", purpose}};
}

Json shortcut(const std::string& name, const char* url) {
    return {{"name", name}, {"url", url}};
}

Json shortcuts(const Translator& words, WebProgram program) {
    if (program == WebProgram::Portal) return Json::array({shortcut(words.text("portal.home.book"), "/c/me/book")});
    return Json::array({shortcut(words.text("admin.clients.title"), "/admin/clients"),
                        shortcut(words.text("admin.tab.requests"), "/admin/requests")});
}

}  // namespace

const ProgramAddresses& addresses_of(WebProgram program) {
    return program == WebProgram::Portal ? portal_addresses : admin_addresses;
}

std::string name_of(const Translator& words, const Business& business) {
    return business.name.empty() ? words.text("page.program.unnamed") : business.name;
}

std::string short_name_of(const Translator& words, WebProgram program, const Business& business) {
    return program == WebProgram::Portal ? shortened(name_of(words, business)) : words.text("page.program.staff_short");
}

std::string description_of(const Translator& words, const Business& business) {
    return words.text("page.program.description", {{"name", name_of(words, business)}});
}

std::string app_manifest(WebProgram program, Language language, const Business& business) {
    const Translator words{language};
    const ProgramAddresses& addresses = addresses_of(program);
    const std::string name = name_of(words, business);
    return to_text(
        {{"id", addresses.start},
         {"name", program == WebProgram::Portal ? name : words.text("page.program.staff", {{"name", name}})},
         {"short_name", short_name_of(words, program, business)},
         {"description", description_of(words, business)},
         {"lang", code_of(language)},
         {"start_url", addresses.start},
         {"scope", addresses.scope},
         {"display", "standalone"},
         {"theme_color", business.accent_color.empty() ? usual_theme_color : business.accent_color},
         {"background_color", page_color},
         {"icons", Json::array({icon("icon-", 192, "any"), icon("icon-", 512, "any"),
                                icon("icon-maskable-", 192, "maskable"), icon("icon-maskable-", 512, "maskable")})},
         {"shortcuts", shortcuts(words, program)}});
}

}  // namespace portail::server
