// What the machine around the program can do: the address bar, languages, preferences that outlive the
// program, and what the person has asked of the system (dark, less motion, larger text). In a browser it is the page
// (web/host_services_web.cpp), on the desk SDL and a small file (native/host_services_native.cpp).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/platform/files.h"

namespace portail::platform {

/// The system's own colours, which it imposes (CSS Color 4, "system colors"), as CSS writes them: "#rrggbb".
struct ForcedColors {
    std::string canvas, canvas_text, link_text, gray_text, highlight, highlight_text, button_border, field;

    friend bool operator==(const ForcedColors&, const ForcedColors&) = default;
};

struct SystemPreferences {
    bool is_dark = false;
    bool reduces_motion = false;
    bool has_fine_pointer = true;
    float text_scale = 1;                ///< 1 to 2
    std::vector<std::string> languages;  ///< BCP 47, the preferred one first
    std::optional<ForcedColors> forced_colors{};
    bool has_command_key = false;  ///< shortcuts are made with ⌘ rather than Ctrl

    friend bool operator==(const SystemPreferences&, const SystemPreferences&) = default;
};

/// How the program can be put on the home screen of this device.
enum class InstallWay : std::uint8_t {
    None,    ///< it is there already, or this browser has no such thing
    Ask,     ///< the browser asks the person when it is told to
    ByHand,  ///< only the person can, by the browser's own menu (iOS)
};

class HostServices {
public:
    virtual ~HostServices() = default;

    /// Where people open our server, "https://garage.example": what the links that they share begin with. At first the
    /// address that we reach it at ourselves.
    std::string server_address;

    [[nodiscard]] virtual SystemPreferences preferences() const = 0;
    [[nodiscard]] virtual bool is_visible() const = 0;  ///< the tab or window can be seen

    // The place: path and query, "/c/ABC/book?service=2". On the desk a history in memory.
    [[nodiscard]] virtual std::string location() const = 0;
    virtual void push_location(const std::string& location) = 0;
    virtual void replace_location(const std::string& location) = 0;
    virtual void go_back() = 0;
    /// How many places of this program lie before the present one in the history. Survives a reload.
    [[nodiscard]] virtual int places_before() const = 0;
    /// Short texts that are kept with the present place of the history (how far it was scrolled, what was typed) for as
    /// long as Back and Forward lead there, also over a reload; in a browser not longer than the tab. Never secrets.
    virtual void keep_with_place(const std::string& name, const std::string& text) = 0;
    [[nodiscard]] virtual std::string kept_with_place(const std::string& name) const = 0;
    /// Forgets what is kept with every place: somebody else may come.
    virtual void forget_places() = 0;
    /// Fetches the program anew in a browser; elsewhere nothing happens.
    virtual void reload() {}
    /// A newer version of the program is on this device and waits; apply_update() starts it at the same place. Only
    /// browsers have that.
    [[nodiscard]] virtual bool has_update() const { return false; }
    virtual void apply_update() {}
    [[nodiscard]] virtual InstallWay install_way() const { return InstallWay::None; }
    /// Where the way is Ask; the answer changes the way.
    virtual void install() {}
    virtual void set_title(const std::string& title) = 0;
    virtual void set_language(const std::string& language) = 0;  ///< the page's lang attribute
    /// The business's colour (0xRRGGBB, if it has one) and logo (may be empty): a desktop's window gets an icon of them.
    virtual void dress(std::optional<std::uint32_t> accent, const Picture& logo) { (void)accent, (void)logo; }

    /// Opens a web address, "tel:" or "mailto:" outside the program.
    virtual void open_address(const std::string& address) = 0;
    /// The clipboard, files and sharing.
    [[nodiscard]] virtual FileServices& files() = 0;

    // Small preferences (language, text size), never secrets.
    [[nodiscard]] virtual std::optional<std::string> stored(const std::string& key) const = 0;
    virtual void store(const std::string& key, const std::string& value) = 0;

    // One listener each; called on the loop's thread.
    std::function<void()> on_preferences_changed;
    std::function<void(bool is_online)> on_online_changed;
    std::function<void(bool is_visible)> on_visibility_changed;
    std::function<void(const std::string& location)> on_location_changed;  ///< Back and Forward
    std::function<void()> on_update_ready;
    std::function<void()> on_install_way_changed;
};

[[nodiscard]] std::unique_ptr<HostServices> make_host_services();

}  // namespace portail::platform
