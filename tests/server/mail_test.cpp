// Mails from the queue to a real mail server and back: delivered once, put off, refused, and never twice.
#include <signal.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "server/mail/mail_sender.h"
#include "shared/base/base64.h"
#include "shared/images/picture_file.h"
#include "shared/mutators/customer_mutators.h"
#include "shared/mutators/mail_mutators.h"
#include "shared/mutators/portal_link_mutators.h"
#include "shared/qr/qr_code.h"
#include "shared/qr/qr_image.h"
#include "shared/queries/mail_queries.h"
#include "tests/server/self_signed.h"
#include "tests/server/server_process.h"
#include "tests/server/smtp_server.h"
#include "tests/server/test_server.h"

using namespace portail;
using namespace portail::test;

namespace {

constexpr const char* alice_address = "alice@exemple.ch";
constexpr const char* origin = "https://garage.example";
const Id first_mail = numbered_id(7001);
const Id second_mail = numbered_id(7002);

server::MailOptions options_for(const SmtpServer& smtp) {
    server::MailOptions options;
    options.smtp_url = smtp.url();
    return options;
}

/// The garage, whose mails go out when the test says so. Alice has an address and a mail that waits for her.
class MailQueue {
public:
    explicit MailQueue(const server::MailOptions& options) {
        m_server.run_in_writer([](Database& database) {
            return database.run("UPDATE customers SET email = ?2 WHERE id = ?1", shop::alice, alice_address);
        });
        m_server.mutate_as_admin(SendPortalLink{first_mail, shop::alice, alice_address});
        auto transport = server::make_mail_transport(options);
        REQUIRE(transport.ok());
        m_sender = std::make_unique<server::MailSender>(
            m_server.application().store(), m_server.application().writer(),
            server::MailSetup{std::move(*transport), options.sender, origin}, m_is_stopping);
        REQUIRE(m_sender->begin().ok());
    }

