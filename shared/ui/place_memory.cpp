#include "shared/ui/place_memory.h"

#include <utility>

#include "shared/base/json.h"

namespace portail::ui {
namespace {

const std::string scroll_name = "scroll";
const std::string focus_name = "focus";
const std::string draft_name = "draft";
constexpr int frames_until_drawn = 2;

std::string text_of(const ScrollMemory::Positions& positions) {
    if (positions.empty()) return {};
    Json json = Json::object();
    for (const auto& [path, position] : positions)
        json[path] = static_cast<int>(position);
    return to_text(json);
}

std::string text_of(const Drafts::Values& values) {
    return values.empty() ? std::string{} : to_text(Json(values));
}

ScrollMemory::Positions positions_in(const std::string& text) {
    ScrollMemory::Positions positions;
    const Result<Json> json = parse_json(text);
    if (!json || !json->is_object()) return positions;
    for (const auto& [path, position] : json->items()) {
        if (position.is_number()) positions.emplace(path, position.get<float>());
    }
    return positions;
}

Drafts::Values drafts_in(const std::string& text) {
    Drafts::Values values;
    const Result<Json> json = parse_json(text);
    if (!json || !json->is_object()) return values;
    for (const auto& [path, value] : json->items()) {
        if (value.is_string()) values.emplace(path, value.get<std::string>());
    }
    return values;
}

}  // namespace

PlaceMemory::PlaceMemory(Ui& ui, Router& router, platform::HostServices& host)
    : m_ui(ui), m_router(router), m_host(host) {
    m_router.on_leaving = [this] {
        if (!m_has_begun) return;
        keep();
        m_ui.drafts().restore({});
    };
}

PlaceMemory::~PlaceMemory() {
    m_router.on_leaving = nullptr;
}

void PlaceMemory::begin_frame() {
    if (m_has_begun && m_place == m_router.revision()) return;
    arrive();
}

void PlaceMemory::arrive() {
    const bool is_reload = !m_has_begun;
    const Router::Arrival arrival = m_router.arrival();
    m_has_begun = true;
    m_place = m_router.revision();
    const bool is_other_screen = std::exchange(m_screen, m_router.entry()) != m_router.entry();
    if (!is_reload && arrival == Router::Arrival::Replaced) {
        if (is_other_screen) m_frames_until_check = frames_until_drawn;
        return;
    }
    m_kept.clear();
    m_frames_until_check = is_reload ? 0 : frames_until_drawn;
    m_ui.request_frames();
    if (!is_reload && arrival == Router::Arrival::Pushed) {
        m_ui.scroll_memory().restore({});
        return;
    }
    for (const std::string& name : {scroll_name, focus_name, draft_name})
        m_kept[name] = m_host.kept_with_place(name);
    if (is_reload) {
        m_ui.scroll_memory().restore(positions_in(m_kept[scroll_name]));
    } else {
        m_ui.resume(positions_in(m_kept[scroll_name]), m_kept[focus_name]);
    }
    m_ui.drafts().restore(drafts_in(m_kept[draft_name]));
}

void PlaceMemory::end_frame(const Translator& words) {
    // In the frame that leads elsewhere what is drawn belongs to the place before.
    if (m_place != m_router.revision()) return;
    if (m_frames_until_check > 0 && --m_frames_until_check == 0) tell_lost(words);
    Drafts::Values drafts = m_ui.drafts().values();
    if (drafts != m_drafts) {
        m_drafts = std::move(drafts);
        m_typed_at = m_router.place();
    }
    // What is still to be judged was typed at another place.
    if (m_frames_until_check == 0) keep();
}

void PlaceMemory::keep() {
    const SemanticTree& tree = m_ui.tree();
    keep_text(scroll_name, text_of(m_ui.scroll_memory().positions()));
    keep_text(focus_name, m_ui.focused() == no_node ? std::string{} : tree.path(m_ui.focused()));
    keep_text(draft_name, text_of(m_ui.drafts().values()));
}

void PlaceMemory::keep_text(const std::string& name, std::string text) {
    std::string& kept = m_kept[name];
    if (kept == text) return;
    kept = std::move(text);
    m_host.keep_with_place(name, kept);
}

void PlaceMemory::tell_lost(const Translator& words) {
    Drafts::Values lost = m_ui.drafts().take_lost();
    if (lost.empty()) return;
    m_ui.show_toast({.text = words.text("app.draft_left"),
                     .tone = Tone::Info,
                     .action_label = words.text("app.draft_resume"),
                     .action =
                         [this, place = m_typed_at, values = std::move(lost)] {
                             m_router.push(place);
                             m_ui.drafts().restore(values);
                         },
                     .lasts_ms = 12'000});
}

void PlaceMemory::forget() {
    m_ui.drafts().clear();
    m_ui.scroll_memory().restore({});
    m_kept.clear();
    m_drafts.clear();
    m_host.forget_places();
}

}  // namespace portail::ui
