// Which screen is shown, and how it is addressed. A place is a path below the program's base ("/book", "/customers/ID")
// with parameters; it is the URL of the page, so that Back, Forward, reload and bookmarks work, and a screen keeps in
// it whatever must survive a reload. On the desk the same places live in a history in memory.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "shared/platform/host_services.h"

namespace portail::ui {

class Screen;

struct Place {
    std::string path = "/";
    std::map<std::string, std::string> parameters;  ///< of the query

    /// The query parameter, or empty.
    [[nodiscard]] const std::string& parameter(const std::string& name) const;
    /// The same place with a parameter set; an empty value removes it.
    [[nodiscard]] Place with(const std::string& name, std::string value) const;

    friend bool operator==(const Place&, const Place&) = default;
};

/// "/book?service=2", percent-encoded.
[[nodiscard]] std::string to_location(const Place& place);
[[nodiscard]] Place parse_location(std::string_view location);

/// One line of a program's list of screens.
struct ScreenEntry {
    std::string_view pattern;  ///< "/customers/:id"; a part with ":" takes whatever stands there, ":id?" also nothing
    std::unique_ptr<Screen> (*make)();
};

template <class T>
std::unique_ptr<Screen> make_screen() {
    return std::make_unique<T>();
}

class Router {
public:
    Router(platform::HostServices& host, std::span<const ScreenEntry> screens);

    /// What stands before every place in the page's address: "/c/CODE", "/admin"; empty on the desk.
    void set_base(std::string base);

    [[nodiscard]] const Place& place() const { return m_place; }
    /// What stood at ":name" in the pattern of the present screen, or empty.
    [[nodiscard]] const std::string& part(const std::string& name) const;
    [[nodiscard]] const std::string& parameter(const std::string& name) const { return m_place.parameter(name); }
    /// True while the present place belongs to the screen with this pattern.
    [[nodiscard]] bool is_at(std::string_view pattern) const;

    void push(Place place);
    void push(std::string path) { push(Place{std::move(path), {}}); }
    /// Takes the present place's position in the history: for a step that Back should not return to.
    void replace(Place place);
    void replace(std::string path) { replace(Place{std::move(path), {}}); }
    /// The next place that is pushed takes the present one's position.
    void replace_by_next() { m_replaces_next = true; }
    /// Whether that is still to happen; then it will not.
    [[nodiscard]] bool take_replaces_next() { return std::exchange(m_replaces_next, false); }
    /// One step back in the history; where there is none within the program, to `otherwise`.
    void back(const std::string& otherwise = "/");
    /// To `place`: one step back if it is there, or else in the present place's position.
    void back_to(const Place& place);

    /// The address of a place for links: base and location.
    [[nodiscard]] std::string href(const Place& place) const;
    [[nodiscard]] std::string href(const std::string& path) const { return href(Place{path, {}}); }

    /// The address changed by itself (Back, Forward).
    void location_changed(const std::string& location);
    /// The entry for the present place; null where no screen has it.
    [[nodiscard]] const ScreenEntry* entry() const { return m_entry; }
    /// Raised with every change of the place.
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }
    /// How the present place was come to.
    enum class Arrival : std::uint8_t { Opened, Pushed, Replaced, Traversed };
    [[nodiscard]] Arrival arrival() const { return m_arrival; }
    /// Called before the present place is left for a new one.
    std::function<void()> on_leaving;

private:
    void settle(Place place);

    platform::HostServices& m_host;
    std::span<const ScreenEntry> m_screens;
    std::string m_base;
    Place m_place;
    const ScreenEntry* m_entry = nullptr;
    std::map<std::string, std::string> m_parts;
    Arrival m_arrival = Arrival::Opened;
    bool m_replaces_next = false;
    bool m_is_going_back = false;  ///< the history has been asked, and has not answered yet
    std::uint64_t m_revision = 0;
};

}  // namespace portail::ui
