// A tab, or the whole browser, is killed with SIGKILL while it writes, again and again. After each
// restart both databases are sound and agree with each other, every change that was said to be saved
// is there, and none is there by half.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { serveBuiltPage } from "./support/built_page.mjs";
import { KillableChromium } from "./support/killable_chromium.mjs";
import { StorageTab, storagePageScript } from "./support/storage_tab.mjs";

const KILLS = 50;
// PORTAIL_SEED=N repeats a run's choices; the moment of each kill also depends on the machine.
const seed = Number(process.env.PORTAIL_SEED ?? Date.now() % 1_000_000);

/** Mulberry32, a number in [0, limit). */
function makeRandom(state) {
    return (limit) => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
    };
}

let server;
let browser;

before(async () => {
    server = await serveBuiltPage("portail_storage_page", storagePageScript);
    browser = new KillableChromium();
});
after(async () => {
    await browser?.close();
    await server?.close();
});

/** Opens the replica in a new tab and checks what it finds there. */
async function openAndCheck(lastSaved) {
    const tab = await StorageTab.open(await browser.context(), server.url);
    const opened = await tab.openReplica();
    assert.equal(opened.name, "opened", opened.text);
    assert.equal(opened.text, "", "nothing was dropped");
    assert.ok(opened.number >= lastSaved, `${lastSaved} was saved, ${opened.number} is there`);
    assert.equal(await tab.check(), "");
    return tab;
}

test(`a tab killed ${KILLS} times while it writes loses nothing that it saved (seed ${seed})`, { timeout: 9 * 60_000 }, async (t) => {
    const random = makeRandom(seed);
    let lastSaved = 0;
    let inMidWrite = 0;
    for (let kill = 0; kill < KILLS; ++kill) {
        const tab = await openAndCheck(lastSaved);
        const killTabs = await browser.prepareToKillTabs();
        const ofTab = random(3) > 0;
        await tab.writeOn(1 + random(6));
        // After so many events, of a change that begins to be written or that is saved.
        for (let events = 1 + random(40); events > 0; --events) await tab.next("started", "saved");
        if (ofTab) {
            const crashed = new Promise((resolve) => tab.page.once("crash", resolve));
            killTabs();
            await crashed;
            await tab.page.close();
        } else {
            await browser.killAll();
        }
        // What the dead one still could say was true.
        lastSaved = Math.max(lastSaved, tab.lastSaved);
        const started = tab.events.filter((event) => event.name === "started").length;
        const saved = tab.events.filter((event) => event.name === "saved").length;
        if (started > saved) inMidWrite += 1;
    }
    const tab = await openAndCheck(lastSaved);
    assert.equal((await tab.write()).name, "saved");
    t.diagnostic(`${lastSaved} changes were saved; ${inMidWrite} of ${KILLS} kills met a write under way`);
    assert.ok(inMidWrite > KILLS / 2, "most kills meet a write under way");
});
