// The threads that work on requests. One is started when there is work and nobody to do it, up to a limit, and goes
// when it has had nothing to do for a while; what comes beyond the limit waits its turn.
#pragma once

#include <httplib.h>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace portail::http {

class WorkerPool final : public httplib::TaskQueue {
public:
    /// `before_shutdown` runs first when the server ends: it stops whoever still brings work.
    WorkerPool(std::size_t most_workers, std::size_t most_waiting, std::function<void()> before_shutdown);
    ~WorkerPool() override;

    bool enqueue(std::function<void()> task) override;  ///< false when too much waits already
    void shutdown() override;                           ///< finishes what has been taken
    [[nodiscard]] bool has_work_waiting() const { return m_waiting > 0; }

private:
    void work();
    void join_finished();  ///< with the lock held

    const std::size_t m_most_workers;
    const std::size_t m_most_waiting;
    std::function<void()> m_before_shutdown;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_tasks;
    std::unordered_map<std::thread::id, std::thread> m_workers;
    std::vector<std::thread> m_finished;  ///< have left work() and are about to end
    std::size_t m_idle = 0;
    std::atomic<std::size_t> m_waiting{0};
    bool m_stopping = false;
};

}  // namespace portail::http
