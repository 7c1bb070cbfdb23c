// The server beside its measures: a bare SQLite loop and a small Node service, in the same run. Budgets: docs/benchmarks.md.
import {measure, measureWithFlushes, startPeer, startPortail, temporaryFolder} from './programs.mjs';
import {printTable, ratio, whole} from './tables.mjs';

const seconds = Number(process.env.PORTAIL_BENCH_SECONDS ?? 3);

/** Durable acknowledged mutations a second, each one a request, with 1, 16 and 64 clients. */
export async function measureWrites() {
    for (const delayMicroseconds of [0, 1000]) {
        console.log(delayMicroseconds === 0 ? 'flushes as fast as the disk' : '\nflushes that take 1 ms more');
        console.log();
        const rows = [];
        for (const clients of [1, 16, 64]) {
            const portail = await startPortail({delayMicroseconds});
            const flushesBefore = portail.flushes();
            const ours = await measure('portail_bench_load', 'push', ...portail.target, clients, seconds);
            const flushes = portail.flushes() - flushesBefore;
            await portail.stop();
            const raw = await measureWithFlushes(
                delayMicroseconds, 'portail_bench_raw', 'write', temporaryFolder(), seconds, Math.min(clients, 16));
            const peer = await startPeer({delayMicroseconds});
            const theirs = peer && (await measure('portail_bench_load', 'peer', peer.port, clients, seconds));
            await peer?.stop();
            rows.push([
                clients,
                whole(ours.per_second),
                `${ours.p50_ms} / ${ours.p99_ms}`,
                (flushes / ours.count).toFixed(3),
                `${whole(raw.rows_per_second)} (${ratio(ours.per_second, raw.rows_per_second)} ×)`,
                theirs ? `${whole(theirs.per_second)} (${ratio(ours.per_second, theirs.per_second)} ×)` : 'not built',
            ]);
        }
        printTable(
            ['clients', 'acknowledged/s', 'p50 / p99 ms', 'flushes each', 'raw rows/s, up to 16 a transaction (ours)', 'Node service/s (ours)'],
            rows,
        );
    }
}

/** From a write on one client until another client has the row, over the event stream and a pull. */
export async function measureVisibility() {
    const portail = await startPortail();
    const seen = await measure('portail_bench_load', 'visible', ...portail.target, 500);
    await portail.stop();
    printTable(['writes', 'p50 ms', 'p99 ms'], [[seen.count, seen.p50_ms, seen.p99_ms]]);
}

/** A first pull of 10,000 rows, within the server. */
export async function measurePull() {
    const pull = await measure('portail_bench_pull', temporaryFolder(), 10000, 15);
    printTable(
        ['rows', 'pages', 'MB', 'pull ms', 'raw scan ms', 'ratio'],
        [[pull.rows, pull.pages, (pull.bytes / 1e6).toFixed(1), pull.pull_ms, pull.scan_ms, ratio(pull.pull_ms, pull.scan_ms)]],
    );
}

/** 1,000 live streams with writes going on. */
export async function measureStreams() {
    const portail = await startPortail();
    const before = portail.residentMegabytes();
    const holding = measure('portail_bench_load', 'streams', ...portail.target, 1000, 8);
    await new Promise((resolve) => setTimeout(resolve, 6000));
    const during = portail.residentMegabytes();
    const held = await holding;
    await portail.stop();
    printTable(
        ['streams', 'accepted', 'failures', 'writes', 'pokes', 'MB before', 'MB with them'],
        [[held.streams, held.accepted, held.failures, held.writes, held.pokes, before.toFixed(1), during.toFixed(1)]],
    );
}
