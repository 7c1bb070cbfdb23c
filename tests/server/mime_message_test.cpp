#include "server/mail/mime_message.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <sstream>

#include "server/mail/portal_link_mail.h"
#include "tests/support/test_shop.h"

using namespace portail;
using namespace portail::server;
using namespace portail::test;

namespace {

MimeMessage sample() {
    MimeMessage message;
    message.id = numbered_id(7);
    message.date = shop::now;
    message.from = {"Garage du Lac", "bonjour@garage.example"};
    message.to = {"Alice", "alice@exemple.ch"};
    message.language = "fr";
    message.subject = "Bonjour";
    message.plain_text = "Un texte\n";
    message.html = "<p>Un texte</p>\n";
    message.picture_name = "qr.png";
    message.png = "picture";
    return message;
}

std::string head_of(const std::string& message) {
    return message.substr(0, message.find("\r\n\r\n"));
}

std::size_t longest_line(const std::string& message) {
    std::size_t longest = 0;
    std::istringstream lines{message};
    for (std::string line; std::getline(lines, line);)
        longest = std::max(longest, line.size());
    return longest;
}

PortalLinkMail facts_for(const std::string& language) {
    PortalLinkMail facts;
    facts.mail.id = numbered_id(7);
    facts.mail.created_at = shop::now;
    facts.mail.recipient = "alice@exemple.ch";
    facts.mail.language = language;
    facts.organisation.name = "Garage & Fils";
    facts.organisation.email = "bonjour@garage.example";
    facts.customer.first_name = "Alice";
    facts.customer.last_name = "<b>Müller</b>";
    facts.address = "https://garage.example/c/AAAABBBBCCCCDDDD";
    facts.sender = "post@garage.example";
    return facts;
}

}  // namespace

TEST_CASE("headers are written as RFC 5322 and 2047 want them", "[mail]") {
    CHECK(header_text("Bonjour") == "Bonjour");
    CHECK(header_text("Été") == "=?UTF-8?B?w4l0w6k=?=");
    CHECK(header_text("=?UTF-8?Q?faked?=") == "=?UTF-8?B?PT9VVEYtOD9RP2Zha2VkPz0=?=");
    CHECK(header_address({"", "a@b.ch"}) == "<a@b.ch>");
    CHECK(header_address({"A \"B\" \\ C", "a@b.ch"}) == "\"A \\\"B\\\" \\\\ C\"\r\n <a@b.ch>");
    CHECK(header_address({"Zoë", "a@b.ch"}) == "=?UTF-8?B?Wm/Dqw==?=\r\n <a@b.ch>");
    CHECK(header_date(shop::now) == "Mon, 23 Nov 2026 06:00:00 +0000");
    CHECK(header_date(0) == "Thu, 01 Jan 1970 00:00:00 +0000");
}

TEST_CASE("a long text becomes several encoded words, none of which cuts a character", "[mail]") {
    std::string text;
    for (int count = 0; count < 60; ++count)
        text += "a€";
    const std::string written = header_text(text);
    CHECK(longest_line("Subject: " + written) <= 77);  // with the carriage return
    CHECK(written.find("=?UTF-8?B?YeKCrGHigqxh4oKsYeKCrGHigqxh4oKsYeKCrGHigqxh4oKs?=") == 0);
}

TEST_CASE("nothing that a person has typed ends a header or adds one", "[mail]") {
    const std::string attack = "Alice\r\nBcc: eve@example.ch\r\n\r\nbody\n.\r\n";
    MimeMessage message = sample();
    message.to.name = message.from.name = message.subject = message.language = attack;
    const std::string head = head_of(compose_message(message).value());
    CHECK(head.find("\nBcc") == std::string::npos);
    CHECK(head.find("\r\n\r\n") == std::string::npos);
    CHECK(head.find("\nContent-Type: multipart/alternative") != std::string::npos);

    for (const char* const address : {"", "alice", "a@b.ch\r\nBcc: eve@example.ch", "a@b.ch>", "a@b.ch, eve@example.ch",
                                      "a b@c.ch", "é@b.ch", "a@b.ch(x)", "group:a@b.ch"}) {
        INFO(address);
        MimeMessage wrong = sample();
        wrong.to.address = address;
        CHECK_FALSE(compose_message(wrong).ok());
        wrong = sample();
        wrong.from.address = address;
        CHECK_FALSE(compose_message(wrong).ok());
    }
}

TEST_CASE("quoted-printable keeps every byte, in short lines", "[mail]") {
    CHECK(quoted_printable("a = é \nb") == "a =3D =C3=A9=20\r\nb");
    CHECK(quoted_printable("a\r\n") == "a=0D\r\n");
    const std::string wrapped = quoted_printable(std::string(200, 'x') + std::string(100, '\xe9'));
    CHECK(longest_line(wrapped) <= 77);
    CHECK(wrapped.find("=\r\n") != std::string::npos);
}

TEST_CASE("the same mail is the same bytes each time", "[mail]") {
    const std::string first = compose_message(write_portal_link_mail(facts_for("fr")).value()).value();
    CHECK(first == compose_message(write_portal_link_mail(facts_for("fr")).value()).value());
    CHECK(first.find("Message-ID: <" + numbered_id(7) + "@garage.example>\r\n") != std::string::npos);
    CHECK(longest_line(first) <= 77);
    CHECK(
        std::all_of(first.begin(), first.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x80; }));
}

TEST_CASE("the mail with the link speaks the customer's language, and no name is taken for HTML", "[mail]") {
    for (const auto& [language, greeting] :
         {std::pair{"fr", "Bonjour"}, {"en", "Hello"}, {"de", "Guten Tag"}, {"it", "Buongiorno"}}) {
        const MimeMessage mail = write_portal_link_mail(facts_for(language)).value();
        CHECK(mail.language == language);
        CHECK(mail.plain_text.starts_with(std::string{greeting} + " Alice <b>Müller</b>"));
        CHECK(mail.plain_text.find("https://garage.example/c/AAAABBBBCCCCDDDD\n") != std::string::npos);
        CHECK(mail.html.find("Alice &lt;b&gt;Müller&lt;/b&gt;") != std::string::npos);
        CHECK(mail.html.find("Garage &amp; Fils") != std::string::npos);
        CHECK(mail.html.find("<b>") == std::string::npos);
        CHECK(mail.html.find("cid:code." + numbered_id(7)) != std::string::npos);
        CHECK(mail.subject.find("Garage & Fils") != std::string::npos);
        CHECK(mail.from.address == "post@garage.example");
        CHECK(mail.reply_to.address == "bonjour@garage.example");
    }
}
