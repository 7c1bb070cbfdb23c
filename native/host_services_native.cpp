// The desktop around the program: SDL for languages and addresses, a small JSON file for preferences, and a
// history of places in memory.
#include "native/host_services_native.h"

#include <SDL.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <utility>

#include "native/desk_icon.h"
#include "native/desktop_settings.h"
#include "shared/base/json.h"
#include "shared/platform/host_services.h"

namespace portail::platform {

namespace {

namespace fs = std::filesystem;

fs::path preferences_file() {
    const std::unique_ptr<char, void (*)(void*)> folder(SDL_GetPrefPath("portail", "desk"), SDL_free);
    return fs::path(folder ? folder.get() : ".") / "preferences.json";
}

class NativeHost final : public DeskHost {
public:
    explicit NativeHost(fs::path preferences_file) : m_file(std::move(preferences_file)) {
        std::error_code ignored;
        fs::create_directories(m_file.parent_path(), ignored);
        std::ifstream file(m_file);
        std::stringstream text;
        text << file.rdbuf();
        if (const Result<Json> saved = parse_json(text.str()); saved.ok() && saved->is_object()) {
            m_stored = *saved;
        }
        m_is_dark = desktop_prefers_dark();
    }

    [[nodiscard]] SystemPreferences preferences() const override {
        SystemPreferences preferences{.is_dark = m_is_dark};
        const std::unique_ptr<SDL_Locale, void (*)(void*)> locales(SDL_GetPreferredLocales(), SDL_free);
        for (const SDL_Locale* locale = locales.get(); locale != nullptr && locale->language != nullptr; ++locale) {
            std::string tag = locale->language;
            if (locale->country != nullptr) {
                tag += '-';
                tag += locale->country;
            }
            preferences.languages.push_back(std::move(tag));
        }
        return preferences;
    }
    [[nodiscard]] bool is_visible() const override {
        SDL_Window* const window = SDL_GL_GetCurrentWindow();
        return window == nullptr || (SDL_GetWindowFlags(window) & (SDL_WINDOW_HIDDEN | SDL_WINDOW_MINIMIZED)) == 0;
    }

    [[nodiscard]] std::string location() const override { return m_history[m_place].location; }
    void push_location(const std::string& location) override {
        m_history.resize(m_place + 1);
        m_history.push_back({location, {}});
        ++m_place;
    }
    void replace_location(const std::string& location) override { m_history[m_place].location = location; }
    [[nodiscard]] int places_before() const override { return static_cast<int>(m_place); }
    void keep_with_place(const std::string& name, const std::string& text) override {
        m_history[m_place].kept[name] = text;
    }
    [[nodiscard]] std::string kept_with_place(const std::string& name) const override {
        const auto found = m_history[m_place].kept.find(name);
        return found == m_history[m_place].kept.end() ? std::string{} : found->second;
    }
    void forget_places() override {
        for (PastPlace& place : m_history)
            place.kept.clear();
    }
    void go_back() override {
        if (m_place > 0) go_to(m_place - 1);
    }
    void go_forward() override {
        if (m_place + 1 < m_history.size()) go_to(m_place + 1);
    }
    void window_focused() override {
        const bool was_dark = std::exchange(m_is_dark, desktop_prefers_dark());
        if (was_dark != m_is_dark && on_preferences_changed) on_preferences_changed();
        window_shown(true);
    }
    void window_shown(bool is_shown) override {
        if (on_visibility_changed) on_visibility_changed(is_shown);
    }
    void set_title(const std::string& title) override {
        if (SDL_Window* const window = SDL_GL_GetCurrentWindow()) {
            SDL_SetWindowTitle(window, title.c_str());
        }
    }
    void set_language(const std::string&) override {}
    void dress(std::optional<std::uint32_t> accent, const Picture& logo) override {
        if (SDL_Window* const window = SDL_GL_GetCurrentWindow()) {
            set_window_icon(window, accent.value_or(usual_accent), logo);
        }
    }

    void open_address(const std::string& address) override { SDL_OpenURL(address.c_str()); }
    [[nodiscard]] FileServices& files() override { return *m_files; }

    [[nodiscard]] std::optional<std::string> stored(const std::string& key) const override {
        const auto found = m_stored.find(key);
        return found != m_stored.end() && found->is_string() ? std::optional(found->get<std::string>()) : std::nullopt;
    }
    void store(const std::string& key, const std::string& value) override {
        m_stored[key] = value;
        // Written beside and renamed, so that a crash leaves the old file whole.
        const fs::path temporary = m_file.string() + ".new";
        std::ofstream file(temporary);
        file << to_text(m_stored);
        if (file.flush().good()) {
            std::error_code ignored;
            fs::rename(temporary, m_file, ignored);
        }
    }

private:
    void go_to(std::size_t place) {
        m_place = place;
        if (on_location_changed) on_location_changed(m_history[place].location);
    }

    std::unique_ptr<FileServices> m_files = make_file_services();
    struct PastPlace {
        std::string location;
        std::map<std::string, std::string> kept;
    };

    fs::path m_file;
    bool m_is_dark = false;
    Json m_stored = Json::object();
    std::vector<PastPlace> m_history = {{"/", {}}};
    std::size_t m_place = 0;
};

}  // namespace

std::unique_ptr<HostServices> make_host_services() {
    return std::make_unique<NativeHost>(preferences_file());
}

}  // namespace portail::platform

namespace portail {

std::unique_ptr<DeskHost> make_host_services_native(std::filesystem::path preferences_file) {
    return std::make_unique<platform::NativeHost>(std::move(preferences_file));
}

}  // namespace portail
