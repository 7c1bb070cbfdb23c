#include "server/program_page.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>
#include <utility>

#include "server/html_text.h"

namespace portail::server {
namespace {

/// The digits of a number as people write it, for a "tel:" link (RFC 3966 allows more; dialers want less).
std::string dialled(std::string_view phone) {
    std::string digits;
    for (const char letter : phone) {
        if ((letter >= '0' && letter <= '9') || (letter == '+' && digits.empty())) digits += letter;
    }
    return digits;
}

std::string call_link(const Translator& words, const Business& business) {
    const std::string number = dialled(business.phone);
    if (number.empty()) return {};
    return "<a class=\"shell-action\" href=\"tel:" + number + "\" data-phone=\"" + escaped_html(business.phone) +
           "\">" + escaped_html(words.text("common.call", {{"phone", business.phone}})) + "</a>";
}

std::string head_of(const Translator& words, WebProgram program, const Business& business) {
    return "<meta name=\"description\" content=\"" + escaped_html(description_of(words, business)) +
           "\">\n    <meta name=\"apple-mobile-web-app-title\" content=\"" +
           escaped_html(short_name_of(words, program, business)) + "\">\n    <link rel=\"manifest\" href=\"" +
           std::string{addresses_of(program).manifest} +
           "\">\n    <link rel=\"icon\" type=\"image/png\" href=\"/brand/icon-32.png\">"
           "\n    <link rel=\"apple-touch-icon\" href=\"/brand/icon-180.png\">";
}

}  // namespace

std::string fill_page(std::string_view page, WebProgram program, Language language, const Business& business) {
    const Translator words{language};
    const std::array<std::pair<std::string_view, std::string>, 6> values{{
        {"language", std::string{code_of(language)}},
        {"name", escaped_html(name_of(words, business))},
        {"head", head_of(words, program, business)},
        {"loading", escaped_html(words.text("common.loading"))},
        {"no_script", escaped_html(words.text("page.program.no_script"))},
        {"call", call_link(words, business)},
    }};
    std::string filled;
    while (true) {
        const std::size_t begin = page.find("{{");
        const std::size_t end = begin == std::string_view::npos ? begin : page.find("}}", begin);
        if (end == std::string_view::npos) break;
        filled += page.substr(0, begin);
        const std::string_view wanted = page.substr(begin + 2, end - begin - 2);
        for (const auto& [name, value] : values) {
            if (name == wanted) filled += value;
        }
        page.remove_prefix(end + 2);
    }
    return filled += page;
}

std::string style_source(std::string_view page) {
    constexpr std::string_view opening = "<style>";
    const std::size_t begin = page.find(opening);
    const std::size_t end = page.find("</style>");
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
    const std::string_view style = page.substr(begin + opening.size(), end - begin - opening.size());
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(style.data()), style.size(), digest.data());
    std::array<unsigned char, 4 * ((SHA256_DIGEST_LENGTH + 2) / 3) + 1> base64{};
    const int length = EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(digest.size()));
    return "'sha256-" + std::string{base64.begin(), base64.begin() + length} + "'";
}

}  // namespace portail::server
