#include "shared/ui/twin_encoder.h"

#include <cmath>
#include <cstdio>
#include <utility>

namespace portail::ui {

namespace {

/// Writes JSON into one string; small on purpose, for it runs every frame and is part of the first load.
class JsonText {
public:
    void raw(std::string_view text) { m_text += text; }
    void number(double value) {
        char buffer[32];
        std::snprintf(buffer, sizeof buffer, "%g", std::round(value * 2) / 2);
        m_text += buffer;
    }
    void string(std::string_view text) {
        m_text += '"';
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\') {
                m_text += '\\';
                m_text += c;
            } else if (byte < 0x20) {
                char escape[8];
                std::snprintf(escape, sizeof escape, "\\u%04x", byte);
                m_text += escape;
            } else {
                m_text += c;
            }
        }
        m_text += '"';
    }
    void numbers(std::initializer_list<double> values) {
        m_text += '[';
        for (const double value : values) {
            if (m_text.back() != '[') {
                m_text += ',';
            }
            number(value);
        }
        m_text += ']';
    }
    [[nodiscard]] std::string take() { return std::move(m_text); }
    [[nodiscard]] bool is_empty() const { return m_text.empty(); }

private:
    std::string m_text;
};

/// The members of one object, of which only those that differ are written.
class Properties {
public:
    explicit Properties(JsonText& json) : m_json(json) {}

    void text(std::string_view name, const std::string& now, const std::string& before) {
        if (now != before) {
            begin(name);
            m_json.string(now);
        }
    }
    void number(std::string_view name, double now, double before) {
        if (now != before) {
            begin(name);
            m_json.number(now);
        }
    }
    void numbers(std::string_view name, std::initializer_list<double> now, bool has_changed) {
        if (has_changed) {
            begin(name);
            m_json.numbers(now);
        }
    }
    void input(const InputDetails& now, const Rect& origin) {
        begin("i");
        m_json.raw("{\"kind\":");
        m_json.number(static_cast<int>(now.kind));
        m_json.raw(",\"complete\":");
        m_json.string(now.autocomplete);
        m_json.raw(",\"enter\":");
        m_json.string(now.enter_key_hint);
        m_json.raw(",\"hint\":");
        m_json.string(now.placeholder);
        m_json.raw(",\"max\":");
        m_json.number(now.max_length);
        m_json.raw(",\"rows\":");
        m_json.number(now.rows);
        if (now.popup != no_node) {
            m_json.raw(",\"popup\":");
            m_json.number(now.popup);
            m_json.raw(",\"active\":");
            m_json.number(now.active);
        }
        m_json.raw(",\"box\":");
        m_json.numbers({now.box.x - origin.x, now.box.y - origin.y, now.box.width, now.box.height});
        m_json.raw("}");
    }
    void options(const std::vector<std::string>& now) {
        begin("o");
        m_json.raw("[");
        for (std::size_t index = 0; index < now.size(); ++index) {
            m_json.raw(index > 0 ? "," : "");
            m_json.string(now[index]);
        }
        m_json.raw("]");
    }
    void end() { m_json.raw(m_is_open ? "}" : "{}"); }
    [[nodiscard]] bool is_empty() const { return !m_is_open; }

private:
    void begin(std::string_view name) {
        m_json.raw(m_is_open ? ",\"" : "{\"");
        m_json.raw(name);
        m_json.raw("\":");
        m_is_open = true;
    }
    JsonText& m_json;
    bool m_is_open = false;
};

/// Where the children of `parent` are measured from.
Point origin_within(const Node& parent) {
    return {parent.rect.x - parent.scroll.x, parent.rect.y - parent.scroll.y};
}

Rect relative_box(const Node& node, const Node& parent) {
    const Point origin = origin_within(parent);
    const auto half = [](float value) { return std::round(value * 2) / 2; };
    return {half(node.rect.x - origin.x), half(node.rect.y - origin.y), half(node.rect.width), half(node.rect.height)};
}

bool same_input(const Node& now, const Node& before) {
    InputDetails a = now.input;
    InputDetails b = before.input;
    a.box = {a.box.x - now.rect.x, a.box.y - now.rect.y, a.box.width, a.box.height};
    b.box = {b.box.x - before.rect.x, b.box.y - before.rect.y, b.box.width, b.box.height};
    return a == b;
}

void write_properties(Properties& out, const Node& now, const Rect& box, const Node& before, const Rect& box_before) {
    out.number("r", static_cast<int>(now.role), static_cast<int>(before.role));
    out.text("n", now.name, before.name);
    out.text("v", now.value, before.value);
    out.text("d", now.description, before.description);
    out.text("e", now.error, before.error);
    out.text("h", now.href, before.href);
    out.text("k", now.shortcut, before.shortcut);
    out.number("s", static_cast<std::uint32_t>(now.state), static_cast<std::uint32_t>(before.state));
    out.number("l", now.level, before.level);
    out.number("p", now.position, before.position);
    out.number("z", now.set_size, before.set_size);
    out.number("t", now.is_labelled_by_text ? 1 : 0, before.is_labelled_by_text ? 1 : 0);
    out.numbers("b", {box.x, box.y, box.width, box.height}, box != box_before);
    out.numbers("c", {now.scroll.x, now.scroll.y}, now.scroll != before.scroll);
    if ((now.role == Role::TextField || now.role == Role::Select) && !same_input(now, before)) {
        out.input(now.input, now.rect);
    }
    if (now.options != before.options) {
        out.options(now.options);
    }
}

}  // namespace

