#include "server/web_page.h"

#include <vector>

#include "server_page_css.h"
#include "shared/base/text.h"
#include "shared/i18n/translator.h"

namespace portail::server {
/// The tags in the order in which they stand; browsers send the preferred one first.
Language preferred_language(std::string_view accept_language) {
    std::vector<std::string> tags;
    while (!accept_language.empty()) {
        const std::size_t end = accept_language.find(',');
        const std::string_view item = accept_language.substr(0, end);
        accept_language.remove_prefix(end == std::string_view::npos ? accept_language.size() : end + 1);
        tags.push_back(trimmed(item.substr(0, item.find(';'))));
    }
    return choose_language(tags);
}

std::string stylesheet() {
    return std::string{embedded::server_page_css()};
}

std::string render(WebPage page, Language language) {
    const Translator words{language};
    const bool is_missing = page == WebPage::ProgramsMissing;
    const std::string title = words.text(is_missing ? "page.programs_missing.title" : "page.not_found.title");
    const std::string text = words.text(is_missing ? "page.programs_missing.text" : "page.not_found.text");
    // Both come from our own files of texts, which hold no markup.
    return "<!DOCTYPE html>\n<html lang=\"" + std::string{code_of(language)} +
           "\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
           title + "</title>\n<link rel=\"stylesheet\" href=\"" + std::string{stylesheet_path} +
           "\">\n</head>\n<body>\n<main>\n<h1>" + title + "</h1>\n<p>" + text + "</p>\n</main>\n</body>\n</html>\n";
}

}  // namespace portail::server
