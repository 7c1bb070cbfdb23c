#include "shared/ui/command_palette.h"

#include <algorithm>
#include <cmath>

#include "shared/base/json.h"
#include "shared/base/text.h"
#include "shared/ui/paint.h"
#include "shared/ui/place_dialog.h"
#include "shared/ui/widgets/scope.h"

namespace portail::ui {
namespace {

const std::string palette_dialog = "palette";
constexpr std::size_t page_of_lines = 5;

/// On this device, for each person.
std::string recent_name(const AppContext& context) {
    return "recent-" + context.actor.id;
}

bool is_offered(const AppContext& context, const AppAction& action) {
    return action.is_offered == nullptr || action.is_offered(context);
}

std::vector<std::string> recent_keys(const AppContext& context) {
    std::vector<std::string> keys;
    const Result<Json> json = parse_json(context.host.stored(recent_name(context)).value_or("[]"));
    if (!json || !json->is_array()) return keys;
    for (const Json& key : *json) {
        if (key.is_string()) keys.push_back(key.get<std::string>());
    }
    return keys;
}

void note_recent(AppContext& context, const std::string& key) {
    constexpr std::size_t most = 6;
    std::vector<std::string> keys = recent_keys(context);
    std::erase(keys, key);
    keys.insert(keys.begin(), key);
    keys.resize(std::min(keys.size(), most));
    context.host.store(recent_name(context), to_text(Json(keys)));
}

}  // namespace

void open_command_palette(AppContext& context) {
    open_place_dialog(context, palette_dialog);
}

void CommandPalette::draw(Ui& ui, AppContext& context) {
    hear_shortcuts(ui, context);
    draw_palette(ui, context);
    draw_shortcuts(ui, context);
}

void CommandPalette::hear_shortcuts(Ui& ui, AppContext& context) {
    std::vector<std::string> chords{std::string{palette_chord}};
    if (has_single_keys(context)) chords.emplace_back("?");
    for (const AppAction& action : m_contents.actions) {
        if (!action.shortcut.empty()) chords.emplace_back(action.shortcut);
    }
    ui.set_shortcuts(std::move(chords));
    const std::optional<std::string> chord = ui.take_shortcut();
    if (!chord) return;
    if (*chord == palette_chord && is_place_dialog_open(context, palette_dialog)) {
        close_place_dialog(context);
        return;
    }
    // A question that is open is answered first.
    if (!is_place_dialog_open(context, "") || ui.is_blocked()) return;
    if (*chord == palette_chord) return open_command_palette(context);
    if (*chord == "?") return open_shortcut_list(context);
    for (const AppAction& action : m_contents.actions) {
        if (action.shortcut == *chord && is_offered(context, action)) return action.run(context);
    }
}

// --- the palette -------------------------------------------------------------------------------------------------

void CommandPalette::draw_palette(Ui& ui, AppContext& context) {
    const bool was_open = m_is_open;
    m_is_open = is_place_dialog_open(context, palette_dialog);
    if (!m_is_open) return;
    if (!was_open) m_text.clear();
    if (m_watch.changed(context) || !was_open) refresh(context);
    m_chosen.reset();
    place_dialog(ui, context, palette_dialog,
                 {.key = palette_dialog, .title = context.words.text("palette.title"), .width = 600}, [&] {
                     draw_field(ui, context, listbox_id(ui));
                     if (m_problem) {
                         banner(ui, {.key = "problem", .text = context.words.error(*m_problem), .tone = Tone::Danger});
                     }
                     const bool is_recent = m_text.empty() && !recent_keys(context).empty();
                     const char* const caption = m_lines.empty()  ? "palette.none"
                                                 : is_recent      ? "palette.recent"
                                                 : m_text.empty() ? "palette.all"
                                                                  : "palette.results";
                     text(ui, {.text = context.words.text(caption), .style = TextStyle::Caption, .key = "caption"});
                     draw_lines(ui);
                 });
    if (m_chosen) run(context, Line{m_lines[*m_chosen]});
}

void CommandPalette::draw_field(Ui& ui, AppContext& context, NodeId listbox) {
    NodeId active = no_node;
    if (m_active < m_lines.size()) {
        const NodeScope scope(ui, listbox);
        active = ui.id_for(Role::Option, m_lines[m_active].key);
    }
    const std::string label = context.words.text("palette.field");
    const NodeId field = ui.id_for(Role::TextField, "field");
    if (const std::optional<std::string> key = ui.take_key(field); key && !m_lines.empty()) {
        const std::size_t last = m_lines.size() - 1;
        if (*key == "ArrowDown") m_active = m_active == last ? 0 : m_active + 1;
        if (*key == "ArrowUp") m_active = m_active == 0 ? last : m_active - 1;
        if (*key == "PageDown") m_active = std::min(last, m_active + page_of_lines);
        if (*key == "PageUp") m_active -= std::min(m_active, page_of_lines);
        ui.request_frames();
    }
    const TextFieldResult typed = text_field(ui,
                                             {.key = "field",
                                              .label = label,
                                              .kind = InputKind::Search,
                                              .placeholder = context.words.text("palette.hint"),
                                              .enter_key_hint = "go",
                                              .icon = Icon::Search,
                                              .is_label_hidden = true,
                                              .popup = listbox,
                                              .active = active},
                                             m_text);
    if (typed) {
        m_active = 0;
        refresh(context);
        ui.announce(m_lines.empty()
                        ? context.words.text("palette.none")
                        : context.words.plural("palette.count", static_cast<std::int64_t>(m_lines.size())));
    }
    if (typed.is_submitted && m_active < m_lines.size()) m_chosen = m_active;
}

/// The list scrolls by itself: what is typed stays in sight.
NodeId CommandPalette::listbox_id(Ui& ui) {
    const NodeScope inside(ui, ui.id_for(Role::ScrollArea, "lines"));
    return ui.id_for(Role::Listbox, "results");
}

void CommandPalette::draw_lines(Ui& ui) {
    float height = 0;
    for (const Line& line : m_lines)
        height += line_height(ui.theme(), line);
    const float highest = std::floor(ui.screen().height * 0.55F);
    scroll_area(ui, {.key = "lines", .height = std::clamp(height, 1.0F, highest)}, [&] {
        const Rect start = ui.begin_block();
        const NodeId listbox = ui.id_for(Role::Listbox, "results");
        ui.record(listbox, Role::Listbox, ui.words().choose, {start.x, start.y, start.width, height});
        ui.push_flow(start, 0);
        {
            const NodeScope scope(ui, listbox);
            for (std::size_t index = 0; index < m_lines.size(); ++index) {
                if (draw_line(ui, m_lines[index], index == m_active)) m_chosen = index;
            }
        }
        ui.end_block(ui.pop_flow().height);
    });
}

float CommandPalette::line_height(const Theme& theme, const Line& line) {
    const float text = theme.type.body.line_height + (line.detail.empty() ? 0 : theme.type.caption.line_height);
    return std::max(theme.touch_target, text + theme.space.md);
}

bool CommandPalette::draw_line(Ui& ui, const Line& line, bool is_active) {
    const Theme& theme = ui.theme();
    const float lines = theme.type.body.line_height + (line.detail.empty() ? 0 : theme.type.caption.line_height);
    constexpr float scroll_bar_room = 14;
    const Rect rect = ui.place(ui.available_width() - scroll_bar_room, line_height(theme, line));
    const NodeId id = ui.id_for(Role::Option, line.key);
    const Ui::Interaction state = ui.interact(id, rect);
    constexpr int was_active_slot = 0;
    float& was_active = ui.remembered(id, was_active_slot);
    if (is_active && was_active == 0) ui.queue({.node = id, .kind = ActionKind::ScrollIntoView});
    was_active = is_active ? 1 : 0;
    ui.record(id, Role::Option, joined({line.title, line.detail, line.chord}), rect, when(is_active, State::Selected))
        .is_labelled_by_text = true;
    if (is_active) {
        fill_chosen(theme, rect, theme.radius_small);
    } else if (state.is_hovered || state.is_held) {
        fill_rect(rect, theme.colors.surface_hover, theme.radius_small);
    }
    const float icon = theme.type.body.size * 1.25F;
    const float x = rect.x + theme.space.md + icon + theme.space.md;
    paint_icon(line.icon, {rect.x + theme.space.md, rect.center().y - icon / 2, icon, icon}, theme.colors.text_muted);
    float right = rect.right() - theme.space.md;
    if (!line.chord.empty()) {
        const float width = ui.fonts().measure(theme.type.caption, line.chord).width;
        paint_line(ui, theme.type.caption, {right - width, rect.y, width + 1, rect.height}, theme.colors.text_muted,
                   line.chord);
        right -= width + theme.space.md;
    }
    const float top = rect.center().y - lines / 2;
    paint_line(ui, theme.type.body, {x, top, right - x, theme.type.body.line_height}, theme.colors.text, line.title);
    if (!line.detail.empty()) {
        paint_line(ui, theme.type.caption,
                   {x, top + theme.type.body.line_height, right - x, theme.type.caption.line_height},
                   theme.colors.text_muted, line.detail);
    }
    return state.is_pressed;
}

// --- what it offers ----------------------------------------------------------------------------------------------

CommandPalette::Line CommandPalette::line_of(const AppContext& context, const AppAction& action) const {
    return {.key = std::string{action.key},
            .title = context.words.text(action.text_key),
            .chord = shown_chord(context.host, action.shortcut),
            .icon = action.icon,
            .action = &action};
}

CommandPalette::Line CommandPalette::line_of(FoundEntry entry) {
    return {.key = std::move(entry.key),
            .title = std::move(entry.title),
            .detail = std::move(entry.detail),
            .icon = entry.icon,
            .place = std::move(entry.place)};
}

void CommandPalette::refresh(AppContext& context) {
    m_lines.clear();
    m_problem.reset();
    if (trimmed(m_text).empty()) {
        add_recent(context);
    } else {
        add_matches(context);
    }
    m_active = std::min(m_active, m_lines.empty() ? 0 : m_lines.size() - 1);
}

/// What was used last, then everything that can be done.
void CommandPalette::add_recent(AppContext& context) {
    const std::vector<std::string> keys = recent_keys(context);
    for (const std::string& key : keys) {
        const auto action = std::find_if(m_contents.actions.begin(), m_contents.actions.end(),
                                         [&](const AppAction& one) { return one.key == key; });
        if (action != m_contents.actions.end()) {
            if (is_offered(context, *action)) m_lines.push_back(line_of(context, *action));
        } else if (auto entry = taken(m_contents.find_one(context, key), m_problem)) {
            m_lines.push_back(line_of(std::move(*entry)));
        }
    }
    for (const AppAction& action : m_contents.actions) {
        const bool is_recent = std::find(keys.begin(), keys.end(), action.key) != keys.end();
        if (!is_recent && is_offered(context, action)) m_lines.push_back(line_of(context, action));
    }
}

void CommandPalette::add_matches(AppContext& context) {
    for (const AppAction& action : m_contents.actions) {
        if (is_offered(context, action) && matches_folded(folded(context.words.text(action.text_key)), m_text)) {
            m_lines.push_back(line_of(context, action));
        }
    }
    for (FoundEntry& entry : taken(m_contents.find(context, m_text), m_problem))
        m_lines.push_back(line_of(std::move(entry)));
}

/// What it leads to takes the palette's place in the history: Back leads to where it was opened.
void CommandPalette::run(AppContext& context, const Line& line) {
    note_recent(context, line.key);
    context.router.replace_by_next();
    if (line.action != nullptr) {
        line.action->run(context);
    } else {
        context.router.push(line.place);
    }
    if (context.router.take_replaces_next()) close_place_dialog(context);
}

}  // namespace portail::ui