void TwinEncoder::note_value_from_dom(NodeId id, std::string value) {
    if (const auto found = m_sent.find(id); found != m_sent.end()) {
        found->second.node.value = std::move(value);
    }
}

void TwinEncoder::set_theme(const Theme& theme) {
    JsonText json;
    json.raw("{\"scheme\":");
    json.string(theme.options.scheme == ColorScheme::Dark ? "dark" : "light");
    const auto variable = [&](std::string_view name, const std::string& value) {
        json.raw(",\"");
        json.raw(name);
        json.raw("\":");
        json.string(value);
    };
    const Palette& colors = theme.colors;
    variable("page", to_css(colors.page));
    variable("surface", to_css(colors.surface));
    variable("field", to_css(colors.field));
    variable("field-disabled", to_css(colors.surface_hover));
    variable("text", to_css(colors.text));
    variable("text-muted", to_css(colors.text_muted));
    variable("text-disabled", to_css(colors.text_disabled));
    variable("accent", to_css(colors.accent.solid));
    const auto pixels = [](float value) { return std::to_string(static_cast<int>(std::lround(value))) + "px"; };
    variable("font-size", pixels(theme.type.body.size));
    variable("line-height", pixels(theme.type.body.line_height));
    variable("radius", pixels(theme.radius_small - 2));
    json.raw("}");
    m_theme = json.take();
    m_theme_is_sent = false;
}

void TwinEncoder::set_shortcuts(const std::vector<std::string>& chords) {
    JsonText json;
    json.raw("[");
    for (const std::string& chord : chords) {
        if (&chord != &chords.front()) {
            json.raw(",");
        }
        json.string(chord);
    }
    json.raw("]");
    m_shortcuts = json.take();
    m_shortcuts_are_sent = false;
}

void TwinEncoder::forget() {
    m_theme_is_sent = false;
    m_shortcuts_are_sent = false;
    m_sent.clear();
    m_dom_focus = no_node;
}

std::string TwinEncoder::encode(const SemanticTree& tree, NodeId focused, bool focus_visible) {
    JsonText json;
    const auto begin = [&](char operation, NodeId id) {
        json.raw(json.is_empty() ? "[" : ",");
        json.raw("[\"");
        json.raw(std::string_view(&operation, 1));
        json.raw("\",");
        json.number(id);
    };

    const auto send_once = [&](std::string_view operation, const std::string& text, bool& is_sent) {
        if (is_sent || text.empty()) {
            return;
        }
        is_sent = true;
        json.raw(json.is_empty() ? "[" : ",");
        json.raw("[\"");
        json.raw(operation);
        json.raw("\",");
        json.raw(text);
        json.raw("]");
    };
    send_once("t", m_theme, m_theme_is_sent);
    send_once("k", m_shortcuts, m_shortcuts_are_sent);
    for (auto sent = m_sent.begin(); sent != m_sent.end();) {
        if (tree.find(sent->first) != nullptr) {
            ++sent;
            continue;
        }
        begin('-', sent->first);
        json.raw("]");
        sent = m_sent.erase(sent);
    }

    std::unordered_map<NodeId, NodeId> last_child;
    for (const Node& node : tree.nodes()) {
        if (node.id == root_node) {
            continue;
        }
        const NodeId previous = std::exchange(last_child[node.parent], node.id);
        const Node& parent = *tree.find(node.parent);
        const Rect box = relative_box(node, parent);
        const auto [found, is_new] = m_sent.try_emplace(node.id);
        Sent& sent = found->second;
        if (is_new) {
            begin('+', node.id);
            json.raw(",");
            json.number(node.parent);
            json.raw(",");
            json.number(previous);
            json.raw(",");
            Properties properties(json);
            static const Node nothing{.parent = no_node, .role = Role::Root};
            write_properties(properties, node, box, nothing, {});
            properties.end();
            json.raw("]");
        } else {
            if (sent.node.parent != node.parent || sent.previous != previous) {
                begin('~', node.id);
                json.raw(",");
                json.number(node.parent);
                json.raw(",");
                json.number(previous);
                json.raw("]");
            }
            JsonText changed;
            Properties properties(changed);
            write_properties(properties, node, box, sent.node, sent.box);
            if (!properties.is_empty()) {
                properties.end();
                begin('=', node.id);
                json.raw(",");
                json.raw(changed.take());
                json.raw("]");
            }
        }
        sent = {node, previous, box};
    }

    if (focused != m_dom_focus && (focused == no_node || tree.find(focused) != nullptr)) {
        m_dom_focus = focused;
        if (focused != no_node) {
            begin('f', focused);
            json.raw(focus_visible ? ",1]" : ",0]");
        }
    }
    if (!json.is_empty()) {
        json.raw("]");
    }
    return json.take();
}

}  // namespace portail::ui
