#include "shared/ui/app_brand.h"

#include <utility>

#include "shared/base/base64.h"
#include "shared/base/json.h"
#include "shared/domain/brand.h"

namespace portail::ui {
namespace {

constexpr const char* brand_key = "brand";
constexpr std::size_t longest_color = 7;

Result<AppBrand::Look> parse_look(const Json& json) {
    const JsonReader reader{json};
    Result<std::string> name = reader.text("name", brand_limits::name);
    if (!name) return name.error();
    Result<std::string> accent_color = reader.text("accent_color", longest_color);
    if (!accent_color) return accent_color.error();
    const auto logo = reader.optional_text("logo_png", base64_length(brand_limits::logo_bytes));
    if (!logo) return logo.error();
    return AppBrand::Look{std::move(*name), std::move(*accent_color), from_base64(logo->value_or("")).value_or("")};
}

}  // namespace

AppBrand::AppBrand(Ui& ui, platform::HostServices& host, platform::HttpClient& http, std::function<void()> colored)
    : m_ui(ui), m_host(host), m_http(http), m_colored(std::move(colored)) {}

void AppBrand::start() {
    const Result<Json> stored = parse_json(m_host.stored(brand_key).value_or(""));
    Result<Look> look = stored ? parse_look(*stored) : Result<Look>{Look{}};
    if (look) m_look = std::move(*look);
    decode_logo();
}

void AppBrand::ask() {
    m_http.send({.path = "/api/brand?logo=inline"},
                [this, alive = std::weak_ptr<bool>{m_alive}](const platform::HttpResponse& response) {
                    if (!alive.expired() && response.status == 200) answered(response);
                });
}

void AppBrand::answered(const platform::HttpResponse& response) {
    const Result<Json> json = parse_json(response.body);
    if (!json) return;
    if (Result<Look> look = parse_look(*json)) show(std::move(*look));
}

void AppBrand::show(Look look) {
    if (look == m_look) return;
    const bool is_other_color = look.accent_color != m_look.accent_color;
    const bool is_other_logo = look.logo != m_look.logo;
    m_look = std::move(look);
    Json json{{"name", m_look.name}, {"accent_color", m_look.accent_color}};
    if (!m_look.logo.empty()) json["logo_png"] = to_base64(m_look.logo);
    m_host.store(brand_key, to_text(json));
    if (is_other_color) m_colored();
    if (is_other_logo) {
        decode_logo();
    } else {
        m_ui.set_brand({m_look.name, m_ui.brand().logo});
    }
    if (is_other_color && !is_other_logo) dress_host();
}

void AppBrand::decode_logo() {
    const int number = ++m_decoding;
    m_logo = {};
    if (m_look.logo.empty()) {
        m_ui.set_brand({m_look.name, nullptr});
        dress_host();
        return;
    }
    // Name and logo appear together: a letter in its place for a moment would only flicker.
    m_host.files().decode_picture(m_look.logo, brand_limits::logo_side,
                                  [this, number, alive = std::weak_ptr<bool>{m_alive}](Result<Picture> picture) {
                                      if (alive.expired() || number != m_decoding) return;
                                      if (picture) m_logo = std::move(*picture);
                                      m_ui.set_brand({m_look.name, m_ui.textures().add(m_logo)});
                                      dress_host();
                                  });
}

void AppBrand::dress_host() const {
    m_host.dress(parse_accent_color(m_look.accent_color), m_logo);
}

Color AppBrand::accent() const {
    const std::optional<std::uint32_t> chosen = parse_accent_color(m_look.accent_color);
    return chosen ? rgb(*chosen) : ThemeOptions{}.accent;
}

}  // namespace portail::ui
