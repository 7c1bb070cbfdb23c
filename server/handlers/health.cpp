#include "server/handlers/health.h"

#include "server/application.h"
#include "shared/sync/protocol_version.h"

namespace portail::server {

Result<Reply> get_health(const Call& call) {
    // A server that cannot read its database is not well, whatever else works.
    const Result<std::int64_t> read =
        call.application.store().read([](Database& database) { return database.integer("SELECT 1"); });
    if (!read) return read.error();
    return Reply::json({{"status", "ok"}, {"version", PORTAIL_VERSION}, {"protocol", protocol_version}});
}

Result<Reply> get_metrics(const Call& call) {
    Application& application = call.application;
    const WriterCounters writer = application.writer().counters();
    const auto count = [](std::uint64_t value) { return static_cast<double>(value); };
    Reply reply;
    reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
    reply.body = application.metrics().to_prometheus({
        {"portail_writer_waiting_jobs", "Jobs that wait for the writer.", "gauge", count(writer.waiting_jobs)},
        {"portail_writer_jobs_total", "Jobs that the writer took.", "counter", count(writer.jobs)},
        {"portail_writer_failed_jobs_total", "Jobs that ended with an error.", "counter", count(writer.failed_jobs)},
        {"portail_writer_refused_jobs_total", "Jobs refused by a full queue.", "counter", count(writer.refused_jobs)},
        {"portail_writer_commits_total", "Commits, each one flush.", "counter", count(writer.commits)},
        {"portail_writer_failed_commits_total", "Commits that failed.", "counter", count(writer.failed_commits)},
        {"portail_writer_reopenings_total", "Times the database was opened anew after a failed commit.", "counter",
         count(writer.reopenings)},
        {"portail_writer_checkpoints_total", "Checkpoints of the write-ahead log.", "counter",
         count(writer.checkpoints)},
        {"portail_event_streams", "Open streams of server-sent events.", "gauge", count(application.streams().count())},
        {"portail_connections", "Open connections.", "gauge", count(application.http_server().open_connections())},
        {"process_resident_memory_bytes", "Resident memory.", "gauge", resident_memory_bytes()},
        {"process_start_time_seconds", "Start of the process, Unix time.", "gauge",
         static_cast<double>(application.started_at()) / 1000},
    });
    return reply;
}

}  // namespace portail::server
