#include "server/mail/mail_sender.h"

#include "server/site_address.h"
#include "shared/queries/mail_queries.h"

namespace portail::server {

MailSender::MailSender(Store& store, Writer& writer, MailSetup setup, const std::atomic<bool>& is_stopping, Told told)
    : m_store(store),
      m_writer(writer),
      m_setup(std::move(setup)),
      m_is_stopping(is_stopping),
      m_told(std::move(told)) {}

Result<std::int64_t> MailSender::begin() {
    return m_writer.run([](WriteContext& context) { return mark_interrupted_mails(context); });
}

Result<std::optional<Milliseconds>> MailSender::send_due() {
    const auto next_due = [this] { return m_store.read([](Database& database) { return next_mail_due(database); }); };
    PORTAIL_RETURN_IF_ERROR(settle());
    Result<std::optional<Milliseconds>> due = next_due();
    if (!due || !*due) return due;
    if (!m_setup.transport) {
        const Result<std::int64_t> marked =
            m_writer.run([](WriteContext& context) { return mark_mail_not_set_up(context); });
        if (!marked) return marked.error();
        return std::optional<Milliseconds>{};
    }
    while (due && *due && **due <= m_store.clock().now() && !m_is_stopping) {
        const Result<bool> has_sent = send_one();
        if (!has_sent) return has_sent.error();
        due = next_due();
        if (!*has_sent) break;
    }
    return due;
}

std::chrono::milliseconds MailSender::time_until(Milliseconds due) const {
    return std::chrono::milliseconds{due - m_store.clock().now()};
}

Result<bool> MailSender::send_one() {
    const auto taken = m_writer.run([](WriteContext& context) { return take_due_mail(context); });
    if (!taken) return taken.error();
    if (!taken->has_value()) return false;
    m_unsettled = Unsettled{(*taken)->mail.id, deliver(**taken)};
    PORTAIL_RETURN_IF_ERROR(settle());
    return true;
}

Result<void> MailSender::settle() {
    if (!m_unsettled) return {};
    PORTAIL_RETURN_IF_ERROR(m_writer.run(
        [&](WriteContext& context) { return settle_mail(context, m_unsettled->id, m_unsettled->report); }));
    if (m_told) m_told(m_unsettled->report);
    m_unsettled.reset();
    return {};
}

DeliveryReport MailSender::deliver(const TakenMail& taken) {
    PortalLinkMail facts{taken.mail, taken.organisation, taken.customer, portal_url(m_setup.origin, taken.code),
                         m_setup.sender.empty() ? taken.organisation.email : m_setup.sender};
    const Result<MimeMessage> written = write_portal_link_mail(facts);
    const Result<std::string> message = written ? compose_message(*written) : written.error();
    if (!message) return {Delivery::Refused, MailProblem::Refused, message.error().key};
    return m_setup.transport->send({taken.mail.id, facts.sender, taken.mail.recipient, *message}, m_is_stopping);
}

}  // namespace portail::server
