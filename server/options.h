// What can be said on the command line, in one place: the options of each command with their defaults, the environment
// variables that stand in for some, and the sentences of --help.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "server/log.h"
#include "server/mail/mail_transport.h"

namespace portail::server {

struct Options {
    std::string data_folder;
    std::string host = "127.0.0.1";
    int port = 8080;
    std::string web_folder;
    std::string tls_certificate;
    std::string tls_key;
    std::string public_url;
    std::vector<std::string> trusted_proxies;
    std::string log_level = "info";
    std::string smtp_url;
    std::string smtp_user;
    std::string smtp_password_file;
    std::string smtp_ca_file;
    std::string mail_from;
    std::string mail_folder;
    bool empty = false;
    std::string file;   ///< of backup and restore
    std::string email;  ///< of staff reset
};

/// Adds the commands to `app`; parsing fills `options`. They outlive `app`.
void declare_options(CLI::App& app, Options& options);

/// The address that links are made with: --public-url, or where `serve` listens.
[[nodiscard]] Result<std::string> public_origin(const Options& options, int port);
/// With the password, from its file or from the environment.
[[nodiscard]] Result<MailOptions> mail_options(const Options& options);
/// What the parser cannot see: options that go together, addresses that are none.
[[nodiscard]] Result<void> validate(const Options& options);

}  // namespace portail::server
