#include "server/core/writer.h"

#include <algorithm>
#include <cassert>
#include <future>
#include <iterator>

#include "server/core/server_mutators.h"

namespace portail::server {
namespace {

// A checkpoint moves the log into the database, two flushes for at least this many pages (of 4 KB).
constexpr int checkpoint_pages = 1000;
// Readers that follow one another without a pause keep a log from beginning anew; from here on the
// writer waits for them.
constexpr int restart_pages = 16 * checkpoint_pages;

Error transaction_lost() {
    return unavailable("SQLite has ended the transaction by itself");
}

// Whatever kept a group from being committed, its jobs may be sent again.
Error nothing_happened(const Error& cause) {
    return cause.code == ErrorCode::Unavailable ? cause : unavailable(cause.describe());
}

}  // namespace

Writer::Writer(Store& store, Mode mode, PokeSink* pokes) : m_store(store), m_mode(mode), m_pokes(pokes) {
    if (mode == Mode::Thread) m_thread = std::thread{[this] { work(); }};
}

Writer::~Writer() {
    if (!m_thread.joinable()) return;
    {
        const std::lock_guard lock{m_mutex};
        m_stopping = true;
    }
    m_work_arrived.notify_one();
    m_thread.join();
}

void Writer::submit(Job job, Done done) {
    Pending pending{std::move(job), std::move(done), {}};
    if (m_mode == Mode::Immediate) {
        Group group;
        group.push_back(std::move(pending));
        run_group(group);
    } else if (!enqueue(std::move(pending))) {
        pending.done(unavailable("the writer's queue is full"));
    }
}

bool Writer::enqueue(Pending&& pending) {
    {
        const std::lock_guard lock{m_mutex};
        if (m_queue.size() >= queue_limit) {
            ++m_counters.refused_jobs;
            return false;
        }
        m_queue.push_back(std::move(pending));
    }
    m_work_arrived.notify_one();
    return true;
}

Result<void> Writer::run_and_wait(Job job) {
    assert(std::this_thread::get_id() != m_thread.get_id());
    std::promise<Result<void>> promise;
    std::future<Result<void>> answer = promise.get_future();
    submit(std::move(job), [&promise](Result<void> result) { promise.set_value(std::move(result)); });
    return answer.get();
}

WriterCounters Writer::counters() const {
    const std::lock_guard lock{m_mutex};
    WriterCounters counters = m_counters;
    counters.waiting_jobs = m_queue.size();
    return counters;
}

void Writer::work() {
    for (Group group = wait_for_group(); !group.empty(); group = wait_for_group()) {
        run_group(group);
    }
}

Writer::Group Writer::wait_for_group() {
    std::unique_lock lock{m_mutex};
    m_work_arrived.wait(lock, [&] { return !m_queue.empty() || m_stopping; });
    const auto first = m_queue.begin();
    const auto last = first + static_cast<std::ptrdiff_t>(std::min(m_queue.size(), group_limit));
    Group group{std::move_iterator{first}, std::move_iterator{last}};
    m_queue.erase(first, last);
    return group;
}

void Writer::run_group(Group& group) {
    const Result<void> committed = run_in_transaction(group);
    if (committed) {
        poke();
    } else {
        abandon_transaction();
        // What a job has answered was judged on a state that never came to be.
        for (Pending& pending : group)
            pending.result = nothing_happened(committed.error());
    }
    answer(group);
    checkpoint_when_due();
}

Result<void> Writer::run_in_transaction(Group& group) {
    if (!m_connection_is_sound) {
        PORTAIL_RETURN_IF_ERROR(m_store.reopen_writer_connection());
        m_connection_is_sound = true;
        const std::lock_guard lock{m_mutex};
        ++m_counters.reopenings;
    }
    Database& database = m_store.writer_connection();
    PORTAIL_RETURN_IF_ERROR(database.execute("BEGIN IMMEDIATE"));
    for (Pending& pending : group) {
        pending.result = run_job(pending.job);
        if (!database.in_transaction()) return transaction_lost();
    }
    return commit();
}

Result<void> Writer::run_job(const Job& job) {
    Database& database = m_store.writer_connection();
    FeedRecorder& feed = m_store.feed();
    WriteContext context{database, feed, m_store.crash_notes(), m_store.clock().now()};

    Result<Savepoint> savepoint = Savepoint::begin(database, "job");
    if (!savepoint) return savepoint.error();
    const std::size_t mark = feed.mark();
    Result<void> result = job(context);
    if (result) result = run_row_effects(context, mark);
    if (result) result = feed.publish(database, mark, context.now);
    feed.cut_back(mark);
    const Result<void> ended = result ? savepoint->release() : savepoint->roll_back();
    // Half a job must not be committed with the others: without the savepoint, nothing is.
    if (!ended && database.in_transaction()) {
        PORTAIL_RETURN_IF_ERROR(database.execute("ROLLBACK"));
    }
    return result;
}

Result<void> Writer::commit() {
    Database& database = m_store.writer_connection();
    PORTAIL_RETURN_IF_ERROR(m_store.feed().store_version(database));
    const Result<void> committed = database.execute("COMMIT");
    if (!committed) m_connection_is_sound = false;
    const std::lock_guard lock{m_mutex};
    ++(committed ? m_counters.commits : m_counters.failed_commits);
    return committed;
}

void Writer::abandon_transaction() {
    m_store.feed().forget_transaction();
    m_store.crash_notes().end();
    if (!m_store.has_writer_connection()) return;
    Database& database = m_store.writer_connection();
    if (database.in_transaction() && !database.execute("ROLLBACK")) m_connection_is_sound = false;
}

void Writer::poke() {
    std::vector<ChangedScope> scopes;
    for (auto& [scope, version] : m_store.feed().take_published_scopes()) {
        scopes.push_back({scope, version});
    }
    if (m_pokes != nullptr && !scopes.empty()) m_pokes->changed(scopes);
}

void Writer::answer(Group& group) {
    {
        const std::lock_guard lock{m_mutex};
        m_counters.jobs += group.size();
        m_counters.failed_jobs += static_cast<std::uint64_t>(
            std::count_if(group.begin(), group.end(), [](const Pending& pending) { return !pending.result.ok(); }));
    }
    for (Pending& pending : group)
        pending.done(std::move(pending.result));
}

void Writer::checkpoint_when_due() {
    if (!m_connection_is_sound || !m_store.has_writer_connection()) return;
    sqlite3* handle = m_store.writer_connection().handle();
    const int pages = m_store.pages_in_log();
    if (pages < checkpoint_pages) return;
    const int how = pages < restart_pages ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_RESTART;
    // A checkpoint that fails is tried again after the next commit; the log holds everything.
    if (sqlite3_wal_checkpoint_v2(handle, "main", how, nullptr, nullptr) != SQLITE_OK) return;
    const std::lock_guard lock{m_mutex};
    ++m_counters.checkpoints;
}

}  // namespace portail::server
