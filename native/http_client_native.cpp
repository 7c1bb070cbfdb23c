#include "native/http_client_native.h"

#include <curl/curl.h>
#include <pthread.h>

#include <algorithm>
#include <cassert>
#include <csignal>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "native/event_stream.h"

namespace portail {
namespace {

constexpr std::size_t longest_answer = 64 * 1024 * 1024;
constexpr Milliseconds longest_connecting = 10 * second_ms;
constexpr int poll_ms = 60'000;  // commands wake the thread; this is only a bound

struct EasyHandleDeleter {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct HeaderListDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using EasyHandle = std::unique_ptr<CURL, EasyHandleDeleter>;
using HeaderList = std::unique_ptr<curl_slist, HeaderListDeleter>;

std::string lower_case(std::string_view text) {
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return lower;
}

std::string_view without_white_space(std::string_view text) {
    constexpr std::string_view white_space = " \t\r\n";
    const std::size_t first = text.find_first_not_of(white_space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(white_space) - first + 1);
}

bool has_media_type(const platform::HttpResponse& response, std::string_view media_type) {
    const auto found = response.headers.find("content-type");
    if (found == response.headers.end()) return false;
    return lower_case(found->second).compare(0, media_type.size(), media_type) == 0;
}

// Everything that our server says is JSON, and it never redirects.
bool is_from_our_server(const platform::HttpResponse& response) {
    if (response.status >= 300 && response.status < 400) return false;
    return response.body.empty() || has_media_type(response, "application/json");
}

}  // namespace

struct NativeHttpClient::Pending {
    std::map<platform::RequestId, std::function<void(platform::HttpResponse)>> answers;
    platform::RequestId last_id = 0;
    platform::RequestId stream = 0;  ///< the open stream's id; 0: none
    StreamEvents stream_events;

    void finish_stream(platform::RequestId id) {
        if (stream != id) return;
        stream = 0;
        const auto closed = std::exchange(stream_events, {}).closed;
        if (closed) closed();
    }
};

class NativeHttpClient::Transport {
public:
    struct Job {
        platform::RequestId id = 0;
        bool is_stream = false;
        platform::HttpRequest request;
        std::string bearer_token;
    };

    Transport(platform::AppLoop& loop, std::weak_ptr<Pending> pending, HttpClientOptions options)
        : m_loop(loop), m_pending(std::move(pending)), m_options(std::move(options)) {
        [[maybe_unused]] static const CURLcode global = curl_global_init(CURL_GLOBAL_DEFAULT);
        assert(global == CURLE_OK);
        m_multi = curl_multi_init();
        m_thread = std::thread{[this] { run(); }};
    }

    ~Transport() {
        command(Quit{});
        m_thread.join();
        curl_multi_cleanup(m_multi);
    }

    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    void start(Job job) { command(std::move(job)); }
    void cancel(platform::RequestId id) { command(Cancel{id}); }

private:
    struct Cancel {
        platform::RequestId id = 0;
    };
    struct Quit {};
    using Command = std::variant<Job, Cancel, Quit>;

    struct Transfer {
        Transport* transport = nullptr;
        Job job;
        EasyHandle handle;
        HeaderList headers;
        platform::HttpResponse response;
        std::optional<EventStream> events;  ///< once it is known to be a stream of ours
    };

    void command(Command command) {
        {
            const std::lock_guard lock{m_mutex};
            m_commands.push_back(std::move(command));
        }
        curl_multi_wakeup(m_multi);
    }

    void run() {
        // A connection that breaks while TLS writes to it must not end the program.
        sigset_t broken_pipe;
        sigemptyset(&broken_pipe);
        sigaddset(&broken_pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);

        while (take_commands()) {
            int running = 0;
            curl_multi_perform(m_multi, &running);
            int left = 0;
            while (const CURLMsg* message = curl_multi_info_read(m_multi, &left)) {
                if (message->msg == CURLMSG_DONE) finish(message->easy_handle, message->data.result);
            }
            curl_multi_poll(m_multi, nullptr, 0, poll_ms, nullptr);
        }
        for (auto& [id, transfer] : m_transfers)
            curl_multi_remove_handle(m_multi, transfer->handle.get());
        m_transfers.clear();
    }

