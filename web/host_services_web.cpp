#include <emscripten.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "shared/platform/host_services.h"

// The functions that answer with text allocate it; text_from frees it.
// clang-format off
EM_JS(void, host_start, (), { Module.portail.host.start(); });
EM_JS(char*, host_preferences, (), { return allocateUTF8(Module.portail.host.preferences()); });
EM_JS(int, host_is_visible, (), { return document.visibilityState === "visible" ? 1 : 0; });
EM_JS(char*, host_origin, (), { return allocateUTF8(location.origin); });
EM_JS(char*, host_location, (), { return allocateUTF8(Module.portail.host.location()); });
EM_JS(void, host_push, (const char* place), { Module.portail.places.push(UTF8ToString(place)); });
EM_JS(void, host_replace, (const char* place), { Module.portail.places.replace(UTF8ToString(place)); });
EM_JS(void, host_back, (), { history.back(); });
EM_JS(int, host_places_before, (), { return Module.portail.places.before(); });
EM_JS(void, host_keep, (const char* name, const char* text), {
    Module.portail.places.keep(UTF8ToString(name), UTF8ToString(text));
});
EM_JS(char*, host_kept, (const char* name), { return allocateUTF8(Module.portail.places.kept(UTF8ToString(name))); });
EM_JS(void, host_forget, (), { Module.portail.places.forget(); });
EM_JS(void, host_reload, (), { Module.portail.offline.reload(); });
EM_JS(int, host_has_update, (), { return Module.portail.offline.hasUpdate() ? 1 : 0; });
EM_JS(void, host_apply_update, (), { Module.portail.offline.applyUpdate(); });
EM_JS(int, host_install_way, (), { return Module.portail.installation.way(); });
EM_JS(void, host_install, (), { Module.portail.installation.ask(); });
EM_JS(void, host_set_title, (const char* title), { document.title = UTF8ToString(title); });
EM_JS(void, host_set_language, (const char* language), { document.documentElement.lang = UTF8ToString(language); });
EM_JS(void, host_open, (const char* address), { Module.portail.host.openAddress(UTF8ToString(address)); });
EM_JS(char*, host_stored, (const char* key), {
    const value = Module.portail.host.stored(UTF8ToString(key));
    return value === null ? 0 : allocateUTF8(value);
});
EM_JS(void, host_store, (const char* key, const char* value), {
    Module.portail.host.store(UTF8ToString(key), UTF8ToString(value));
});
// clang-format on

namespace portail::platform {

namespace {

std::optional<std::string> text_from(char* allocated) {
    if (allocated == nullptr) {
        return std::nullopt;
    }
    std::string text(allocated);
    std::free(allocated);
    return text;
}

class WebHost;
WebHost* the_host = nullptr;

class WebHost final : public HostServices {
public:
    WebHost() {
        the_host = this;
        server_address = text_from(host_origin()).value_or("");
        host_start();
    }
    ~WebHost() override { the_host = nullptr; }

    [[nodiscard]] SystemPreferences preferences() const override {
        // Seven lines: dark, less motion, fine pointer, text scale, languages with commas, system colours with commas
        // where they are imposed, a command key.
        const std::string text = text_from(host_preferences()).value_or("");
        std::string_view rest = text;
        const auto take_until = [&](char end) {
            const std::string_view part = rest.substr(0, rest.find(end));
            rest.remove_prefix(std::min(rest.size(), part.size() + 1));
            return part;
        };
        SystemPreferences preferences;
        preferences.is_dark = take_until('\n') == "1";
        preferences.reduces_motion = take_until('\n') == "1";
        preferences.has_fine_pointer = take_until('\n') == "1";
        preferences.text_scale = std::strtof(std::string(take_until('\n')).c_str(), nullptr);
        const auto list_in = [](std::string_view line) {
            std::vector<std::string> parts;
            while (!line.empty()) {
                parts.emplace_back(line.substr(0, line.find(',')));
                line.remove_prefix(std::min(line.size(), parts.back().size() + 1));
            }
            return parts;
        };
        preferences.languages = list_in(take_until('\n'));
        constexpr std::size_t color_count = 8;
        if (std::vector<std::string> c = list_in(take_until('\n')); c.size() == color_count) {
            preferences.forced_colors = ForcedColors{c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]};
        }
        preferences.has_command_key = rest == "1";
        return preferences;
    }
    [[nodiscard]] bool is_visible() const override { return host_is_visible() != 0; }

    [[nodiscard]] std::string location() const override { return text_from(host_location()).value_or("/"); }
    void push_location(const std::string& location) override { host_push(location.c_str()); }
    void replace_location(const std::string& location) override { host_replace(location.c_str()); }
    void go_back() override { host_back(); }
    [[nodiscard]] int places_before() const override { return host_places_before(); }
    void keep_with_place(const std::string& name, const std::string& text) override {
        host_keep(name.c_str(), text.c_str());
    }
    [[nodiscard]] std::string kept_with_place(const std::string& name) const override {
        return text_from(host_kept(name.c_str())).value_or("");
    }
    void forget_places() override { host_forget(); }
    void reload() override { host_reload(); }
    [[nodiscard]] bool has_update() const override { return host_has_update() != 0; }
    void apply_update() override { host_apply_update(); }
    [[nodiscard]] InstallWay install_way() const override { return static_cast<InstallWay>(host_install_way()); }
    void install() override { host_install(); }
    void set_title(const std::string& title) override { host_set_title(title.c_str()); }
    void set_language(const std::string& language) override { host_set_language(language.c_str()); }

    void open_address(const std::string& address) override { host_open(address.c_str()); }
    [[nodiscard]] FileServices& files() override { return *m_files; }

    [[nodiscard]] std::optional<std::string> stored(const std::string& key) const override {
        return text_from(host_stored(key.c_str()));
    }
    void store(const std::string& key, const std::string& value) override { host_store(key.c_str(), value.c_str()); }

private:
    std::unique_ptr<FileServices> m_files = make_file_services();
};

}  // namespace

std::unique_ptr<HostServices> make_host_services() {
    return std::make_unique<WebHost>();
}

extern "C" {

EMSCRIPTEN_KEEPALIVE void portail_preferences_changed() {
    if (the_host != nullptr && the_host->on_preferences_changed) {
        the_host->on_preferences_changed();
    }
}

EMSCRIPTEN_KEEPALIVE void portail_online_changed(int is_online) {
    if (the_host != nullptr && the_host->on_online_changed) {
        the_host->on_online_changed(is_online != 0);
    }
}

EMSCRIPTEN_KEEPALIVE void portail_visibility_changed(int is_visible) {
    if (the_host != nullptr && the_host->on_visibility_changed) {
        the_host->on_visibility_changed(is_visible != 0);
    }
}

EMSCRIPTEN_KEEPALIVE void portail_location_changed() {
    if (the_host != nullptr && the_host->on_location_changed) {
        the_host->on_location_changed(the_host->location());
    }
}

EMSCRIPTEN_KEEPALIVE void portail_install_way_changed() {
    if (the_host != nullptr && the_host->on_install_way_changed) {
        the_host->on_install_way_changed();
    }
}

EMSCRIPTEN_KEEPALIVE void portail_update_ready() {
    if (the_host != nullptr && the_host->on_update_ready) {
        the_host->on_update_ready();
    }
}

}  // extern "C"

}  // namespace portail::platform
