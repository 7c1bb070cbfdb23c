// Works off the queue of mails, on the thread of whoever calls it (server/mail_thread.h has one).
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "server/core/store.h"
#include "server/core/writer.h"
#include "server/mail/mail_queue.h"
#include "server/mail/mail_transport.h"

namespace portail::server {

struct MailSetup {
    std::unique_ptr<MailTransport> transport;  ///< null: mails wait
    std::string sender;                        ///< address that mails come from; empty: the business's
    std::string origin;                        ///< "https://garage.example", for the links
};

class MailSender {
public:
    /// Is told what became of each mail.
    using Told = std::function<void(const DeliveryReport&)>;

    /// The store, the writer and the flag outlive the sender.
    MailSender(Store& store, Writer& writer, MailSetup setup, const std::atomic<bool>& is_stopping, Told told = {});

    /// Once, before anything is sent: settles what an earlier process left behind. Returns how many mails are uncertain.
    [[nodiscard]] Result<std::int64_t> begin();
    /// Sends what is due. Returns when the next mail will be, nothing where none waits.
    [[nodiscard]] Result<std::optional<Milliseconds>> send_due();
    [[nodiscard]] std::chrono::milliseconds time_until(Milliseconds due) const;

private:
    struct Unsettled {
        Id id;
        DeliveryReport report;
    };
    [[nodiscard]] Result<void> settle();
    [[nodiscard]] Result<bool> send_one();
    [[nodiscard]] DeliveryReport deliver(const TakenMail& taken);

    Store& m_store;
    Writer& m_writer;
    const MailSetup m_setup;
    const std::atomic<bool>& m_is_stopping;
    const Told m_told;
    /// What the database could not be told yet: before anything else is sent, it is.
    std::optional<Unsettled> m_unsettled;
};

}  // namespace portail::server
