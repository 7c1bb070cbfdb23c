#include "shared/ui/install_offer.h"

#include <string>

#include "shared/ui/widgets.h"

namespace portail::ui {
namespace {

// Preferences of this device: how often the program was opened ("1", then "2" for good), and whether the person has
// answered the offer.
constexpr const char* visits_key = "install:visits";
constexpr const char* answered_key = "install:answered";
constexpr std::string_view enough_visits = "2";

bool is_time_for_it(const platform::HostServices& host) {
    return host.install_way() != platform::InstallWay::None && host.stored(visits_key) == enough_visits &&
           host.stored(answered_key) != "yes";
}

/// How to do it on an iPhone, where no program may ask.
std::string by_hand(const Translator& words) {
    return words.text("app.install.by_hand");
}

}  // namespace

void count_visit(platform::HostServices& host) {
    const std::optional<std::string> visits = host.stored(visits_key);
    if (visits == enough_visits) return;
    host.store(visits_key, visits == "1" ? std::string{enough_visits} : "1");
}

void note_useful_moment(platform::HostServices& host) {
    if (host.stored(visits_key) != enough_visits) host.store(visits_key, std::string{enough_visits});
}

void install_offer(Ui& ui, AppContext& context) {
    if (!is_time_for_it(context.host)) return;
    const Translator& words = context.words;
    const bool can_ask = context.host.install_way() == platform::InstallWay::Ask;
    const std::string title = words.text("app.install.title");
    card(ui, {.key = "install", .label = title}, [&] {
        text(ui, {.text = title, .style = TextStyle::Strong, .key = "title"});
        text(ui, {.text = can_ask ? words.text("app.install.text") : by_hand(words), .key = "text"});
        row(ui, {.key = "answers"}, [&] {
            if (can_ask && button(ui, {.key = "install", .label = words.text("app.install.install")})) {
                context.host.store(answered_key, "yes");
                context.host.install();
            }
            if (button(ui, {.key = "later",
                            .label = words.text(can_ask ? "app.install.not_now" : "app.install.understood"),
                            .style = ButtonStyle::Quiet})) {
                context.host.store(answered_key, "yes");
            }
        });
    });
}

void install_preference(Ui& ui, AppContext& context) {
    switch (context.host.install_way()) {
        case platform::InstallWay::None:
            return;
        case platform::InstallWay::ByHand:
            text(ui, {.text = by_hand(context.words), .style = TextStyle::Caption, .key = "install_by_hand"});
            return;
        case platform::InstallWay::Ask:
            if (button(ui, {.key = "install_app", .label = context.words.text("app.install.title")})) {
                context.host.install();
            }
            return;
    }
}

}  // namespace portail::ui
