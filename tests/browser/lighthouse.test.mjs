// What Lighthouse says of portal and admin, on a phone and at a desk: accessibility, best practices, and what search
// engines and link previews need. Its performance figures are times, and are measured elsewhere (tests/bench).
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import lighthouse, { desktopConfig } from "lighthouse";
import { chromium } from "playwright-core";

import { PASSWORD, desk, signIn } from "./support/admin.mjs";
import { executablePath, flags } from "./support/chromium.mjs";
import { open } from "./support/portal.mjs";
import { startServer } from "./support/server.mjs";

const CATEGORIES = ["accessibility", "best-practices", "seo"];

// Personal links and the staff's pages are not to be listed by search engines: the server says noindex.
const NOT_FOR_US = ["is-crawlable"];

let server;

before(async () => {
    server = await startServer();
});

after(() => server?.remove());

/**
 * Runs `use` with a browser of its own: its port, for Lighthouse, and prepare(), which gives a page of the same profile to
 * whoever signs in or opens a link first, so that Lighthouse meets the program at work.
 */
async function withChromium(use) {
    const profile = mkdtempSync(join(tmpdir(), "portail-lighthouse-"));
    const chrome = spawn(
        executablePath,
        [...flags, "--accept-lang=fr-CH", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
        { detached: true, stdio: ["ignore", "ignore", "pipe"] },
    );
    const ended = new Promise((resolve) => chrome.once("exit", resolve));
    try {
        const address = await new Promise((resolve, reject) => {
            let said = "";
            chrome.stderr.on("data", (data) => {
                said += data;
                const found = said.match(/DevTools listening on (ws:\S+)/);
                if (found) resolve(found[1]);
            });
            ended.then(() => reject(new Error(`Chromium ended: ${said}`)));
        });
        const prepare = async (work) => {
            const browser = await chromium.connectOverCDP(address);
            const page = await browser.contexts()[0].newPage();
            await page.setViewportSize(desk.viewport);
            await work(page);
            await page.close();
            await browser.close();
        };
        await use(Number(new URL(address).port), prepare);
    } finally {
        process.kill(-chrome.pid, "SIGKILL");
        await ended;
        rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
    }
}

/**
 * True of a row that lies wholly under the bar at the bottom of a phone's screen: `overflow: clip` of the part above the
 * bar cuts it off, which axe does not take into account.
 */
function isCutOff({ node, subItems }, screenHeight) {
    const bars = (subItems?.items ?? []).map(({ relatedNode }) => relatedNode);
    return (
        bars.length > 0 &&
        bars.every(({ selector, boundingRect }) => selector.includes("nav > a") && boundingRect.bottom >= screenHeight - 1 && boundingRect.top <= node.boundingRect.top)
    );
}

async function examine(url, port, config) {
    const result = await lighthouse(
        url,
        { port, output: "json", logLevel: "error", onlyCategories: CATEGORIES, skipAudits: NOT_FOR_US, disableStorageReset: true },
        config,
    );
    const { categories, audits, runtimeError } = result.lhr;
    assert.equal(runtimeError, undefined);
    const { height } = result.lhr.configSettings.screenEmulation;
    const faults = CATEGORIES.flatMap((name) => categories[name].auditRefs)
        .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
        .map(({ id }) => ({ id, items: (audits[id].details?.items ?? []).filter((item) => id !== "target-size" || !isCutOff(item, height)), value: audits[id].displayValue }))
        .filter(({ id, items }) => id !== "target-size" || items.length > 0);
    assert.deepEqual(faults, []);
}

let isFirst = true;

for (const [device, config] of [
    ["a phone", undefined],
    ["a desk", desktopConfig],
]) {
    test(`Lighthouse has nothing to object to on the portal, on ${device}`, () =>
        withChromium(async (port, prepare) => {
            const [{ url }] = await server.links();
            await prepare((page) => open(page, url));
            await examine(url, port, config);
        }));

    test(`Lighthouse has nothing to object to on the admin, on ${device}`, () =>
        withChromium(async (port, prepare) => {
            await prepare((page) => signIn(page, server, isFirst ? {} : { password: PASSWORD, isFirst }));
            isFirst = false;
            await examine(`${server.url}/admin/clients`, port, config);
        }));
}
