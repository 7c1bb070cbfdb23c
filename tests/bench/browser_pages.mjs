// Pages under measurement: a slower processor and line, and what the page itself notes of its start.
import {existsSync} from 'node:fs';
import {join} from 'node:path';

import {root} from './programs.mjs';

// The server is not what is measured here, but it should not be the slow part.
const release = join(root, 'build/native-release/bin/portail-server');
if (existsSync(release)) process.env.PORTAIL_SERVER ??= release;
const { startServer } = await import('../browser/support/server.mjs');
export {startServer};

export const SLOW_PROCESSOR = 4;
export const SLOW_LINE = { bitsPerSecond: 1_600_000, latencyMs: 150 };

// Runs before the scripts of the page. `found` is when the twin first held `words`; times are milliseconds since the
// navigation began. `own` is what a frame takes outside WebGL, whose calls wait here for a renderer in software.
function noteTimes(words) {
    const times = (window.benchTimes = { firstFrame: null, found: null, frames: [], own: [], stored: [] });
    let inWebGl = 0;
    for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext]) {
        for (const [name, { value: call }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
            if (typeof call !== 'function') continue;
            prototype[name] = function (...given) {
                const startedAt = performance.now();
                const result = call.apply(this, given);
                inWebGl += performance.now() - startedAt;
                return result;
            };
        }
    }
    const requestFrame = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (draw) =>
        requestFrame((now) => {
            const startedAt = performance.now();
            inWebGl = 0;
            draw(now);
            const endedAt = performance.now();
            if (inWebGl === 0) return; // no frame of the program
            times.firstFrame ??= endedAt;
            times.frames.push(endedAt - startedAt);
            times.own.push(endedAt - startedAt - inWebGl);
        });
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...given) {
        const made = transaction.apply(this, given);
        made.addEventListener('complete', () => times.stored.push(performance.now()));
        return made;
    };
    const look = () => {
        const twin = document.getElementById('twin');
        if (times.found === null && twin && new RegExp(words).test(twin.textContent)) times.found = performance.now();
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
}

/** A page of `context` that notes its times; `words` is a regular expression of what is waited for. */
export async function newMeasuredPage(context, words) {
    const page = await context.newPage();
    await page.addInitScript(noteTimes, words);
    return page;
}

export async function slowDown(page, { processor = SLOW_PROCESSOR, line = null }) {
    const control = await page.context().newCDPSession(page);
    await control.send('Emulation.setCPUThrottlingRate', { rate: processor });
    if (line) {
        await control.send('Network.enable');
        await control.send('Network.emulateNetworkConditions', {
            offline: false,
            latency: line.latencyMs,
            downloadThroughput: line.bitsPerSecond / 8,
            uploadThroughput: line.bitsPerSecond / 8,
        });
    }
    return control;
}

/** Goes to `url` and resolves, when what is waited for is there, to the times of the page. */
export async function timesOf(page, url) {
    await page.goto(url, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.benchTimes.found !== null, null, { timeout: 120_000, polling: 100 });
    return page.evaluate(() => ({
        ...window.benchTimes,
        firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
        pulls: performance
            .getEntriesByType('resource')
            .filter(({ name }) => name.includes('/api/sync/pull'))
            .map(({ startTime, responseEnd, encodedBodySize }) => ({ startTime, responseEnd, encodedBodySize })),
    }));
}
