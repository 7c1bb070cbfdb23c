// Runs the contract of the replica storages (tests/contract) against IndexedDB in Chromium.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { serveBuiltPage } from "./support/built_page.mjs";
import { launchChromium } from "./support/chromium.mjs";

const MILLISECONDS_PER_ROW = 60_000;

let browser;
let server;
let page;

before(async () => {
    server = await serveBuiltPage("portail_contract_web", "globalThis.contract = { rows: [] }");
    browser = await launchChromium();
    page = await (await browser.newContext()).newPage();
    page.on("pageerror", (error) => console.error(error));
    await page.goto(server.url);
    await page.waitForFunction(() => globalThis.contract.rows.length > 0);
});

after(async () => {
    await browser?.close();
    await server?.close();
});

test("IndexedDB keeps the contract of a replica storage", async (t) => {
    const rows = await page.evaluate(() => globalThis.contract.rows);
    assert.ok(rows.length >= 28, "the contract has its rows");
    for (const [index, sentence] of rows.entries()) {
        await t.test(sentence, { timeout: MILLISECONDS_PER_ROW }, async () => {
            const failure = await page.evaluate(
                (row) =>
                    new Promise((resolve) => {
                        globalThis.contract.finished = resolve;
                        Module._contract_run(row);
                    }),
                index,
            );
            assert.equal(failure, "");
        });
    }
});
