// The thread that sends mails: it sleeps until a change is committed that may have queued one, or until the next one
// that was put off is due.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "server/mail/mail_sender.h"

namespace portail::server {

class MailThread {
public:
    MailThread() = default;
    ~MailThread();
    MailThread(const MailThread&) = delete;
    MailThread& operator=(const MailThread&) = delete;

    /// Once. The store and the writer live until finish() has returned.
    void start(Store& store, Writer& writer, MailSetup setup);
    /// Something may be due. From any thread; never blocks.
    void wake();
    /// Ends what is being sent as soon as that can be done cleanly. From any thread; does not wait.
    void stop();
    /// Waits until the thread has ended.
    void finish();

private:
    void work(MailSender& sender);

    std::mutex m_mutex;
    std::condition_variable m_call;
    bool m_is_woken = false;
    std::atomic<bool> m_is_stopping = false;
    std::thread m_thread;
};

}  // namespace portail::server
