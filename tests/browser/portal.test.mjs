// The customers' journeys, in Chromium against a real server: from the link to a booking that reaches the shop, online
// and offline, with a finger and with a screen reader.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launchChromium } from "./support/chromium.mjs";
import { activate, book, chooseFirstTime, find, goToTimes, keptOnDevice, open, phone, see, seeText, tap } from "./support/portal.mjs";
import { startServer } from "./support/server.mjs";

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

async function newPhone(options = {}) {
    const context = await browser.newContext({ ...phone, ...options });
    return { context, page: await context.newPage() };
}

for (const [way, press] of [
    ["with a finger", tap],
    ["with a screen reader", activate],
]) {
    test(`a customer books ${way}, and the shop has it`, async () => {
        const link = links[press === tap ? 0 : 1];
        const { context, page } = await newPhone();
        await open(page, link);
        await book(page, press);
        await see(page, "heading", "C’est noté !");
        await seeText(page, "L’atelier a bien reçu votre demande.");
        await context.close();

        // Another device of the same customer learns it from the server alone.
        const other = await newPhone();
        await open(other.page, link);
        await press(other.page, "link", "Rendez-vous");
        await see(other.page, "heading", "Historique");
        await see(other.page, "button", /à confirmer$/);
        await other.context.close();
    });
}

test("a booking on one device appears on another without a reload", async () => {
    const first = await newPhone();
    const second = await newPhone();
    await open(first.page, links[2]);
    await open(second.page, links[2]);
    await tap(second.page, "link", "Rendez-vous");
    const before = await second.page.getByRole("button", { name: /à confirmer$/ }).count();
    await book(first.page, tap);
    await seeText(first.page, "L’atelier a bien reçu votre demande.");
    await second.page.waitForFunction(
        (count) => [...document.querySelectorAll("#twin button")].filter((button) => /à confirmer$/.test(button.textContent)).length > count,
        before,
        { timeout: 20_000 },
    );
    await first.context.close();
    await second.context.close();
});

test("a wrong or revoked code gets a friendly page that reveals nothing but the business’s name", async () => {
    const { context, page } = await newPhone();
    await page.goto(`${server.url}/c/AAAABBBBCCCCDDDD`);
    await see(page, "heading", "Ce lien ne fonctionne plus");
    const text = await page.locator("#twin").innerText();
    assert.doesNotMatch(text, /Bonjour|Prendre RDV|\+41|[A-Z]{2} \d{3}/);
    await see(page, "textbox", "Code personnel");
    await context.close();
});

test("the page is in the language of the phone", async () => {
    for (const [locale, words] of [
        ["en-GB", "Book an appointment"],
        ["de-CH", "Termin buchen"],
        ["it-CH", "Prendi appuntamento"],
    ]) {
        const { context, page } = await newPhone({ locale });
        await page.goto(links[3]);
        await see(page, "button", words);
        assert.equal(await page.evaluate(() => document.documentElement.lang), locale.slice(0, 2));
        await context.close();
    }
});

test("a vehicle is added by typing into real fields", async () => {
    const { context, page } = await newPhone();
    await open(page, links[4]);
    await tap(page, "button", "Ajouter un véhicule");
    await find(page, "textbox", "Plaque").fill("ge 4711");
    await find(page, "textbox", "Marque").fill("Fiat");
    await find(page, "textbox", "Modèle").fill("Panda");
    await tap(page, "button", "Enregistrer le véhicule");
    await see(page, "button", /^GE 4711/);
    await page.reload();
    await see(page, "button", /^GE 4711/);
    await context.close();
});

test("Back goes through the steps of a booking, and a reload stays at its step", async () => {
    const { context, page } = await newPhone();
    await open(page, links[5]);
    await goToTimes(page, tap);
    await page.goBack();
    await see(page, "heading", "Quel service ?");
    await page.goForward();
    const words = await chooseFirstTime(page, tap);
    await page.reload();
    await see(page, "heading", "Tout est juste ?");
    await seeText(page, words.split(" à ")[1]);
    await context.close();
});

test("without a network the portal opens, books, survives a reload and a killed tab, and delivers later", async () => {
    const own = await startServer();
    const link = (await own.links())[0].url;
    const { context, page } = await newPhone();
    await open(page, link);
    await keptOnDevice(page);
    await own.stop();

    await page.reload();
    await see(page, "button", "Prendre RDV");
    await book(page, tap);
    await see(page, "heading", "C’est noté !");
    await seeText(page, "Enregistré, hors ligne");
    await page.reload();
    await seeText(page, "en attente d’envoi");

    const cdp = await context.newCDPSession(page);
    cdp.send("Page.crash").catch(() => {});
    await page.waitForEvent("crash");
    await page.close();
    const again = await context.newPage();
    await again.goto(link);
    await see(again, "button", "Prendre RDV");
    await see(again, "button", /^Hors ligne/);

    const back = await startServer({ port: own.port, data: own.data });
    await again.evaluate(() => window.dispatchEvent(new Event("online")));
    await see(again, "button", "À jour");
    const other = await newPhone();
    await open(other.page, link);
    await tap(other.page, "link", "Rendez-vous");
    await see(other.page, "button", /à confirmer$/);
    await other.context.close();
    await context.close();
    await back.remove();
});

test("two book the last place offline: the first to arrive has it, the other keeps everything and rebooks in one tap", async () => {
    const first = await newPhone();
    const second = await newPhone();
    for (const [one, link] of [
        [first, links[6]],
        [second, links[7]],
    ]) {
        await open(one.page, link);
        await keptOnDevice(one.page);
    }

    // Others take the next free time until it is full; the last of them gives the place back.
    let words;
    let last;
    for (let number = 8; ; number += 1) {
        const other = await newPhone();
        await open(other.page, links[number]);
        await goToTimes(other.page, tap);
        const offered = await chooseFirstTime(other.page, tap);
        words ??= offered;
        if (offered !== words) {
            await other.context.close();
            break;
        }
        await tap(other.page, "button", "Confirmer le rendez-vous");
        await seeText(other.page, "L’atelier a bien reçu votre demande.");
        await last?.context.close();
        last = other;
    }
    await tap(last.page, "button", "Voir le rendez-vous");
    await tap(last.page, "button", "Annuler ce rendez-vous");
    await tap(last.page, "button", "Oui, annuler");
    await seeText(last.page, /^annulé$/);
    await see(last.page, "button", "À jour");
    await last.context.close();

    for (const { page, context } of [first, second]) {
        await goToTimes(page, tap);
        await see(page, "button", words, { exact: true });
        await context.setOffline(true);
        assert.equal(await chooseFirstTime(page, tap), words);
        await find(page, "textbox", /^Remarque/).fill("Bruit à l’avant");
        await tap(page, "button", "Confirmer le rendez-vous");
        await seeText(page, "Enregistré, hors ligne");
    }

    await first.context.setOffline(false);
    await seeText(first.page, "L’atelier a bien reçu votre demande.");
    await second.context.setOffline(false);
    await see(second.page, "heading", "Ce créneau n’est plus libre");
    await see(second.page, "button", "1 refusé");
    await tap(second.page, "button", / à \d\d:\d\d$/);
    await seeText(second.page, "L’atelier a bien reçu votre demande.");
    await see(second.page, "button", "À jour");
    await tap(second.page, "button", "Voir le rendez-vous");
    await seeText(second.page, "Bruit à l’avant");
    await first.context.close();
    await second.context.close();
});
