// The one writer. It takes all jobs that are queued, runs each in a savepoint of its own within one
// transaction, commits once, and only then answers: sixteen concurrent pushes cost one flush. A job
// that fails is rolled back alone; when SQLite has ended the transaction by itself the whole group
// fails, and after a failed COMMIT the database is reopened. Every failure of these kinds is
// ErrorCode::Unavailable: nothing has happened, the caller may try again.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "server/core/store.h"

namespace portail::server {

/// What a job works with. It must not touch the database once it has returned.
struct WriteContext {
    Database& database;
    FeedRecorder& feed;
    CrashNotes& crash_notes;
    Milliseconds now = 0;
};

struct ChangedScope {
    std::string scope;
    std::int64_t version = 0;
};

/// Is told what was committed, on the writer's thread; must not block and must not submit.
class PokeSink {
public:
    virtual ~PokeSink() = default;
    virtual void changed(std::span<const ChangedScope> scopes) = 0;
};

/// Counted since the start, but for what waits.
struct WriterCounters {
    std::uint64_t waiting_jobs = 0;  ///< in the queue at this moment
    std::uint64_t jobs = 0;          ///< taken from the queue
    std::uint64_t failed_jobs = 0;   ///< answered with an error
    std::uint64_t refused_jobs = 0;  ///< not taken, the queue was full
    std::uint64_t commits = 0;       ///< each is one flush of the log, unless nothing was written
    std::uint64_t failed_commits = 0;
    std::uint64_t reopenings = 0;   ///< of the database, after failed commits
    std::uint64_t checkpoints = 0;  ///< each is up to two flushes more
};

class Writer {
public:
    enum class Mode : std::uint8_t {
        Thread,     ///< a thread of its own; submit() from any thread
        Immediate,  ///< each job commits within submit(): one thread, for the simulation and tools
    };
    using Job = std::function<Result<void>(WriteContext&)>;
    using Done = std::function<void(Result<void>)>;

    static constexpr std::size_t queue_limit = 4096;
    static constexpr std::size_t group_limit = 64;

    /// The store and the sink outlive the writer.
    Writer(Store& store, Mode mode, PokeSink* pokes = nullptr);
    /// Finishes what is queued.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// `done` is called exactly once: on the writer's thread, after the commit or the failure; at
    /// once and on the caller's thread when the queue is full.
    void submit(Job job, Done done);

    /// Runs `job(WriteContext&)`, which returns a Result, and waits until it is durable. Not from
    /// within a job.
    template <class Function>
    [[nodiscard]] auto run(Function&& job) -> std::invoke_result_t<Function, WriteContext&> {
        using Answer = std::invoke_result_t<Function, WriteContext&>;
        std::optional<Answer> answer;
        const Result<void> committed = run_and_wait([&](WriteContext& context) -> Result<void> {
            answer.emplace(job(context));
            if (!answer->ok()) return answer->error();
            return {};
        });
        if (!committed) return committed.error();
        return std::move(*answer);
    }

    [[nodiscard]] WriterCounters counters() const;

private:
    struct Pending {
        Job job;
        Done done;
        Result<void> result;
    };
    using Group = std::vector<Pending>;

    [[nodiscard]] Result<void> run_and_wait(Job job);
    [[nodiscard]] bool enqueue(Pending&& pending);
    void work();
    [[nodiscard]] Group wait_for_group();
    void run_group(Group& group);
    [[nodiscard]] Result<void> run_in_transaction(Group& group);
    [[nodiscard]] Result<void> run_job(const Job& job);
    [[nodiscard]] Result<void> commit();
    void abandon_transaction();
    void poke();
    void answer(Group& group);
    void checkpoint_when_due();

    Store& m_store;
    const Mode m_mode;
    PokeSink* const m_pokes;
    // The writer's thread alone.
    bool m_connection_is_sound = true;
    // Shared.
    mutable std::mutex m_mutex;
    std::condition_variable m_work_arrived;
    Group m_queue;
    bool m_stopping = false;
    WriterCounters m_counters;

    std::thread m_thread;  // last: it uses all of the above
};

}  // namespace portail::server
