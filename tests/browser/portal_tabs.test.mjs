// The portal in two tabs of one phone: a QR code scanned again opens a new tab, and the one that the person looks at is
// the one that works.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launchChromium } from "./support/chromium.mjs";
import { WAIT_MS, activate, book, chooseFirstTime, find, goToTimes, open, phone, see, seeText, tap } from "./support/portal.mjs";
import { startServer } from "./support/server.mjs";
import { visibility } from "./support/visibility.mjs";

const options = { timeout: 240_000 };

let browser;
let server;
let links;

before(async () => {
    [browser, server] = await Promise.all([launchChromium(), startServer()]);
    links = (await server.links()).map((link) => link.url);
});
after(async () => {
    await browser?.close();
    await server?.remove();
});

async function newTab(context) {
    const page = await context.newPage();
    await page.addInitScript(visibility);
    return page;
}

const hide = (page) => page.evaluate(() => setVisibility("hidden"));
const show = (page) => page.evaluate(() => setVisibility("visible"));
const countBookings = (page) => page.getByRole("button", { name: /à confirmer$/ }).count();

async function bookAndGoHome(page, press = tap) {
    await book(page, press);
    await seeText(page, "L’atelier a bien reçu votre demande.");
    await tap(page, "button", "Retour à l’accueil");
    await see(page, "button", "Ajouter un véhicule");
}

/** On the page of the appointments: at least so many wait for an answer. */
async function seeBookings(page, count) {
    await page.waitForFunction(
        (expected) => [...document.querySelectorAll("#twin button")].filter((one) => /à confirmer$/.test(one.textContent)).length >= expected,
        count,
        { timeout: WAIT_MS },
    );
}

test("a link opened again in a new tab works there, and the first tab works again when it is looked at", options, async () => {
    const context = await browser.newContext(phone);
    const first = await newTab(context);
    await open(first, links[0]);
    await bookAndGoHome(first);
    await hide(first);

    const second = await newTab(context);
    await open(second, links[0]);
    await see(first, "heading", "Ouvert dans un autre onglet");
    await bookAndGoHome(second);
    await hide(second);

    await show(first);
    await see(second, "heading", "Ouvert dans un autre onglet");
    await tap(first, "link", "Rendez-vous");
    await see(first, "heading", "Historique");
    await seeBookings(first, 2);
    await tap(first, "link", "Accueil");
    await see(first, "button", "Ajouter un véhicule");
    await bookAndGoHome(first, activate);
    await hide(first);

    await show(second);
    await tap(second, "link", "Rendez-vous");
    await seeBookings(second, 3);
    await see(second, "button", "À jour");
    await context.close();
});

test("what one tab has saved without a network is in the tab that takes over, and delivered by it once", options, async () => {
    const context = await browser.newContext(phone);
    const first = await newTab(context);
    await open(first, links[1]);
    await tap(first, "link", "Rendez-vous");
    await see(first, "heading", "Historique");
    const already = await countBookings(first);
    await tap(first, "link", "Accueil");
    await see(first, "button", "Ajouter un véhicule");
    await context.setOffline(true);
    await book(first, tap);
    await seeText(first, "Enregistré, hors ligne");
    await hide(first);

    await context.setOffline(false);
    const second = await newTab(context);
    await open(second, links[1]);
    await see(second, "button", "À jour");
    await tap(second, "link", "Rendez-vous");
    await see(second, "button", /à confirmer$/);
    assert.equal(await countBookings(second), already + 1);
    await hide(second);

    await show(first);
    await see(first, "button", "À jour");
    await context.close();

    const other = await browser.newContext(phone);
    const page = await other.newPage();
    await open(page, links[1]);
    await tap(page, "link", "Rendez-vous");
    await see(page, "button", /à confirmer$/);
    assert.equal(await countBookings(page), already + 1);
    await other.close();
});

test("a booking half done when another tab takes over goes on at its step", options, async () => {
    const context = await browser.newContext(phone);
    const first = await newTab(context);
    await open(first, links[2]);
    await goToTimes(first, tap);
    const words = await chooseFirstTime(first, tap);
    await hide(first);

    const second = await newTab(context);
    await open(second, links[2]);
    await see(first, "heading", "Ouvert dans un autre onglet");
    await hide(second);

    await show(first);
    await see(first, "heading", "Tout est juste ?");
    await seeText(first, words.split(" à ")[1]);
    await find(first, "textbox", /^Remarque/).fill("Bruit à l’avant");
    await tap(first, "button", "Confirmer le rendez-vous");
    await seeText(first, "L’atelier a bien reçu votre demande.");
    await context.close();
});
