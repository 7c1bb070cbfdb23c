// Measures the browser's storage in Chromium, beside raw IndexedDB with the same writes, in turns in
// the same page; nothing passes or fails. node tests/bench/browser_storage/measure.mjs [--json]
//
// "Raw" puts as many records of as many bytes per transaction as the storage itself did, and a state
// object, with durability "strict": what a program would do that had no SQLite to keep whole.
import { serveBuiltPage } from "../../browser/support/built_page.mjs";
import { launchChromium } from "../../browser/support/chromium.mjs";

const ROUNDS = 7;
const CHANGES_ONE_AT_A_TIME = 200;
const CHANGES_IN_FLIGHT = 2000;
const PULLED_ROWS = 10_000;

// Runs in the page before the program: collects what it tells, counts what it stores, and is the
// raw side of the comparison.
function preparePage() {
    const waiting = new Map();
    globalThis.bench = {
        tell: (event, value) => waiting.get(event)?.resolve(value),
        fail: (text) => waiting.forEach(({ reject }) => reject(new Error(text))),
        event: (name) => new Promise((resolve, reject) => waiting.set(name, { resolve, reject })),
        stored: { puts: 0, bytes: 0, transactions: 0 },
    };

    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (value, key) {
        const { stored } = globalThis.bench;
        if (value instanceof Uint8Array) {
            stored.puts += 1;
            stored.bytes += value.length;
        } else {
            stored.transactions += 1;
        }
        return put.call(this, value, key);
    };

    globalThis.bench.openRaw = () =>
        new Promise((resolve, reject) => {
            const request = indexedDB.open("raw", 1);
            request.onupgradeneeded = () => {
                request.result.createObjectStore("records");
                request.result.createObjectStore("state");
            };
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
        });

    globalThis.bench.raw = async (count, inFlight, puts, bytes) => {
        const database = await globalThis.bench.openRaw();
        let left = count;
        let written = 0;
        const one = () =>
            new Promise((resolve, reject) => {
                const transaction = database.transaction(["records", "state"], "readwrite", {
                    durability: "strict",
                });
                transaction.oncomplete = resolve;
                transaction.onabort = () => reject(transaction.error);
                const records = transaction.objectStore("records");
                for (let i = 0; i < puts; ++i) {
                    put.call(records, new Uint8Array(bytes).fill(written), (written + i) % 512);
                }
                put.call(transaction.objectStore("state"), { version: ++written }, "state");
                transaction.commit();
            });
        const chain = async () => {
            while (left-- > 0) await one();
        };
        const startedAt = performance.now();
        await Promise.all(Array.from({ length: inFlight }, chain));
        const milliseconds = performance.now() - startedAt;
        database.close();
        return milliseconds;
    };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const rounded = (value) => Math.round(value * 100) / 100;

const server = await serveBuiltPage("portail_bench_browser_storage", `(${preparePage})()`);
const browser = await launchChromium();
try {
    const page = await (await browser.newContext()).newPage();
    const run = (name, event, ...args) =>
        page.evaluate(
            ([functionName, eventName, values]) => {
                const told = globalThis.bench.event(eventName);
                Module[functionName](...values);
                return told;
            },
            [name, event, args],
        );
    const takeStored = () =>
        page.evaluate(() => {
            const stored = globalThis.bench.stored;
            globalThis.bench.stored = { puts: 0, bytes: 0, transactions: 0 };
            return stored;
        });
    const load = async () => {
        await page.goto(server.url);
        await page.waitForFunction(() => globalThis.Module?.calledRun);
    };
    const open = () => run("_bench_open", "opened");

    await load();

    // A first pull, beside the same rows in memory.
    const pulls = [];
    for (let round = 0; round < ROUNDS; ++round) {
        await run("_bench_erase", "erased");
        await open();
        const inMemory = await run("_bench_in_memory", "in_memory", PULLED_ROWS);
        const applied = page.evaluate(() => globalThis.bench.event("applied"));
        const durable = await run("_bench_pull", "pulled", PULLED_ROWS);
        pulls.push({ inMemory, applied: await applied, durable });
        await page.evaluate(() => Module._bench_close());
    }

    // A start with what the pull left.
    const starts = [];
    for (let round = 0; round < 5; ++round) {
        await load();
        starts.push(await open());
        await page.evaluate(() => Module._bench_close());
    }

    await load();
    await open();
    await page.evaluate(() => Module._bench_begin());
    const cases = [];
    for (const [label, count, inFlight] of [
        ["one at a time", CHANGES_ONE_AT_A_TIME, 1],
        ["16 in flight", CHANGES_IN_FLIGHT, 16],
    ]) {
        const ours = [];
        const raw = [];
        const ratios = [];
        let stored;
        for (let round = 0; round < ROUNDS; ++round) {
            await takeStored();
            const milliseconds = await run("_bench_change", "changed", count, inFlight);
            stored = await takeStored();
            const puts = Math.round(stored.puts / stored.transactions);
            const bytes = Math.round(stored.bytes / stored.puts);
            const rawMilliseconds = await page.evaluate(
                (args) => globalThis.bench.raw(...args),
                [count, inFlight, puts, bytes],
            );
            ours.push((1000 * count) / milliseconds);
            raw.push((1000 * count) / rawMilliseconds);
            ratios.push(rawMilliseconds / milliseconds);
        }
        cases.push({
            label,
            changes_per_second: Math.round(median(ours)),
            raw_per_second: Math.round(median(raw)),
            ratio: rounded(median(ratios)),
            changes_per_write: rounded(count / stored.transactions),
            records_per_write: rounded(stored.puts / stored.transactions),
            bytes_per_record: Math.round(stored.bytes / stored.puts),
        });
    }

    const result = {
        changes: cases,
        pull_of_10000_rows_ms: {
            applied: Math.round(median(pulls.map((pull) => pull.applied))),
            durable: Math.round(median(pulls.map((pull) => pull.durable))),
            in_memory: Math.round(median(pulls.map((pull) => pull.inMemory))),
            applied_ratio: rounded(median(pulls.map((pull) => pull.applied / pull.inMemory))),
        },
        start_with_these_rows_ms: Math.round(median(starts)),
    };
    if (process.argv.includes("--json")) {
        console.log(JSON.stringify(result, null, 2));
    } else {
        for (const row of result.changes) {
            console.log(
                `durable changes, ${row.label}: ${row.changes_per_second}/s, raw IndexedDB ` +
                    `${row.raw_per_second}/s with the same writes, ratio ${row.ratio} ` +
                    `(${row.changes_per_write} changes and ${row.records_per_write} records of ` +
                    `${row.bytes_per_record} bytes per write)`,
            );
        }
        const { applied: ms, durable, in_memory, applied_ratio } = result.pull_of_10000_rows_ms;
        console.log(
            `pull of 10,000 rows: applied in ${ms} ms, ${applied_ratio} x the same rows in memory ` +
                `(${in_memory} ms); durable after ${durable} ms`,
        );
        console.log(`start with these rows: ${result.start_with_these_rows_ms} ms`);
    }
} finally {
    await browser.close();
    await server.close();
}
