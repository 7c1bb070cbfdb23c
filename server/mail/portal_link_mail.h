// The mail that brings customers the link to their portal, in their language: plain text, and a page without tables,
// scripts or anything that would have to be fetched, which mail programs show alike.
#pragma once

#include <string>

#include "server/mail/mime_message.h"
#include "shared/domain/customer.h"
#include "shared/domain/mail.h"
#include "shared/domain/organisation.h"

namespace portail::server {

struct PortalLinkMail {
    Mail mail;
    Organisation organisation;
    Customer customer;
    std::string address;  ///< of the portal: "https://garage.example/c/CODE"
    std::string sender;   ///< the address that the business sends from
};

[[nodiscard]] Result<MimeMessage> write_portal_link_mail(const PortalLinkMail& facts);

}  // namespace portail::server
