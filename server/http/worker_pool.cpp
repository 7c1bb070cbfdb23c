#include "server/http/worker_pool.h"

#include <chrono>
#include <utility>

namespace portail::http {
namespace {

constexpr std::chrono::seconds patience_of_an_idle_worker{10};

}  // namespace

WorkerPool::WorkerPool(std::size_t most_workers, std::size_t most_waiting, std::function<void()> before_shutdown)
    : m_most_workers(most_workers), m_most_waiting(most_waiting), m_before_shutdown(std::move(before_shutdown)) {}

WorkerPool::~WorkerPool() {
    shutdown();
}

bool WorkerPool::enqueue(std::function<void()> task) {
    const std::lock_guard lock{m_mutex};
    if (m_stopping || m_tasks.size() >= m_most_waiting) return false;
    m_tasks.push_back(std::move(task));
    m_waiting = m_tasks.size();
    join_finished();
    if (m_idle < m_tasks.size() && m_workers.size() < m_most_workers) {
        std::thread worker{[this] { work(); }};  // waits for the lock before it looks itself up
        const std::thread::id id = worker.get_id();
        m_workers.emplace(id, std::move(worker));
    }
    m_changed.notify_one();
    return true;
}

void WorkerPool::shutdown() {
    if (m_before_shutdown) std::exchange(m_before_shutdown, nullptr)();
    std::unique_lock lock{m_mutex};
    m_stopping = true;
    m_changed.notify_all();
    m_changed.wait(lock, [this] { return m_workers.empty(); });
    join_finished();
}

void WorkerPool::join_finished() {
    for (std::thread& finished : m_finished)
        finished.join();
    m_finished.clear();
}

void WorkerPool::work() {
    std::unique_lock lock{m_mutex};
    while (true) {
        if (m_tasks.empty()) {
            if (m_stopping) break;
            ++m_idle;
            const bool woken =
                m_changed.wait_for(lock, patience_of_an_idle_worker, [this] { return m_stopping || !m_tasks.empty(); });
            --m_idle;
            if (!woken) break;
            continue;
        }
        std::function<void()> task = std::move(m_tasks.front());
        m_tasks.pop_front();
        m_waiting = m_tasks.size();
        lock.unlock();
        task();
        task = nullptr;
        lock.lock();
    }
    const auto self = m_workers.find(std::this_thread::get_id());
    m_finished.push_back(std::move(self->second));
    m_workers.erase(self);
    if (m_workers.empty()) m_changed.notify_all();
}

}  // namespace portail::http
