#include "server/mail/portal_link_mail.h"

#include "server/html_text.h"
#include "shared/i18n/translator.h"
#include "shared/images/picture_file.h"
#include "shared/qr/qr_code.h"
#include "shared/qr/qr_image.h"

namespace portail::server {
namespace {

// Shown at half its size, so that it is sharp on a telephone.
constexpr int code_pixels = 480;
constexpr int code_shown = 240;

/// The paragraphs of the mail, said once for both of its forms.
struct Sentences {
    std::string subject;
    std::string greeting;
    std::string text;
    std::string open;
    std::string scan;
    std::string code;
    std::string keep;
};

Sentences sentences_for(const Translator& words, const PortalLinkMail& facts) {
    const std::string& business = facts.organisation.name;
    const std::string customer = facts.customer.full_name();
    return {words.text("mail.portal_link.subject", {{"business", business}}),
            words.text("mail.portal_link.greeting", {{"customer", customer}}),
            words.text("mail.portal_link.text", {{"business", business}}),
            words.text("mail.portal_link.open"),
            words.text("mail.portal_link.scan"),
            words.text("mail.portal_link.code"),
            words.text("mail.portal_link.keep")};
}

/// Who writes, a line each.
std::vector<std::string> signature(const Organisation& organisation) {
    std::vector<std::string> lines{organisation.name};
    for (const std::string* line : {&organisation.address, &organisation.phone, &organisation.email}) {
        if (!line->empty()) lines.push_back(*line);
    }
    return lines;
}

std::string plain_text(const Sentences& said, const PortalLinkMail& facts) {
    std::string text = said.greeting + "\n\n" + said.text + "\n\n" + facts.address + "\n\n" + said.keep + "\n\n-- \n";
    for (const std::string& line : signature(facts.organisation))
        text += line + "\n";
    return text;
}

std::string paragraph(std::string_view style, const std::string& html) {
    return "<p style=\"margin:0 0 20px;" + std::string{style} + "\">" + html + "</p>\n";
}

std::string html_page(const Sentences& said, const PortalLinkMail& facts) {
    const std::string address = escaped_html(facts.address);
    const std::string side = std::to_string(code_shown);
    std::string sender;
    for (const std::string& line : signature(facts.organisation))
        sender += (sender.empty() ? "" : "<br>\n") + escaped_html(line);

    std::string page = "<!DOCTYPE html>\n<html lang=\"" + escaped_html(facts.mail.language) +
                       "\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
                       escaped_html(said.subject) +
                       "</title>\n</head>\n<body style=\"margin:0;background:#ffffff\">\n"
                       "<div style=\"max-width:480px;margin:0 auto;padding:24px;color:#1a1c1e;background:#ffffff;"
                       "font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5\">\n";
    page += paragraph("", escaped_html(said.greeting));
    page += paragraph("", escaped_html(said.text));
    page += paragraph("", "<a href=\"" + address +
                              "\" style=\"display:inline-block;padding:12px 24px;border-radius:8px;background:#1a1c1e;"
                              "color:#ffffff;font-weight:bold;text-decoration:none\">" +
                              escaped_html(said.open) + "</a>");
    page += paragraph("font-size:14px;word-break:break-all",
                      "<a href=\"" + address + "\" style=\"color:#1a1c1e\">" + address + "</a>");
    page += paragraph("", escaped_html(said.scan));
    page += paragraph("", "<img src=\"cid:" + content_id(facts.mail.id) + "\" alt=\"" + escaped_html(said.code) +
                              "\" width=\"" + side + "\" height=\"" + side +
                              "\" style=\"display:block;border:0;background:#ffffff\">");
    page += paragraph("font-size:14px;color:#43474e", escaped_html(said.keep));
    page += paragraph("font-size:14px;color:#43474e", sender);
    return page + "</div>\n</body>\n</html>\n";
}

}  // namespace

Result<MimeMessage> write_portal_link_mail(const PortalLinkMail& facts) {
    const Result<QrCode> code = encode_qr(facts.address);
    if (!code) return code.error();
    Result<std::string> png = encode_png(draw_qr_picture(*code, code_pixels));
    if (!png) return png.error();

    const Organisation& organisation = facts.organisation;
    const Language language = language_from_tag(facts.mail.language).value_or(Language::French);
    const Sentences said = sentences_for(Translator{language, organisation.country}, facts);
    MimeMessage message;
    message.id = facts.mail.id;
    message.date = facts.mail.created_at;
    message.from = {organisation.name, facts.sender};
    message.to = {facts.customer.full_name(), facts.mail.recipient};
    if (organisation.email != facts.sender) message.reply_to = {organisation.name, organisation.email};
    message.language = code_of(language);
    message.subject = said.subject;
    message.plain_text = plain_text(said, facts);
    message.html = html_page(said, facts);
    message.picture_name = "qr.png";
    message.png = std::move(*png);
    return message;
}

}  // namespace portail::server
