#include "server/html_text.h"

#include <array>
#include <utility>

namespace portail::server {

std::string escaped_html(std::string_view text) {
    constexpr std::array<std::pair<char, std::string_view>, 5> entities{
        {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}}};
    std::string html;
    for (const char letter : text) {
        std::string_view written{&letter, 1};
        for (const auto& [special, entity] : entities) {
            if (letter == special) written = entity;
        }
        html += written;
    }
    return html;
}

}  // namespace portail::server
