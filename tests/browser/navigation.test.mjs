// Places in a real browser: Back, Forward and reload find the screen, the dialog, the scroll position and what was typed;
// links are links.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { desk, signIn } from "./support/admin.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { WAIT_MS, book, find, open, phone, see, seeText, tap } from "./support/portal.mjs";
import { rest } from "./support/rest.mjs";
import { startServer } from "./support/server.mjs";

let browser;
let server;
let links;

before(async () => {
    [browser, server] = await Promise.all([launchChromium(), startServer()]);
    links = await server.links();
});

after(async () => {
    await browser?.close();
    await server?.remove();
});

const newPage = async (options) => (await browser.newContext(options)).newPage();
const dialog = (page) => page.getByRole("dialog");
const gone = (locator) => locator.waitFor({ state: "detached", timeout: WAIT_MS });
const scrollOf = (page) =>
    page.getByRole("main").evaluate((main) => Math.abs(new DOMMatrix(getComputedStyle(main.firstElementChild).transform).m42));

async function scrollTo(page, pixels) {
    await page.mouse.move(180, 200);
    await page.mouse.wheel(0, pixels);
    await rest(page);
}

test("a dialog is closed by Back, opened again by Forward, shown by a reload, and closing it leaves nothing behind", async () => {
    const page = await newPage(phone);
    await open(page, links[0].url);
    await book(page, tap);
    await tap(page, "button", "Voir le rendez-vous");
    await see(page, "button", "Annuler ce rendez-vous");
    const place = page.url();
    const length = await page.evaluate(() => history.length);
    await tap(page, "button", "Annuler ce rendez-vous");
    await dialog(page).waitFor({ state: "attached" });
    assert.equal(page.url(), `${place}?do=cancel`);
    await page.goBack();
    await gone(dialog(page));
    assert.equal(page.url(), place);
    await page.goForward();
    await dialog(page).waitFor({ state: "attached" });
    await page.reload({ waitUntil: "commit" });
    await dialog(page).waitFor({ state: "attached" });
    await rest(page);
    await tap(page, "button", "Garder le rendez-vous");
    await gone(dialog(page));
    await page.waitForURL(place);
    assert.equal(await page.evaluate(() => history.length), length + 1);
    await page.context().close();
});

test("a reload returns to the same height, Back to the height where a place was left, a new place starts at its top", async () => {
    const page = await newPage({ ...phone, viewport: { width: 360, height: 420 } });
    await open(page, links[0].url);
    await scrollTo(page, 150);
    const home = await scrollOf(page);
    assert.ok(home > 50, `${home}`);
    await page.reload({ waitUntil: "commit" });
    await see(page, "button", "Prendre RDV");
    await rest(page);
    assert.equal(await scrollOf(page), home);
    await tap(page, "link", "Mes infos");
    await see(page, "heading", "Mes informations");
    await rest(page);
    assert.equal(await scrollOf(page), 0);
    await page.goBack();
    await see(page, "button", "Prendre RDV");
    await rest(page);
    assert.equal(await scrollOf(page), home);
    await page.context().close();
});

test("what was typed and not saved comes back with Forward, with a reload, and on demand", async () => {
    const page = await newPage(phone);
    await open(page, `${links[0].url}`);
    await page.goto(`${links[0].url}/vehicles/add`, { waitUntil: "commit" });
    await find(page, "textbox", "Plaque").fill("GE 99");
    await find(page, "textbox", "Marque").fill("Fiat");
    await rest(page);
    await page.reload({ waitUntil: "commit" });
    await see(page, "textbox", "Marque");
    await rest(page);
    assert.equal(await find(page, "textbox", "Plaque").inputValue(), "GE 99");
    await tap(page, "button", "Retour");
    await seeText(page, "Votre saisie n’est pas enregistrée.");
    await tap(page, "button", "Reprendre");
    await see(page, "textbox", "Marque");
    await rest(page);
    assert.equal(await find(page, "textbox", "Marque").inputValue(), "Fiat");
    await page.context().close();
});

test("a link is a link: Ctrl opens another tab at its address, a plain press stays and is one step", async () => {
    const page = await newPage(desk);
    await signIn(page, server);
    const clients = find(page, "link", "Clients");
    await rest(page);
    const address = await clients.evaluate((link) => link.href);
    assert.equal(address, `${server.url}/admin/clients`);
    const under = await clients.evaluate((link) => {
        const box = link.getBoundingClientRect();
        return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === link;
    });
    assert.ok(under, "the browser's menu finds the link under the pointer");
    const [other] = await Promise.all([page.context().waitForEvent("page"), clients.click({ modifiers: ["Control"] })]);
    await see(other, "searchbox", "Rechercher un client");
    assert.equal(new URL(other.url()).pathname, "/admin/clients");
    await other.close();

    await page.bringToFront();
    await page.goto(`${server.url}/admin/agenda`, { waitUntil: "commit" });
    await see(page, "button", "Nouveau rendez-vous");
    await rest(page);
    const length = await page.evaluate(() => history.length);
    await find(page, "link", "Clients").click();
    await see(page, "searchbox", "Rechercher un client");
    assert.equal(await page.evaluate(() => history.length), length + 1);
    await page.goBack();
    await see(page, "button", "Nouveau rendez-vous");
    await page.context().close();
});