    // False when the thread is to end.
    bool take_commands() {
        std::vector<Command> commands;
        {
            const std::lock_guard lock{m_mutex};
            commands.swap(m_commands);
        }
        for (Command& next : commands) {
            if (std::holds_alternative<Quit>(next)) return false;
            if (Job* job = std::get_if<Job>(&next)) begin(std::move(*job));
            if (const Cancel* cancelled = std::get_if<Cancel>(&next)) remove(cancelled->id);
        }
        return true;
    }

    void begin(Job job) {
        auto transfer = std::make_unique<Transfer>();
        transfer->transport = this;
        transfer->handle.reset(curl_easy_init());
        transfer->job = std::move(job);
        configure(*transfer);
        curl_multi_add_handle(m_multi, transfer->handle.get());
        m_transfers.emplace(transfer->job.id, std::move(transfer));
    }

    void configure(Transfer& transfer) {
        CURL* handle = transfer.handle.get();
        const platform::HttpRequest& request = transfer.job.request;
        curl_easy_setopt(handle, CURLOPT_URL, (m_options.server + request.path).c_str());
        curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
        curl_easy_setopt(handle, CURLOPT_PRIVATE, &transfer);
        curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);  // never wait for a name look-up
        curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
        curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
        curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &Transport::write_body);
        curl_easy_setopt(handle, CURLOPT_HEADERDATA, &transfer);
        curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &Transport::write_header);
        if (!m_options.certificate_file.empty()) {
            curl_easy_setopt(handle, CURLOPT_CAINFO, m_options.certificate_file.c_str());
            curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
        }
        if (transfer.job.is_stream) {
            curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(longest_connecting));
            add_header(transfer, "Accept: text/event-stream");
        } else {
            curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout));
            curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS,
                             static_cast<long>(std::min(request.timeout, longest_connecting)));
            add_header(transfer, "Accept: application/json");
        }
        if (!request.body.empty()) {
            curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
            curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.data());
            add_header(transfer, "Content-Type: application/json");
            add_header(transfer, "Expect:");  // no waiting for "100 Continue"
        } else if (request.method == "POST" || request.method == "PUT") {
            add_header(transfer, "Content-Length: 0");
        }
        if (!transfer.job.bearer_token.empty()) {
            add_header(transfer, "Authorization: Bearer " + transfer.job.bearer_token);
        }
        curl_easy_setopt(handle, CURLOPT_HTTPHEADER, transfer.headers.get());
    }

    static void add_header(Transfer& transfer, const std::string& line) {
        transfer.headers.reset(curl_slist_append(transfer.headers.release(), line.c_str()));
    }

    static std::size_t write_header(char* data, std::size_t, std::size_t size, void* context) {
        Transfer& transfer = *static_cast<Transfer*>(context);
        const std::string_view line{data, size};
        if (line.substr(0, 5) == "HTTP/") {
            transfer.response.headers.clear();  // a "100 Continue" came before
        } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
            transfer.response.headers[lower_case(line.substr(0, colon))] = without_white_space(line.substr(colon + 1));
        } else if (transfer.job.is_stream && without_white_space(line).empty()) {
            transfer.transport->open_events(transfer);
        }
        return size;
    }

    static std::size_t write_body(char* data, std::size_t, std::size_t size, void* context) {
        Transfer& transfer = *static_cast<Transfer*>(context);
        if (transfer.job.is_stream) {
            const bool goes_on = transfer.events && transfer.events->feed({data, size});
            return goes_on ? size : CURL_WRITEFUNC_ERROR;
        }
        if (transfer.response.body.size() + size > longest_answer) return CURL_WRITEFUNC_ERROR;
        transfer.response.body.append(data, size);
        return size;
    }

    void open_events(Transfer& transfer) {
        long status = 0;
        curl_easy_getinfo(transfer.handle.get(), CURLINFO_RESPONSE_CODE, &status);
        if (status != 200 || !has_media_type(transfer.response, "text/event-stream")) return;
        const platform::RequestId id = transfer.job.id;
        transfer.events.emplace([this, id](const std::string& event, const std::string& event_id) {
            deliver([id, event, event_id](Pending& pending) {
                if (pending.stream == id && pending.stream_events.received) {
                    // A copy: the callback may open another stream and so replace itself.
                    const auto received = pending.stream_events.received;
                    received(event, event_id);
                }
            });
        });
        deliver([id](Pending& pending) {
            if (pending.stream == id && pending.stream_events.opened) {
                const auto opened = pending.stream_events.opened;
                opened();
            }
        });
    }

    void finish(CURL* handle, CURLcode result) {
        Transfer* transfer = nullptr;
        curl_easy_getinfo(handle, CURLINFO_PRIVATE, &transfer);
        const platform::RequestId id = transfer->job.id;
        if (transfer->job.is_stream) {
            deliver([id](Pending& pending) { pending.finish_stream(id); });
        } else {
            long status = 0;
            curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
            transfer->response.status = static_cast<int>(status);
            if (result != CURLE_OK || !is_from_our_server(transfer->response)) transfer->response = {};
            deliver([id, response = std::move(transfer->response)](Pending& pending) mutable {
                auto waiting = pending.answers.extract(id);
                if (!waiting.empty() && waiting.mapped()) waiting.mapped()(std::move(response));
            });
        }
        remove(id);
    }

    void remove(platform::RequestId id) {
        const auto found = m_transfers.find(id);
        if (found == m_transfers.end()) return;
        curl_multi_remove_handle(m_multi, found->second->handle.get());
        m_transfers.erase(found);
    }

    template <class Task>
    void deliver(Task task) {
        m_loop.post([pending = m_pending, task = std::move(task)]() mutable {
            if (const std::shared_ptr<Pending> alive = pending.lock()) task(*alive);
        });
    }

    platform::AppLoop& m_loop;
    std::weak_ptr<Pending> m_pending;
    HttpClientOptions m_options;
    CURLM* m_multi = nullptr;
    std::map<platform::RequestId, std::unique_ptr<Transfer>> m_transfers;  ///< of the thread alone

    std::mutex m_mutex;
    std::vector<Command> m_commands;

    std::thread m_thread;
};

