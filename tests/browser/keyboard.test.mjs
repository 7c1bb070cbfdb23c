// The journeys of customers and staff with the keyboard alone: every step is reached by Tab and arrow keys, the ring is
// drawn where the focus is, and the focus is never lost.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { PASSWORD, desk } from "./support/admin.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { assertHasFocus, focused, press, tabInto, tabTo } from "./support/keyboard.mjs";
import { WAIT_MS, find, see, seeText } from "./support/portal.mjs";
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

async function newPage() {
    const page = await (await browser.newContext(desk)).newPage();
    page.setDefaultTimeout(WAIT_MS);
    return page;
}

/** A new page was shown: the keyboard begins at its heading. */
async function seeNewPage(page, heading) {
    await see(page, "heading", heading);
    await rest(page);
    assert.equal((await focused(page)).name, heading);
}

async function bookWithKeyboard(page, url) {
    await page.goto(url, { waitUntil: "commit" });
    await press(page, "button", "Prendre RDV", { exact: true });
    await seeNewPage(page, "Pour quel véhicule ?");
    await press(page, "button", /^[A-Z]{2} [\d ]+/);
    await seeNewPage(page, "Quel service ?");
    await press(page, "button", /CHF/);
    await seeNewPage(page, "Quand ?");
    const first = page.getByRole("group", { name: "Premiers créneaux libres" }).getByRole("button").first();
    await first.waitFor({ state: "attached", timeout: WAIT_MS });
    await press(page, "button", (await first.textContent()).trim(), { exact: true });
    await seeNewPage(page, "Tout est juste ?");
    await press(page, "button", "Confirmer le rendez-vous");
    await seeNewPage(page, "C’est noté !");
}

test("a customer books an appointment, and cancels it", async () => {
    const page = await newPage();
    await bookWithKeyboard(page, links[0].url);
    await press(page, "button", "Voir le rendez-vous");
    await press(page, "button", "Annuler ce rendez-vous");
    await see(page, "dialog", "Annuler le rendez-vous ?");
    await assertHasFocus(page);
    await page.keyboard.press("Escape");
    await find(page, "dialog", "Annuler le rendez-vous ?").waitFor({ state: "detached" });
    await rest(page);
    assert.equal((await focused(page)).name, "Annuler ce rendez-vous");
    await page.keyboard.press("Enter");
    await press(page, "button", "Oui, annuler");
    await seeText(page, /^annulé$/);
    await assertHasFocus(page, "after the dialog has closed and its button has gone");
    await page.context().close();
});

test("staff sign in, find a client, confirm and move an appointment, and mark a no-show", async () => {
    const customer = await newPage();
    await bookWithKeyboard(customer, links[1].url);
    await seeText(customer, "L’atelier a bien reçu votre demande.");
    await customer.context().close();

    const page = await newPage();
    await page.goto(`${server.url}/admin`, { waitUntil: "commit" });
    await tabTo(page, "textbox", "E-mail");
    await page.keyboard.press("Control+A");
    await page.keyboard.type(server.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(server.password);
    await page.keyboard.press("Enter");
    await see(page, "heading", "Choisir un mot de passe");
    await tabTo(page, "textbox", "Nouveau mot de passe");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await see(page, "link", "Agenda");
    await assertHasFocus(page, "after the sign-in");

    // Find a client, open the sheet.
    await page.keyboard.press("Control+K");
    await see(page, "combobox", "Client ou action");
    await rest(page);
    await page.keyboard.type(links[1].name);
    await see(page, "option", new RegExp(links[1].name));
    await page.keyboard.press("Enter");
    await seeNewPage(page, "Clients");
    await see(page, "heading", links[1].name);
    await tabTo(page, "tab", "Coordonnées");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await see(page, "tabpanel", "Rendez-vous");
    const coming = page.getByRole("list", { name: "À venir" }).getByRole("button").first();
    await coming.waitFor({ state: "attached" });
    await press(page, "button", (await coming.textContent()).trim(), { exact: true });
    await see(page, "button", "Confirmer", { exact: true });
    await assertHasFocus(page);

    await press(page, "button", "Confirmer", { exact: true });
    await find(page, "button", "Confirmer", { exact: true }).waitFor({ state: "detached" });
    await assertHasFocus(page, "after the button has gone");

    await press(page, "button", "Déplacer", { exact: true });
    await tabInto(page, page.getByRole("grid"));
    // A month later, by the arrow keys, to a day that has room.
    const slots = page.getByRole("group", { name: "Créneaux libres" }).getByRole("button");
    for (let days = 0; days < 14; days += 1) {
        await page.keyboard.press(days === 0 ? "PageDown" : "ArrowRight");
        await rest(page);
        await page.keyboard.press("Enter");
        await rest(page);
        if ((await slots.count()) > 0) break;
    }
    await press(page, "button", (await slots.first().textContent()).trim(), { exact: true });
    await press(page, "button", /^Déplacer : /);
    await seeText(page, /déplacé/i);
    await assertHasFocus(page, "after the dialog has closed");

    // One that nobody came to: entered for midnight, which has passed whenever this runs.
    await page.keyboard.press("F2");
    await seeNewPage(page, "Nouveau rendez-vous");
    await tabTo(page, "searchbox", "Rechercher un client");
    await page.keyboard.type(links[2].name);
    await rest(page);
    await press(page, "button", new RegExp(links[2].name));
    await press(page, "button", "Sans véhicule");
    await press(page, "button", /CHF/);
    await tabInto(page, page.getByRole("grid"));
    for (let days = 0; days < 14 && !/aujourd’hui/.test((await focused(page)).name); days += 1) {
        await page.keyboard.press("ArrowLeft");
        await rest(page);
    }
    await page.keyboard.press("Enter");
    await tabTo(page, "textbox", "Autre heure");
    await page.keyboard.type("0:00");
    await press(page, "button", /^Réserver /);
    await press(page, "button", "Absent", { exact: true });
    await press(page, "button", "Noter comme absent");
    await see(page, "button", new RegExp(`^00:00, ${links[2].name}.*non venu$`));
    await assertHasFocus(page, "after the question");
    await page.context().close();
});
