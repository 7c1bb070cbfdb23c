// The programs in Chromium, against a real server: the first pull, the start, the frames and the bytes on the wire.
import {randomInt, randomUUID} from 'node:crypto';
import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';

import {desk, signIn} from '../browser/support/admin.mjs';
import {serveBuiltPage} from '../browser/support/built_page.mjs';
import {launchChromium} from '../browser/support/chromium.mjs';
import {keptOnDevice, phone} from '../browser/support/portal.mjs';
import {SLOW_LINE, SLOW_PROCESSOR, newMeasuredPage, slowDown, startServer, timesOf} from './browser_pages.mjs';
import {root} from './programs.mjs';
import {printTable, ratio, whole} from './tables.mjs';

const ROUNDS = 5;
const ROWS = 10_000;

const sorted = (values) => values.toSorted((a, b) => a - b);
const percentile = (values, share) => sorted(values)[Math.floor(share * (values.length - 1))];
const median = (values) => percentile(values, 0.5);
const milliseconds = (value) => `${Math.round(value)} ms`;

/** Runs `work` with a browser and a server of its own. */
async function withPrograms(work) {
    const [browser, server] = await Promise.all([launchChromium(), startServer()]);
    try {
        await work(browser, server);
    } finally {
        await browser.close();
        await server.remove();
    }
}

// --- the first pull ---

const PAIR_OF_ROWS = 2; // a customer and the portal link
const CUSTOMERS_IN_A_PUSH = 100;
const uuid7 = () => randomUUID().replace(/-4/, '-7');
const portalCode = () => Array.from({ length: 16 }, () => 'ABCDEFGHJKLMNPQRSTUVWXYZ'[randomInt(24)]).join('');

/** Pushes customers as another desk would, until the staff have ROWS rows more. */
async function addCustomers(request, server) {
    const ask = async (answer) => {
        if (!answer.ok()) throw new Error(`${answer.url()}: ${answer.status()} ${await answer.text()}`);
        return answer.json();
    };
    const session = await ask(await request.get(`${server.url}/api/session`, { headers: { Origin: server.url } }));
    const clientId = uuid7();
    const { epoch } = await ask(await request.get(`${server.url}/api/sync/pull?protocol=1&client_id=${clientId}`));
    for (let first = 1; first <= ROWS / PAIR_OF_ROWS; first += CUSTOMERS_IN_A_PUSH) {
        const mutations = Array.from({ length: CUSTOMERS_IN_A_PUSH }, (_, index) => ({
            id: first + index,
            uuid: uuid7(),
            name: 'create_customer',
            version: 1,
            args: {
                id: uuid7(),
                first_name: 'Camille',
                last_name: `Numéro ${first + index}`,
                email: `camille.${first + index}@example.ch`,
                phone: '+41 79 555 01 02',
                language: 'fr',
                portal_link_id: uuid7(),
                portal_code: portalCode(),
            },
            made_at: Date.now(),
        }));
        const reply = await ask(
            await request.post(`${server.url}/api/sync/push`, {
                headers: { Origin: server.url },
                data: { protocol: 1, epoch, principal: session.principal, client_id: clientId, mutations },
            }),
        );
        if (reply.last_mutation_id !== first + CUSTOMERS_IN_A_PUSH - 1) throw new Error(JSON.stringify(reply));
    }
}

/** 10,000 rows into the database in memory of a bare page, without storage and network. */
async function applyInMemory(browser) {
    const script = `globalThis.bench = { tell: (event, value) => globalThis.told?.(value), fail: (text) => { throw new Error(text); } };`;
    const bare = await serveBuiltPage('portail_bench_browser_storage', script);
    try {
        const page = await browser.newPage();
        await page.goto(bare.url);
        await page.waitForFunction(() => globalThis.Module?.calledRun);
        const run = (name, ...values) =>
            page.evaluate(
                ([functionName, given]) =>
                    new Promise((resolve) => {
                        globalThis.told = resolve;
                        Module[functionName](...given);
                    }),
                [name, values],
            );
        await run('_bench_open');
        const rounds = [];
        for (let round = 0; round < ROUNDS; ++round) rounds.push(await run('_bench_in_memory', ROWS));
        await page.close();
        return median(rounds);
    } finally {
        await bare.close();
    }
}

/** The first pull of ROWS rows into the admin's replica, until its list can be searched and the rows are durable. */
export function measureBrowserPull() {
    return withPrograms(async (browser, server) => {
        const office = await browser.newContext(desk);
        await signIn(await office.newPage(), server);
        await addCustomers(office.request, server);
        const cookies = await office.cookies();
        await office.close();

        const inMemory = await applyInMemory(browser);
        const rounds = [];
        for (let round = 0; round < ROUNDS; ++round) {
            const context = await browser.newContext(desk);
            await context.addCookies(cookies);
            const page = await newMeasuredPage(context, '\\d clients');
            const times = await timesOf(page, `${server.url}/admin/clients`);
            await settled(page);
            const stored = await page.evaluate(() => window.benchTimes.stored);
            const began = times.pulls[0].startTime;
            const rowsCame = times.pulls.filter(({ startTime }) => startTime < times.found);
            const waited = rowsCame.reduce((sum, { startTime, responseEnd }) => sum + responseEnd - startTime, 0);
            rounds.push({
                pages: rowsCame.length,
                kilobytes: rowsCame.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000,
                searchable: times.found - began,
                durable: Math.max(...stored) - began,
                waited,
                applied: times.found - began - waited,
            });
            await context.close();
        }
        const middle = (name) => median(rounds.map((round) => round[name]));
        printTable(
            ['rows', 'pages', 'KB', 'searchable', 'durable', 'of it waiting for the server', 'the rest: staging, applying, drawing', 'as many rows in memory', 'ratio'],
            [
                [
                    whole(ROWS),
                    middle('pages'),
                    whole(middle('kilobytes')),
                    milliseconds(middle('searchable')),
                    milliseconds(middle('durable')),
                    milliseconds(middle('waited')),
                    milliseconds(middle('applied')),
                    milliseconds(inMemory),
                    ratio(middle('applied'), inMemory),
                ],
            ],
        );
    });
}

