// Several tabs on one replica, and what a browser can do to a storage behind its back.
import assert from "node:assert/strict";
import { after, before, beforeEach, afterEach, test } from "node:test";

import { serveBuiltPage } from "./support/built_page.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { StorageTab, storagePageScript } from "./support/storage_tab.mjs";
import { untilResolved } from "./support/until.mjs";

const options = { timeout: 180_000 };
const hidden = 'Object.defineProperty(document, "visibilityState", { get: () => "hidden" })';
const withoutLocks = 'Object.defineProperty(navigator, "locks", { value: undefined })';

let browser;
let server;
let context;

before(async () => {
    server = await serveBuiltPage("portail_storage_page", storagePageScript);
    browser = await launchChromium();
});
after(async () => {
    await browser?.close();
    await server?.close();
});
beforeEach(async () => (context = await browser.newContext()));
afterEach(() => context.close());

const openTab = (tabOptions) => StorageTab.open(context, server.url, tabOptions);

/** A tab with an open replica. */
async function openReplicaTab(tabOptions) {
    const tab = await openTab(tabOptions);
    const event = await tab.openReplica();
    assert.equal(event.name, "opened", event.text);
    return tab;
}

test("a tab that opens takes over from one that is writing, and has all that it saved", options, async () => {
    const first = await openReplicaTab();
    await first.writeOn(4);
    for (let saved = 0; saved < 20; ++saved) await first.next("saved");
    const second = await openReplicaTab();
    assert.equal((await first.next("lost")).text, "taken over");
    assert.equal(await second.check(), "");
    assert.equal((await second.write()).name, "saved");
    assert.equal((await first.write()).name, "failed");
    // Nothing is under way in the first any more: what it ever called saved, the second had loaded.
    const loaded = second.events.find(({ name }) => name === "opened").number;
    assert.ok(loaded >= first.lastSaved, `${first.lastSaved} were saved, ${loaded} loaded`);
    assert.equal(await second.check(), "");
});

test("a tab that was taken over can take the replica back", options, async () => {
    const first = await openReplicaTab();
    await first.write();
    const second = await openReplicaTab();
    await second.write();
    await first.next("lost");
    await first.closeReplica();
    assert.equal((await first.openReplica()).number, 2);
    assert.equal((await second.next("lost")).text, "taken over");
    assert.equal((await first.write()).name, "saved");
    assert.equal(await first.check(), "");
});

test("a tab that sleeps does not keep another from taking over, and writes nothing when it wakes", options, async () => {
    const sleeper = await openReplicaTab();
    await sleeper.write();
    const control = await context.newCDPSession(sleeper.page);
    await control.send("Page.setWebLifecycleState", { state: "frozen" });
    const second = await openReplicaTab();
    assert.equal((await second.write()).name, "saved");
    await control.send("Page.setWebLifecycleState", { state: "active" });
    assert.equal((await sleeper.next("lost")).text, "taken over");
    assert.equal((await sleeper.write()).name, "failed");
    assert.equal(await second.check(), "");
});

test("without Web Locks the epoch alone keeps a stale tab from writing", options, async () => {
    const first = await openReplicaTab({ initScript: withoutLocks });
    await first.write();
    const second = await openReplicaTab({ initScript: withoutLocks });
    await second.write();
    const failed = await first.write();
    assert.equal(failed.name, "failed");
    assert.match(failed.text, /error\.storage_in_use/);
    assert.deepEqual(first.events.filter((e) => e.name === "lost").map((e) => e.text), ["taken over"]);
    const third = await openReplicaTab({ initScript: withoutLocks });
    assert.equal(third.events.at(-1).number, 2);
    assert.equal(await third.check(), "");
});

test("a tab that is hidden does not take over, and opens what nobody has", options, async () => {
    const first = await openReplicaTab();
    await first.write();
    const background = await openTab({ initScript: hidden });
    const refused = await background.openReplica();
    assert.equal(refused.name, "refused");
    assert.match(refused.text, /^conflict error\.storage_in_use/);
    assert.equal((await first.write()).name, "saved");
    await first.page.close();
    await untilResolved(background.page, async () => (await navigator.locks.query()).held.length === 0);
    await background.closeReplica();
    assert.equal((await background.openReplica()).number, 2);
});

test("a browser without IndexedDB is a clear error", options, async () => {
    const tab = await openTab({
        initScript: 'IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError") }',
    });
    const refused = await tab.openReplica();
    assert.equal(refused.name, "refused");
    assert.match(refused.text, /^unavailable error\.storage: SecurityError/);
});

test("a tab whose site data is cleared learns that its storage is gone", options, async () => {
    const tab = await openReplicaTab();
    await tab.write();
    const control = await context.newCDPSession(tab.page);
    await control.send("Storage.clearDataForOrigin", {
        origin: new URL(server.url).origin,
        storageTypes: "indexeddb,cache_storage",
    });
    assert.equal((await tab.next("lost")).text, "failed");
    assert.equal((await tab.write()).name, "failed");
    await tab.closeReplica();
    assert.deepEqual(await tab.openReplica(), { name: "opened", number: 0, text: "" });
    assert.equal((await tab.write()).name, "saved");
});

test("what waits in the outbox outlives a browser that throws its databases away", options, async () => {
    const tab = await openReplicaTab();
    for (let change = 1; change <= 12; ++change) await tab.write();
    await tab.copied();
    const control = await context.newCDPSession(tab.page);
    await control.send("Storage.clearDataForOrigin", {
        origin: new URL(server.url).origin,
        storageTypes: "indexeddb",
    });
    await tab.next("lost");
    await tab.closeReplica();
    assert.deepEqual(await tab.openReplica(), { name: "opened", number: 12, text: "replica rebuilt" });
    assert.equal(await tab.check(), "");
    // It goes on from there, and the next start finds it in IndexedDB again.
    assert.deepEqual(await tab.write(), { name: "saved", number: 13, text: "" });
    await tab.page.reload();
    await tab.next("ready");
    assert.deepEqual(await tab.openReplica(), { name: "opened", number: 13, text: "" });
    assert.equal(await tab.check(), "");
});

test("a replica that is erased with its outbox leaves no copy of it", options, async () => {
    const tab = await openReplicaTab();
    await tab.write();
    await tab.copied();
    assert.equal(await tab.eraseReplica(), "erased");
    assert.equal(await tab.page.evaluate(async () => (await (await caches.open("portail.outbox")).keys()).length), 0);
    assert.deepEqual(await tab.openReplica(), { name: "opened", number: 0, text: "" });
});

test("a newer version of the application may change the stores under an open tab", options, async () => {
    const tab = await openReplicaTab();
    await tab.write();
    const upgrade = await context.newPage();
    await upgrade.goto(server.url);
    await upgrade.evaluate(
        () =>
            new Promise((resolve, reject) => {
                const request = indexedDB.open("portail:shop", 2);
                request.onsuccess = resolve;
                request.onblocked = () => reject(new Error("blocked by the open tab"));
            }),
    );
    assert.equal((await tab.next("lost")).text, "taken over");
    await tab.closeReplica();
    assert.match((await tab.openReplica()).text, /error\.storage: VersionError/);
});

test("only what was committed is ever found in the browser's storage", options, async () => {
    const tab = await openReplicaTab();
    for (let change = 1; change <= 30; ++change) {
        const { name, number } = await tab.write();
        assert.deepEqual({ name, number }, { name: "saved", number: change });
    }
    await tab.page.reload();
    await tab.next("ready");
    assert.equal((await tab.openReplica()).number, 30);
    assert.equal(await tab.check(), "");
});