    /// Returns when the next mail is due.
    std::optional<Milliseconds> send() {
        const auto due = m_sender->send_due();
        INFO((due ? std::string{} : due.error().describe()));
        REQUIRE(due.ok());
        return *due;
    }
    [[nodiscard]] Mail mail(const Id& id = first_mail) {
        const auto found =
            m_server.application().store().read([&](Database& database) { return find_mail(database, id); });
        REQUIRE(found.ok());
        REQUIRE(found->has_value());
        return **found;
    }
    [[nodiscard]] TestServer& server() { return m_server; }
    void wait(Milliseconds time) { m_server.clock().advance(time); }

private:
    TestServer m_server;
    std::atomic<bool> m_is_stopping = false;
    std::unique_ptr<server::MailSender> m_sender;
};

std::string read_file(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream{path, std::ios::binary}.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("A mail is delivered once, and another program reads in it what was meant", "[mail]") {
    SmtpServer smtp;
    MailQueue queue{options_for(smtp)};
    queue.server().run_in_writer([](Database& database) -> Result<void> {
        PORTAIL_RETURN_IF_ERROR(database.run("UPDATE organisations SET name = 'Garage \"Été\" & Fils, Genève'"));
        return database.run("UPDATE customers SET first_name = ?2, last_name = ?3 WHERE id = ?1", shop::alice,
                            "Zoë-Élisabeth Maria Magdalena Anastasia", "Müller-d’Épinay de la Grande Rivière");
    });
    CHECK(queue.send() == std::nullopt);

    const Json mail = smtp.next("mail");
    CHECK(mail.at("envelope_from") == "bonjour@garage.example");
    CHECK(mail.at("envelope_to") == Json::array({alice_address}));
    CHECK(mail.at("subject") == "Votre espace client chez Garage \"Été\" & Fils, Genève");
    CHECK(mail.at("from") == Json::array({"Garage \"Été\" & Fils, Genève", "bonjour@garage.example"}));
    CHECK(mail.at("to") ==
          Json::array({"Zoë-Élisabeth Maria Magdalena Anastasia Müller-d’Épinay de la Grande Rivière", alice_address}));
    CHECK(mail.at("recipients") == 1);
    CHECK(mail.at("reply_to") == "");
    CHECK(mail.at("message_id") == "<" + first_mail + "@garage.example>");
    CHECK(mail.at("auto_submitted") == "auto-generated");
    CHECK(mail.at("language") == "fr");
    CHECK(mail.at("date").get<double>() * 1000 == static_cast<double>(shop::now));
    CHECK(mail.at("type") == "multipart/alternative");
    CHECK(mail.at("defects") == Json::array());
    CHECK(mail.at("longest_line").get<int>() <= 76);
    CHECK(mail.at("is_ascii") == true);
    CHECK(mail.at("lone_ends") == 0);

    const std::string address = std::string{origin} + "/c/" + alice_code;
    CHECK(mail.at("plain").get<std::string>().find(address) != std::string::npos);
    CHECK(mail.at("html").get<std::string>().find("href=\"" + address + "\"") != std::string::npos);
    REQUIRE(mail.at("pictures").size() == 1);
    const Json& picture = mail.at("pictures")[0];
    CHECK(picture.at("id") == "<code." + first_mail + ">");
    CHECK(picture.at("disposition") == "inline");
    CHECK(mail.at("html").get<std::string>().find("cid:code." + first_mail) != std::string::npos);
    const Picture shown = decode_picture(from_base64(picture.at("png").get<std::string>()).value()).value();
    CHECK(shown.rgba == draw_qr_picture(encode_qr(address).value(), shown.width).rgba);

    const Mail sent = queue.mail();
    CHECK(sent.state == MailState::Sent);
    CHECK(sent.sent_at == shop::now);
    CHECK(sent.attempts == 1);
    queue.wait(day_ms);
    CHECK(queue.send() == std::nullopt);
    CHECK(smtp.rest().empty());
}

TEST_CASE("A mail that is greylisted goes out with the next attempt", "[mail]") {
    SmtpServer smtp{{"--rcpt", "450 4.2.0 Greylisted, try again", "--rcpt", "451 4.7.1 Still too early"}};
    MailQueue queue{options_for(smtp)};
    CHECK(queue.send() == shop::now + minute_ms);
    CHECK(queue.mail().state == MailState::Waiting);
    CHECK(queue.mail().problem == MailProblem::Deferred);
    CHECK(queue.mail().last_error == "450 4.2.0 Greylisted, try again");
    queue.wait(minute_ms - 1);
    CHECK(queue.send() == shop::now + minute_ms);
    CHECK(queue.mail().attempts == 1);
    queue.wait(1);
    CHECK(queue.send() == shop::now + 6 * minute_ms);
    CHECK(queue.mail().last_error == "451 4.7.1 Still too early");
    queue.wait(5 * minute_ms);
    CHECK(queue.send() == std::nullopt);
    CHECK(queue.mail().state == MailState::Sent);
    CHECK(queue.mail().problem == MailProblem::None);
    CHECK(queue.mail().last_error.empty());
    CHECK(queue.mail().attempts == 3);
    static_cast<void>(smtp.next("rcpt"));
    static_cast<void>(smtp.next("rcpt"));
    static_cast<void>(smtp.next("mail"));
    CHECK(smtp.rest().empty());
}

TEST_CASE("A refused mail fails with the mail server's words, until staff try again", "[mail]") {
    SmtpServer smtp{
        {"--rcpt", "550 5.1.1 No such user here", "--rcpt", "250 OK", "--data", "554 5.7.1 Looks like spam"}};
    MailQueue queue{options_for(smtp)};
    CHECK(queue.send() == std::nullopt);
    CHECK(queue.mail().state == MailState::Failed);
    CHECK(queue.mail().problem == MailProblem::Refused);
    CHECK(queue.mail().last_error == "550 5.1.1 No such user here");
    queue.wait(7 * day_ms);
    CHECK(queue.send() == std::nullopt);
    CHECK(queue.mail().attempts == 1);

    queue.server().mutate_as_admin(RetryMail{first_mail});
    CHECK(queue.send() == std::nullopt);
    CHECK(queue.mail().state == MailState::Failed);
    CHECK(queue.mail().last_error == "554 5.7.1 Looks like spam");

    queue.server().mutate_as_admin(RetryMail{first_mail});
    CHECK(queue.send() == std::nullopt);
    CHECK(queue.mail().state == MailState::Sent);
}

TEST_CASE("A mail server that never greets is tried again", "[mail]") {
    const SmtpServer smtp{{"--silent"}};
    server::MailOptions options = options_for(smtp);
    options.timeout = std::chrono::milliseconds{200};
    MailQueue queue{options};
    CHECK(queue.send() == shop::now + minute_ms);
    CHECK(queue.mail().state == MailState::Waiting);
    CHECK(queue.mail().problem == MailProblem::Timeout);
}

TEST_CASE("A mail that was handed over without an answer is uncertain, and not sent again by itself", "[mail]") {
    SmtpServer smtp{{"--drop"}};
    MailQueue queue{options_for(smtp)};
    CHECK(queue.send() == std::nullopt);
    CHECK(queue.mail().state == MailState::Uncertain);
    CHECK(queue.mail().problem == MailProblem::Interrupted);
    queue.wait(7 * day_ms);
    CHECK(queue.send() == std::nullopt);
    static_cast<void>(smtp.next("mail"));
    CHECK(smtp.rest().empty());
}

TEST_CASE("A dead mail server is tried for three days, ever more rarely", "[mail]") {
    server::MailOptions options;
    {
        SmtpServer smtp;
        options = options_for(smtp);
        static_cast<void>(smtp.rest());
    }
    MailQueue queue{options};
    std::optional<Milliseconds> due = queue.send();
    CHECK(queue.mail().problem == MailProblem::Connection);
    CHECK(queue.mail().state == MailState::Waiting);
    while (due) {
        queue.server().clock().set(*due);
        due = queue.send();
    }
    CHECK(queue.mail().state == MailState::Failed);
    CHECK(queue.mail().problem == MailProblem::Connection);
    CHECK(queue.mail().attempts == 16);
    CHECK(queue.server().clock().now() <= shop::now + 3 * day_ms);
}

TEST_CASE("Mails go out encrypted and signed in, or not at all", "[mail]") {
    const SelfSigned self_signed;
    SmtpServer smtp{{"--tls", self_signed.certificate(), self_signed.private_key(), "--auth", "garage", "secret"}};
    server::MailOptions options = options_for(smtp);
    options.smtp_user = "garage";
    options.smtp_password = "secret";
    options.smtp_ca_file = self_signed.certificate();
    options.sender = "post@garage.example";
    SECTION("with a certificate that is trusted and the right password") {
        MailQueue queue{options};
        CHECK(queue.send() == std::nullopt);
        CHECK(queue.mail().state == MailState::Sent);
        CHECK(smtp.next("sign_in").at("accepted") == true);
        const Json mail = smtp.next("mail");
        CHECK(mail.at("encrypted") == true);
        CHECK(mail.at("signed_in") == true);
        CHECK(mail.at("from")[1] == "post@garage.example");
        CHECK(mail.at("reply_to").get<std::string>().find("bonjour@garage.example") != std::string::npos);
    }
    SECTION("not with a wrong password, which the business puts right while the mail waits") {
        options.smtp_password = "wrong";
        MailQueue queue{options};
        CHECK(queue.send() == shop::now + minute_ms);
        CHECK(queue.mail().problem == MailProblem::SignIn);
        CHECK(smtp.next("sign_in").at("accepted") == false);
    }
    SECTION("not with a certificate that nobody vouches for") {
        options.smtp_ca_file.clear();
        MailQueue queue{options};
        CHECK(queue.send() == shop::now + minute_ms);
        CHECK(queue.mail().problem == MailProblem::Encryption);
        CHECK(smtp.rest().empty());
    }
}

TEST_CASE("A mail whose link or address is no longer the customer's is not sent", "[mail]") {
    SmtpServer smtp;
    MailQueue queue{options_for(smtp)};
    SECTION("when the link is paused") {
        queue.server().mutate_as_admin(PausePortalLink{queue.server().link_of(shop::alice).id});
        CHECK(queue.send() == std::nullopt);
        CHECK(queue.mail().problem == MailProblem::NoLink);
    }
    SECTION("when the address has changed") {
        queue.server().mutate_as_admin(UpdateContactDetails{shop::alice, "eve@exemple.ch", ""});
        CHECK(queue.send() == std::nullopt);
        CHECK(queue.mail().problem == MailProblem::AddressChanged);
    }
    CHECK(queue.mail().state == MailState::Failed);
    CHECK(queue.mail().attempts == 0);
    CHECK(smtp.rest().empty());
}

TEST_CASE("A mail has the link that is live when it is sent", "[mail]") {
    SmtpServer smtp;
    MailQueue queue{options_for(smtp)};
    queue.server().mutate_as_admin(RegeneratePortalLink{shop::alice, numbered_id(911), "ALCE6789ALCE6789"});
    CHECK(queue.send() == std::nullopt);
    const std::string plain = smtp.next("mail").at("plain");
    CHECK(plain.find("/c/ALCE6789ALCE6789") != std::string::npos);
    CHECK(plain.find(alice_code) == std::string::npos);
}

TEST_CASE("Without a way to send, mails wait and say why", "[mail]") {
    MailQueue queue{{}};
    CHECK(queue.send() == std::nullopt);
    CHECK(queue.mail().state == MailState::Waiting);
    CHECK(queue.mail().problem == MailProblem::NotSetUp);
    CHECK(queue.mail().attempts == 0);
}

TEST_CASE("Into a folder, a mail is written as a file", "[mail]") {
    const TemporaryFolder folder;
    server::MailOptions options;
    options.folder = folder.path() / "new" / "mails";
    MailQueue queue{options};
    CHECK(queue.send() == std::nullopt);
    CHECK(queue.mail().state == MailState::Sent);
    const std::string file = read_file(std::filesystem::path{options.folder} / (first_mail + ".eml"));
    CHECK(file.find("\r\nTo: =?UTF-8?B?") != std::string::npos);
    CHECK(std::distance(std::filesystem::directory_iterator{options.folder}, {}) == 1);
}

TEST_CASE("What cannot be a way to send is refused at the start", "[mail]") {
    const auto refused = [](auto change) {
        server::MailOptions options;
        change(options);
        return !server::make_mail_transport(options).ok();
    };
    for (const char* const url :
         {"mail.example", "http://mail.example", "smtp://user:secret@mail.example", "smtp://"}) {
        INFO(url);
        CHECK(refused([&](server::MailOptions& options) { options.smtp_url = url; }));
    }
    CHECK(refused([](server::MailOptions& options) { options.sender = "garage"; }));
    CHECK(refused([](server::MailOptions& options) {
        options.smtp_url = "smtp://mail.example:587";
        options.folder = "mails";
    }));
    CHECK(refused([](server::MailOptions& options) { options.folder = "/dev/null/mails"; }));

    const TemporaryFolder folder;
    const std::string data = folder.path() / "data";
    const Finished finished = run_command({"serve", "--data", data, "--smtp-password-file", data + "/none"});
    CHECK(finished.status == 1);
    CHECK(finished.errors.find("cannot read " + data + "/none") != std::string::npos);
}

TEST_CASE("A running server sends what is queued, soon and by itself", "[mail]") {
    SmtpServer smtp;
    TestServer server{[&](server::ApplicationOptions& options) { options.mail = options_for(smtp); }};
    server.application().start_mail(origin);
    server.mutate_as_admin(UpdateContactDetails{shop::alice, alice_address, ""});
    const std::string token = server.sign_in_as_admin();
    const Json push = push_of("staff:" + shop::admin, numbered_id(801), 1, numbered_id(802), SendPortalLink::name,
                              SendPortalLink{first_mail, shop::alice, alice_address}.to_json());
    CHECK(server.post("/api/sync/push", push, bearer(token)).status == 200);
    CHECK(smtp.next("mail").at("message_id") == "<" + first_mail + "@garage.example>");
    server.application().stop();
    server.application().mail().finish();
    const auto mail =
        server.application().store().read([](Database& database) { return find_mail(database, first_mail); });
    REQUIRE((mail.ok() && mail->has_value()));
    CHECK((*mail)->state == MailState::Sent);
}

TEST_CASE("A mail that was under way when the server died is uncertain after its start, and not sent twice", "[mail]") {
    const TemporaryFolder folder;
    const std::string data = folder.path() / "data";
    const SystemClock clock;
    SystemRandom random;
    const auto change = [&](auto&& job) {
        server::StoreOptions options;
        options.folder = data;
        const auto store = server::Store::open(options, clock, random);
        REQUIRE(store.ok());
        server::Writer writer{**store, server::Writer::Mode::Immediate};
        const Result<void> done =
            writer.run([&](server::WriteContext& context) -> Result<void> { return job(context.database); });
        INFO((done ? std::string{} : done.error().describe()));
        REQUIRE(done.ok());
    };
    const auto queue = [&](const Id& mail, const Id& customer_id, const char* code) {
        change([&](Database& database) -> Result<void> {
            const Actor admin = staff(Role::Admin);
            PORTAIL_RETURN_IF_ERROR(
                database.run("UPDATE customers SET email = ?2 WHERE id = ?1", customer_id, alice_address));
            PORTAIL_RETURN_IF_ERROR(test::mutate(
                database, admin, RegeneratePortalLink{customer_id, make_id(clock.now(), random), code}, clock.now()));
            return test::mutate(database, admin, SendPortalLink{mail, customer_id, alice_address}, clock.now());
        });
    };
    change([](Database& database) -> Result<void> {
        fill_shop(database);
        return {};
    });
    queue(first_mail, shop::alice, alice_code);

    SmtpServer smtp{{"--hang"}};
    const std::vector<std::string> arguments{"--smtp-url", smtp.url()};
    {
        ServerProcess server{data, arguments};
        CHECK(smtp.next("mail").at("message_id") == "<" + first_mail + "@garage.example>");
        server.send_signal(SIGKILL);
        static_cast<void>(server.wait());
    }
    queue(second_mail, shop::bruno, bruno_code);
    ServerProcess server{data, arguments};
    CHECK(smtp.next("mail").at("message_id") == "<" + second_mail + "@garage.example>");
    server.send_signal(SIGTERM);
    const Finished finished = server.wait();
    CHECK(finished.status == 0);
    CHECK(finished.errors.find(alice_address) == std::string::npos);
    CHECK(smtp.rest().empty());

    Result<Database> database = Database::open(server::database_path(data), {.read_only = true});
    REQUIRE(database.ok());
    CHECK(find_mail(*database, first_mail).value()->state == MailState::Uncertain);
    CHECK(find_mail(*database, first_mail).value()->problem == MailProblem::Interrupted);
    CHECK(find_mail(*database, second_mail).value()->state == MailState::Sent);
}
