#include "server/mail/smtp_transport.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "shared/base/text.h"

namespace portail::server {
namespace {

constexpr std::size_t longest_words = 300;
// After the last byte the answer decides between sent and uncertain: worth a moment even when the server stops.
constexpr std::chrono::seconds patience_for_the_answer{3};

struct FreeCurl {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using EasyHandle = std::unique_ptr<CURL, FreeCurl>;
using RecipientList = std::unique_ptr<curl_slist, FreeCurl>;
using UrlHandle = std::unique_ptr<CURLU, FreeCurl>;

std::string url_part(CURLU* url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
    const std::unique_ptr<char, void (*)(void*)> owner{text, curl_free};
    return text;
}

bool is_this_machine(const std::string& host) {
    return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

/// One mail on its way, as the callbacks of libcurl see it.
struct Transfer {
    const std::string& message;
    const std::atomic<bool>& is_stopping;
    std::size_t read = 0;
    bool is_handed_over = false;  ///< libcurl has been told the end, and sends it to the mail server
    std::string words;            ///< the last answer of the mail server
    std::optional<std::chrono::steady_clock::time_point> stop_seen;
};

std::size_t read_message(char* buffer, std::size_t size, std::size_t count, void* user) {
    Transfer& transfer = *static_cast<Transfer*>(user);
    const std::size_t length = std::min(size * count, transfer.message.size() - transfer.read);
    if (length == 0) transfer.is_handed_over = true;
    std::memcpy(buffer, transfer.message.data() + transfer.read, length);
    transfer.read += length;
    return length;
}

/// Keeps the last answer; one of several lines ("250-…") as a whole. The goodbye answers nothing that was asked.
std::size_t hear_answer(char* buffer, std::size_t size, std::size_t count, void* user) {
    Transfer& transfer = *static_cast<Transfer*>(user);
    const std::string_view line{buffer, size * count};
    constexpr std::size_t code_length = 3;
    const std::string_view code = line.substr(0, code_length);
    if (code == "221") return line.size();
    const bool goes_on = transfer.words.size() > code_length && transfer.words.compare(0, code_length, code) == 0 &&
                         transfer.words[code_length] == '-';
    if (!goes_on) transfer.words.clear();
    transfer.words += line;
    return line.size();
}

int watch_for_stop(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    Transfer& transfer = *static_cast<Transfer*>(user);
    if (!transfer.is_stopping) return 0;
    if (!transfer.is_handed_over) return 1;
    const auto now = std::chrono::steady_clock::now();
    if (!transfer.stop_seen) transfer.stop_seen = now;
    return now - *transfer.stop_seen > patience_for_the_answer ? 1 : 0;
}

/// Fit to be stored and shown: one line, not too long, UTF-8.
std::string short_words(const std::string& answer) {
    std::string line = answer;
    std::replace_if(
        line.begin(), line.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x20; }, ' ');
    line = trimmed(line).substr(0, longest_words);
    if (!is_utf8(line)) {
        std::replace_if(
            line.begin(), line.end(), [](char letter) { return static_cast<unsigned char>(letter) > 0x7e; }, '?');
    }
    return line;
}

MailProblem problem_of(CURLcode code) {
    switch (code) {
        case CURLE_OPERATION_TIMEDOUT:
            return MailProblem::Timeout;
        case CURLE_LOGIN_DENIED:
            return MailProblem::SignIn;
        case CURLE_USE_SSL_FAILED:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
            return MailProblem::Encryption;
        case CURLE_ABORTED_BY_CALLBACK:
            return MailProblem::Interrupted;
        default:
            return MailProblem::Connection;
    }
}

DeliveryReport judge(CURLcode code, const Transfer& transfer) {
    if (code == CURLE_OK) return {};
    const bool is_temporary = transfer.words.starts_with('4');
    const bool is_permanent = transfer.words.starts_with('5');
    const MailProblem problem = problem_of(code);
    const bool is_about_the_mail = problem == MailProblem::Connection;
    const std::string words = short_words(transfer.words);
    // A wrong password or certificate is the business's matter: the mail waits until it is put right.
    if (is_about_the_mail && is_permanent) return {Delivery::Refused, MailProblem::Refused, words};
    if (is_about_the_mail && is_temporary) return {Delivery::Deferred, MailProblem::Deferred, words};
    if (transfer.is_handed_over) return {Delivery::Uncertain, MailProblem::Interrupted, {}};
    const std::string said = is_temporary || is_permanent ? words : std::string{curl_easy_strerror(code)};
    return {Delivery::Deferred, problem, said};
}

class SmtpTransport final : public MailTransport {
public:
    SmtpTransport(MailOptions options, bool is_local) : m_options(std::move(options)), m_is_local(is_local) {}

    DeliveryReport send(const OutgoingMail& mail, const std::atomic<bool>& is_stopping) override {
        const EasyHandle handle{curl_easy_init()};
        const RecipientList recipients{curl_slist_append(nullptr, mail.recipient.c_str())};
        if (!handle || !recipients) return {Delivery::Deferred, MailProblem::Connection, {}};
        Transfer transfer{mail.message, is_stopping, 0, false, {}, {}};
        CURL* const curl = handle.get();
        set_up_connection(curl);
        curl_easy_setopt(curl, CURLOPT_MAIL_FROM, mail.sender.c_str());
        curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_message);
        curl_easy_setopt(curl, CURLOPT_READDATA, &transfer);
        curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, hear_answer);
        curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
        curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch_for_stop);
        curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
        curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
        return judge(curl_easy_perform(curl), transfer);
    }

private:
    void set_up_connection(CURL* curl) const {
        curl_easy_setopt(curl, CURLOPT_URL, m_options.smtp_url.c_str());
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl_easy_setopt(curl, CURLOPT_PROXY, "");
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(m_options.connect_timeout.count()));
        curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(m_options.timeout.count()));
        // Also for the goodbye, which would hold up the other mails where nobody answers it.
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_options.timeout).count();
        curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, std::max(1L, static_cast<long>(seconds)));
        curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(m_is_local ? CURLUSESSL_TRY : CURLUSESSL_ALL));
        curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        if (!m_options.smtp_ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, m_options.smtp_ca_file.c_str());
        if (m_options.smtp_user.empty()) return;
        curl_easy_setopt(curl, CURLOPT_USERNAME, m_options.smtp_user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, m_options.smtp_password.c_str());
    }

    const MailOptions m_options;
    const bool m_is_local;
};

}  // namespace

Result<std::unique_ptr<MailTransport>> make_smtp_transport(const MailOptions& options) {
    static const CURLcode global = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (global != CURLE_OK) return internal("libcurl cannot be used");
    const UrlHandle url{curl_url()};
    const bool is_url = curl_url_set(url.get(), CURLUPART_URL, options.smtp_url.c_str(), 0) == CURLUE_OK;
    const std::string scheme = url_part(url.get(), CURLUPART_SCHEME);
    const bool has_password = !url_part(url.get(), CURLUPART_USER).empty();
    if (!is_url || (scheme != "smtp" && scheme != "smtps") || has_password) {
        Error error = invalid("smtp-url", "error.invalid");
        error.detail = "--smtp-url: write it like smtp://mail.example:587 or smtps://mail.example:465";
        return error;
    }
    const bool is_local = is_this_machine(url_part(url.get(), CURLUPART_HOST));
    return std::unique_ptr<MailTransport>{std::make_unique<SmtpTransport>(options, is_local)};
}

}  // namespace portail::server