NativeHttpClient::NativeHttpClient(platform::AppLoop& loop, const HttpClientOptions& options)
    : m_pending(std::make_shared<Pending>()), m_transport(std::make_unique<Transport>(loop, m_pending, options)) {}

NativeHttpClient::~NativeHttpClient() = default;

platform::RequestId NativeHttpClient::send(platform::HttpRequest request,
                                           std::function<void(platform::HttpResponse)> answered) {
    const platform::RequestId id = ++m_pending->last_id;
    m_pending->answers.emplace(id, std::move(answered));
    m_transport->start({id, false, std::move(request), m_bearer_token});
    return id;
}

void NativeHttpClient::cancel(platform::RequestId request) {
    if (m_pending->answers.erase(request) > 0) m_transport->cancel(request);
}

void NativeHttpClient::open_stream(const std::string& path, StreamEvents events) {
    close_stream();
    const platform::RequestId id = ++m_pending->last_id;
    m_pending->stream = id;
    m_pending->stream_events = std::move(events);
    m_transport->start({id, true, {.path = path}, m_bearer_token});
}

void NativeHttpClient::close_stream() {
    if (m_pending->stream == 0) return;
    m_transport->cancel(std::exchange(m_pending->stream, 0));
    m_pending->stream_events = {};
}

}  // namespace portail
