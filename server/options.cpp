#include "server/options.h"

#include <cstdlib>
#include <fstream>

#include "server/site_address.h"

namespace portail::server {
namespace {

std::string default_data_folder() {
    if (const char* const folder = std::getenv("XDG_DATA_HOME"); folder != nullptr && *folder != '\0') {
        return std::string{folder} + "/portail";
    }
    const char* const home = std::getenv("HOME");
    return home == nullptr ? "portail-data" : std::string{home} + "/.local/share/portail";
}

void add_data_folder(CLI::App& command, Options& options) {
    command.add_option("--data", options.data_folder, "Folder of the database")
        ->envname("PORTAIL_DATA")
        ->capture_default_str();
}

void add_address(CLI::App& command, Options& options) {
    command.add_option("--port", options.port, "Port; 0 takes a free one and prints it")
        ->envname("PORTAIL_PORT")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    command.add_option("--public-url", options.public_url,
                       "Address that people open, for example https://garage.example; needed behind a reverse proxy");
}

void add_tls(CLI::App& command, Options& options) {
    command.add_option("--tls-cert", options.tls_certificate, "Certificate with its chain (PEM): serves HTTPS");
    command.add_option("--tls-key", options.tls_key, "Private key of the certificate (PEM)");
}

void add_mail(CLI::App& command, Options& options) {
    command.add_option("--smtp-url", options.smtp_url,
                       "Mail server: smtp://host:587 (STARTTLS) or smtps://host:465; without it mails wait");
    command.add_option("--smtp-user", options.smtp_user,
                       "User name there; the password comes from PORTAIL_SMTP_PASSWORD or --smtp-password-file");
    command.add_option("--smtp-password-file", options.smtp_password_file, "File with the password in its first line");
    command.add_option("--smtp-ca", options.smtp_ca_file, "Certificates (PEM) that vouch for the mail server");
    command.add_option("--mail-from", options.mail_from,
                       "Address that mails come from; without it the one of the business");
    command.add_option("--mail-folder", options.mail_folder,
                       "Write mails as .eml files into this folder instead of sending them");
}

}  // namespace

void declare_options(CLI::App& app, Options& options) {
    options.data_folder = default_data_folder();
    app.description(
        "The server of Portail: one process, one SQLite database, no other service.\n"
        "\"portail-server serve\" is all it takes to begin; its first start makes a demo business.");
    app.require_subcommand(1);
    app.set_help_all_flag("--help-all", "Help for all commands");
    app.footer("Exit status: 0 done, 1 something is wrong (said on standard error), 2 wrong usage.");

    CLI::App* const serve = app.add_subcommand("serve", "Serve until Ctrl-C or SIGTERM");
    serve->add_option("--host", options.host, "Address to listen on; 0.0.0.0 for the whole network")
        ->capture_default_str();
    add_address(*serve, options);
    add_data_folder(*serve, options);
    serve->add_option("--web", options.web_folder, "Folder of the browser programs (build/web/site)");
    add_tls(*serve, options);
    add_mail(*serve, options);
    serve->add_option("--trusted-proxy", options.trusted_proxies,
                      "Address of a reverse proxy whose X-Forwarded-For is believed; may be repeated");
    serve->add_flag("--empty", options.empty, "First start: without the demo business");
    serve->add_option("--log-level", options.log_level, "debug, info, warning or error")
        ->check(CLI::IsMember({"debug", "info", "warning", "error"}))
        ->capture_default_str();

    CLI::App* const check = app.add_subcommand("check", "Check that the database is sound and the options are valid");
    add_data_folder(*check, options);
    check->add_option("--web", options.web_folder, "Folder of the browser programs");
    check->add_option("--public-url", options.public_url, "Address that people open");
    add_tls(*check, options);

    CLI::App* const backup = app.add_subcommand("backup", "Write a verified copy of the database; the server may run");
    backup->add_option("file", options.file, "File to write; must not exist")->required();
    add_data_folder(*backup, options);

    CLI::App* const restore =
        app.add_subcommand("restore", "Put a backup in the place of the database; stop the server first");
    restore->add_option("file", options.file, "A file that \"backup\" wrote")->required()->check(CLI::ExistingFile);
    add_data_folder(*restore, options);

    CLI::App* const links = app.add_subcommand("links", "Print the customers and their portal URLs as JSON");
    add_data_folder(*links, options);
    add_address(*links, options);

    CLI::App* const staff = app.add_subcommand("staff", "Look after the accounts of staff");
    staff->require_subcommand(1);
    CLI::App* const reset = staff->add_subcommand("reset", "Give somebody a one-time password; stop the server first");
    reset->add_option("email", options.email, "E-mail address that the person signs in with")->required();
    add_data_folder(*reset, options);
}

Result<std::string> public_origin(const Options& options, int port) {
    if (!options.public_url.empty()) return normalise_origin(options.public_url);
    const bool everywhere = options.host == "0.0.0.0" || options.host == "::";
    std::string host = everywhere ? "127.0.0.1" : options.host;
    if (host.find(':') != std::string::npos) host = "[" + host + "]";
    return (options.tls_certificate.empty() ? "http://" : "https://") + host + ":" + std::to_string(port);
}

Result<MailOptions> mail_options(const Options& options) {
    MailOptions mail;
    mail.smtp_url = options.smtp_url;
    mail.smtp_user = options.smtp_user;
    mail.smtp_ca_file = options.smtp_ca_file;
    mail.folder = options.mail_folder;
    mail.sender = options.mail_from;
    if (!options.smtp_password_file.empty()) {
        std::ifstream file{options.smtp_password_file};
        if (!std::getline(file, mail.smtp_password)) {
            Error error = invalid("smtp-password-file", "error.invalid");
            error.detail = "cannot read " + options.smtp_password_file;
            return error;
        }
    } else if (const char* const password = std::getenv("PORTAIL_SMTP_PASSWORD"); password != nullptr) {
        mail.smtp_password = password;
    }
    return mail;
}

Result<void> validate(const Options& options) {
    if (options.tls_certificate.empty() != options.tls_key.empty()) {
        Error error = invalid("tls-key", "error.invalid");
        error.detail = "--tls-cert and --tls-key go together";
        return error;
    }
    if (options.public_url.empty()) return {};
    const Result<std::string> origin = normalise_origin(options.public_url);
    if (!origin) return origin.error();
    return {};
}

}  // namespace portail::server
