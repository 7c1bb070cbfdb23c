// The loop of a test: tasks wait until the test runs them, on the test's thread.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "shared/platform/app_loop.h"
#include "shared/platform/http_client.h"

namespace portail::test {

class TestLoop final : public platform::AppLoop {
public:
    void request_frames(int) override {}
    void request_frame_in(Milliseconds) override {}
    void post(std::function<void()> task) override {
        {
            const std::lock_guard lock{m_mutex};
            m_tasks.push_back(std::move(task));
        }
        m_posted.notify_one();
    }
    TimerId call_after(Milliseconds, std::function<void()>) override { return 1; }
    void cancel(TimerId) override {}
    [[nodiscard]] Milliseconds monotonic_ms() const override { return 0; }
    [[nodiscard]] std::uint64_t frames_drawn() const override { return 0; }
    void quit() override {}

    /// Runs what is posted until `is_done`, for ten seconds at most.
    bool run_until(const std::function<bool()>& is_done) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{10};
        while (!is_done()) {
            std::function<void()> task;
            {
                std::unique_lock lock{m_mutex};
                if (!m_posted.wait_until(lock, end, [&] { return !m_tasks.empty(); })) return false;
                task = std::move(m_tasks.front());
                m_tasks.erase(m_tasks.begin());
            }
            task();
        }
        return true;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_posted;
    std::vector<std::function<void()>> m_tasks;
};

struct Answer {
    bool is_there = false;
    platform::HttpResponse response;

    std::function<void(platform::HttpResponse)> take() {
        return [this](platform::HttpResponse got) {
            is_there = true;
            response = std::move(got);
        };
    }
};

inline platform::HttpResponse ask(TestLoop& loop, platform::HttpClient& client, platform::HttpRequest request) {
    Answer answer;
    client.send(std::move(request), answer.take());
    REQUIRE_FALSE(answer.is_there);
    REQUIRE(loop.run_until([&] { return answer.is_there; }));
    return answer.response;
}

}  // namespace portail::test