// --- the start ---

/** What the files of the portal weigh where they are kept compressed: the measure that the site's assembly prints. */
function bytesOfSite() {
    const folder = join(root, 'build/web/site/portal');
    return readdirSync(folder, { recursive: true })
        .filter((name) => name.endsWith('.br'))
        .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

/** Counts what comes over the line to `control`'s page, headers included. */
function countBytes(control) {
    const counted = { bytes: 0, files: 0 };
    control.on('Network.loadingFinished', ({ encodedDataLength }) => {
        counted.bytes += encodedDataLength;
        counted.files += encodedDataLength > 0 ? 1 : 0;
    });
    return counted;
}

/** From the navigation to a portal that can be used, on a slow phone and a slow line, at the first and the next visit. */
export function measureBrowserStart() {
    return withPrograms(async (browser, server) => {
        const links = (await server.links()).map(({ url }) => url);
        const visits = { cold: [], warm: [] };
        let counted;
        for (let round = 0; round < ROUNDS; ++round) {
            const context = await browser.newContext(phone);
            for (const visit of ['cold', 'warm']) {
                const page = await newMeasuredPage(context, 'Prendre RDV');
                const control = await slowDown(page, { line: SLOW_LINE });
                const bytes = countBytes(control);
                visits[visit].push(await timesOf(page, links[round]));
                if (visit === 'cold') {
                    counted = bytes;
                    await keptOnDevice(page);
                }
                await page.close();
            }
            await context.close();
        }
        const line = `${SLOW_LINE.bitsPerSecond / 1e6} Mb/s, ${SLOW_LINE.latencyMs} ms`;
        console.log(`processor ${SLOW_PROCESSOR} times slower, line of ${line}; medians of ${ROUNDS}\n`);
        const bare = SLOW_LINE.latencyMs + (counted.bytes * 8 * 1000) / SLOW_LINE.bitsPerSecond;
        printTable(
            ['visit', 'first paint', 'first frame', 'interactive', 'the same bytes on the bare line', 'ratio'],
            Object.entries(visits).map(([visit, times]) => {
                const middle = (name) => median(times.map((one) => one[name]));
                return [
                    visit,
                    milliseconds(middle('firstPaint')),
                    milliseconds(middle('firstFrame')),
                    milliseconds(middle('found')),
                    visit === 'cold' ? milliseconds(bare) : '',
                    visit === 'cold' ? ratio(middle('found'), bare) : '',
                ];
            }),
        );
        console.log();
        const assembled = bytesOfSite();
        printTable(
            ['answers at the first visit', 'KB with headers and data', 'files of the site in brotli, KB', 'ratio'],
            [[counted.files, whole(counted.bytes / 1000), whole(assembled / 1000), ratio(counted.bytes, assembled)]],
        );
    });
}

// --- frames ---

/** The time of a frame on a slow processor while the longest lists are scrolled, and how many frames are drawn at rest. */
export function measureBrowserFrames() {
    return withPrograms(async (browser, server) => {
        const context = await browser.newContext(desk);
        const page = await newMeasuredPage(context, 'Agenda');
        await signIn(page, server);
        await slowDown(page, {});
        const rows = [];
        for (const [screen, path, words] of [
            ['clients', '/admin/clients', '\\d clients'],
            ['agenda', '/admin', 'Agenda'],
        ]) {
            const measured = await newMeasuredPage(context, words);
            await slowDown(measured, {});
            await timesOf(measured, server.url + path);
            await measured.mouse.move(desk.viewport.width / 4, desk.viewport.height / 2);
            await settled(measured);
            await measured.evaluate(() => (window.benchTimes.frames.length = window.benchTimes.own.length = 0));
            for (let turn = 0; turn < 60; ++turn) await measured.mouse.wheel(0, turn % 40 < 20 ? 120 : -120);
            await settled(measured);
            const { frames: times, own } = await measured.evaluate(() => window.benchTimes);
            const before = await measured.evaluate(() => window.portail.frames);
            await new Promise((resolve) => setTimeout(resolve, 2000));
            const atRest = (await measured.evaluate(() => window.portail.frames)) - before;
            const both = (values) => [0.5, 0.95].map((share) => percentile(values, share).toFixed(1));
            rows.push([screen, times.length, ...both(times), Math.max(...times).toFixed(1), ...both(own), ratio(percentile(own, 0.95), 1000 / 60), atRest]);
            await measured.close();
        }
        console.log(`processor ${SLOW_PROCESSOR} times slower\n`);
        printTable(['screen', 'frames', 'p50 ms', 'p95 ms', 'longest ms', 'p50 outside WebGL', 'p95 outside WebGL', 'the latter of the 16.7 ms of a frame', 'frames in 2 s at rest'], rows);
    });
}

/** Resolves when no frame was drawn for half a second. */
async function settled(page) {
    await page.waitForFunction(
        () => {
            const { frames } = window.portail;
            if (window.benchLast?.frames !== frames) window.benchLast = { frames, at: performance.now() };
            return performance.now() - window.benchLast.at > 500;
        },
        null,
        { polling: 100, timeout: 60_000 },
    );
}
