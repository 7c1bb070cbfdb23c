// The command palette of the admin in a real browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { AxeBuilder } from "@axe-core/playwright";

import { desk, signIn } from "./support/admin.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { WAIT_MS, find, phone, see, seeText, tap } from "./support/portal.mjs";
import { rest } from "./support/rest.mjs";
import { startServer } from "./support/server.mjs";

let browser;
let server;
let links;
let page;

before(async () => {
    [browser, server] = await Promise.all([launchChromium(), startServer()]);
    links = await server.links();
    page = await (await browser.newContext(desk)).newPage();
    await signIn(page, server);
});

after(async () => {
    await browser?.close();
    await server?.remove();
});

const field = () => find(page, "combobox", "Client ou action");
const options = () => page.getByRole("dialog").getByRole("option");
const closed = () => page.getByRole("dialog").waitFor({ state: "detached", timeout: WAIT_MS });

test("Ctrl+K, a name and Enter open a customer's sheet; Back leads to where one was", async () => {
    const place = page.url();
    await page.keyboard.press("Control+K");
    await field().waitFor({ state: "attached" });
    await rest(page);
    assert.ok(await field().evaluate((element) => element === document.activeElement), "it has the focus");
    await page.keyboard.type(links[0].name);
    await see(page, "option", new RegExp(links[0].name));
    await rest(page);
    const active = await field().evaluate((element) => document.getElementById(element.getAttribute("aria-activedescendant"))?.textContent);
    assert.match(active, new RegExp(links[0].name));
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map(({ id }) => id), []);
    await page.keyboard.press("Enter");
    await see(page, "heading", links[0].name);
    assert.match(page.url(), new RegExp(`/clients/${links[0].customer_id}$`));
    await page.goBack();
    await closed();
    assert.equal(page.url(), place);
});

test("the arrows choose among the actions, what was used last stands first, and a reload keeps the palette open", async () => {
    await page.keyboard.press("Control+K");
    await field().waitFor({ state: "attached" });
    await rest(page);
    assert.match(await options().first().textContent(), new RegExp(links[0].name));
    await page.keyboard.type("compte");
    await see(page, "option", "Compte");
    await page.keyboard.press("Enter");
    await see(page, "button", "Se déconnecter");
    await page.keyboard.press("Control+K");
    await field().waitFor({ state: "attached" });
    await page.reload({ waitUntil: "commit" });
    await field().waitFor({ state: "attached" });
    await rest(page);
    assert.equal(await options().first().textContent(), "Compte");
    await page.keyboard.press("ArrowDown");
    await rest(page);
    const selected = page.getByRole("dialog").getByRole("option", { selected: true });
    assert.match(await selected.textContent(), new RegExp(links[0].name));
    await page.keyboard.press("Escape");
    await closed();
});

test("shortcuts work, are listed, and are not taken from who types", async () => {
    await page.keyboard.press("Shift+?");
    await see(page, "dialog", "Raccourcis clavier");
    await rest(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map(({ id }) => id), []);
    await page.keyboard.press("Escape");
    await closed();
    await page.keyboard.press("F4");
    await see(page, "textbox", "Prénom");
    await find(page, "textbox", "Prénom").focus();
    await page.keyboard.press("F2");
    await page.keyboard.type("?");
    await rest(page);
    assert.match(page.url(), /\/clients\/new$/);
    assert.equal(await find(page, "textbox", "Prénom").inputValue(), "?");
    assert.equal(await find(page, "button", "Chercher un client ou une action").getAttribute("aria-keyshortcuts"), "Control+K");
});

test("on a phone it is opened and used with a finger", async () => {
    const context = await browser.newContext({ ...phone, storageState: await page.context().storageState() });
    const tablet = await context.newPage();
    await tablet.goto(`${server.url}/admin/agenda`, { waitUntil: "commit" });
    await tap(tablet, "button", "Chercher un client ou une action");
    await find(tablet, "combobox", "Client ou action").fill(links[1].name);
    await tap(tablet, "option", new RegExp(links[1].name));
    await see(tablet, "heading", links[1].name);
    await context.close();
});
