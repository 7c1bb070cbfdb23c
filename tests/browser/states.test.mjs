// The states that a screen can be in besides the usual one: empty, loading, offline, waiting, refused, wrong, closed. Each
// stands what every screen must, and says what to do next. PORTAIL_SCREENSHOTS=FOLDER photographs them all, which makes
// this file, with screens.test.mjs, the gallery of the screens.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { desk, signIn } from "./support/admin.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { examine } from "./support/examine.mjs";
import { book, find, goToTimes, keptOnDevice, open, phone, see, seeText, tap } from "./support/portal.mjs";
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

async function newPage(options) {
    const context = await browser.newContext(options);
    return { context, page: await context.newPage() };
}

describe("the portal", () => {
    test("while it loads for the first time", async () => {
        const { context, page } = await newPage({ ...phone, reducedMotion: "reduce" });
        await context.route("**/api/sync/pull*", () => {}); // never answered
        await page.goto(links[0].url, { waitUntil: "commit" });
        await see(page, "progressbar", /./);
        await examine(page, "state-portal-loading", { headings: 0 });
        await context.close();
    });

    test("opened for the first time without a connection to the server", async () => {
        const { context, page } = await newPage(phone);
        await context.route("**/api/**", (route) => route.abort());
        await page.goto(links[0].url, { waitUntil: "commit" });
        await see(page, "button", "Réessayer");
        await examine(page, "state-portal-first-visit-offline");
        await context.unroute("**/api/**");
        await tap(page, "button", "Réessayer");
        await see(page, "button", "Prendre RDV");
        await context.close();
    });

    test("without a code", async () => {
        const { context, page } = await newPage(phone);
        await page.goto(server.url, { waitUntil: "commit" });
        await see(page, "heading", /./);
        await examine(page, "state-portal-no-code");
        await context.close();
    });

    test("offline, with a booking that waits", async () => {
        const { context, page } = await newPage(phone);
        await open(page, links[1].url);
        await keptOnDevice(page);
        await context.setOffline(true);
        await see(page, "button", /^Hors ligne/);
        await examine(page, "state-portal-offline");
        await book(page, tap);
        await seeText(page, "Enregistré, hors ligne");
        await examine(page, "state-portal-booked-offline");
        await open(page, links[1].url);
        await examine(page, "state-portal-waiting");
        await tap(page, "button", /^Hors ligne/);
        await see(page, "dialog", "État de vos données");
        await seeText(page, "En attente d’envoi");
        await examine(page, "state-portal-outbox-waiting");
        await context.close();
    });

    test("a booking that was refused, and the question before it is given up", async () => {
        const { context, page } = await newPage(phone);
        await open(page, links[2].url);
        await keptOnDevice(page);
        await goToTimes(page, tap);
        await context.setOffline(true);
        const first = page.getByRole("group", { name: "Premiers créneaux libres" }).getByRole("button").first();
        const words = (await first.textContent()).trim();
        await tap(page, "button", words, { exact: true });
        await tap(page, "button", "Confirmer le rendez-vous");
        await seeText(page, "Enregistré, hors ligne");
        // Meanwhile others take every place of that time.
        for (let number = 3; number < 20; number += 1) {
            const other = await newPage(phone);
            await open(other.page, links[number].url);
            await goToTimes(other.page, tap);
            const isFree = await other.page.getByRole("button", { name: words, exact: true }).count();
            if (isFree) {
                await tap(other.page, "button", words, { exact: true });
                await tap(other.page, "button", "Confirmer le rendez-vous");
                await seeText(other.page, "L’atelier a bien reçu votre demande.");
            }
            await other.context.close();
            if (!isFree) break;
        }
        await context.setOffline(false);
        await see(page, "heading", "Ce créneau n’est plus libre");
        await examine(page, "state-portal-slot-taken");
        await tap(page, "button", "1 refusé");
        await see(page, "dialog", "État de vos données");
        await examine(page, "state-portal-outbox-refused");
        await tap(page, "button", "Abandonner");
        await examine(page, "state-portal-outbox-question");
        await context.close();
    });

    test("with wrong entries", async () => {
        const { context, page } = await newPage(phone);
        await open(page, links[20].url);
        await tap(page, "link", "Mes infos");
        await find(page, "textbox", "Téléphone").fill("12");
        await find(page, "textbox", "E-mail").fill("pas une adresse");
        await tap(page, "button", "Enregistrer");
        await page.locator("[aria-invalid=true]").first().waitFor({ state: "attached" });
        await examine(page, "state-portal-details-wrong");
        await tap(page, "link", "Véhicules");
        await tap(page, "button", /Ajouter un véhicule/);
        await tap(page, "button", "Enregistrer le véhicule");
        await page.locator("[aria-invalid=true]").first().waitFor({ state: "attached" });
        await examine(page, "state-portal-vehicle-wrong");
        await context.close();
    });

    test("with the text twice as large", async () => {
        const { context, page } = await newPage(phone);
        await open(page, links[21].url);
        await tap(page, "link", "Mes infos");
        await page.getByLabel("Taille du texte").selectOption({ label: "200 %" });
        await examine(page, "state-portal-large-details");
        await tap(page, "link", "Accueil");
        await see(page, "button", "Prendre RDV");
        await examine(page, "state-portal-large-home");
        await goToTimes(page, tap);
        await examine(page, "state-portal-large-times");
        await context.close();
    });
});

describe("a business on its first day", () => {
    let own;
    let page;

    before(async () => {
        own = await startServer({ options: ["--empty"] });
        page = (await newPage(desk)).page;
        await signIn(page, own);
    });
    after(() => own?.remove());

    test("the staff's screens say what to do first", async () => {
        await see(page, "heading", /./);
        await examine(page, "state-admin-empty-agenda");
        await tap(page, "link", /^Clients/);
        await see(page, "searchbox", "Rechercher un client");
        await examine(page, "state-admin-empty-clients");
        await page.goto(`${own.url}/admin/requests`);
        await see(page, "heading", "Rendez-vous à confirmer");
        await examine(page, "state-admin-empty-requests");
    });

    test("a new client with wrong entries, then a sheet with nothing in it yet, and the portal of that client", async () => {
        await page.goto(`${own.url}/admin/clients/new`);
        await see(page, "textbox", "Prénom");
        await tap(page, "button", "Créer le client");
        await page.locator("[aria-invalid=true]").first().waitFor({ state: "attached" });
        await examine(page, "state-admin-new-client-wrong");
        await find(page, "textbox", "Prénom").fill("Наталія");
        await find(page, "textbox", "Nom", { exact: true }).fill("Шевченко");
        await tap(page, "button", "Créer le client");
        await see(page, "heading", "Наталія Шевченко");
        await examine(page, "state-admin-client-without-anything");
        for (const tab of ["Véhicules", "Rendez-vous", "Notes"]) {
            await tap(page, "tab", tab);
            await examine(page, `state-admin-client-no-${tab.toLowerCase()}`);
        }
        await see(page, "button", "À jour");

        const [{ url }] = await own.links();
        const customer = await newPage(phone);
        await open(customer.page, url);
        await examine(customer.page, "state-portal-empty-home");
        await tap(customer.page, "link", "Véhicules");
        await see(customer.page, "heading", "Mes véhicules");
        await examine(customer.page, "state-portal-empty-vehicles");
        await tap(customer.page, "link", "Rendez-vous");
        await see(customer.page, "heading", "Historique");
        await examine(customer.page, "state-portal-empty-history");
        await customer.context.close();
    });
});

describe("the staff's program", () => {
    let context;
    let page;
    /** By Escape; closed when the history is back where it was opened. */
    const closeDialog = async () => {
        await page.keyboard.press("Escape");
        await page.waitForURL(({ searchParams }) => !searchParams.has("do"));
    };
    const goTo = (place) => page.goto(`${server.url}/admin${place}`, { waitUntil: "commit" });

    before(async () => {
        ({ context, page } = await newPage(desk));
        await page.goto(`${server.url}/admin`);
        await see(page, "heading", "Connexion de l’équipe");
        await find(page, "textbox", "E-mail").fill(server.email);
        await page.getByLabel("Mot de passe", { exact: true }).fill("faux");
        await tap(page, "button", "Se connecter");
        await page.getByRole("alert").first().waitFor({ state: "attached" });
    });

    test("a wrong password", async () => {
        await examine(page, "state-admin-wrong-password");
        await signIn(page, server);
    });

    test("an appointment in each of its states", async () => {
        const rows = page.getByRole("button", { name: /^\d\d:\d\d, / });
        const seen = new Set();
        // The nearest days that have appointments: what was, and what is to come.
        for (const step of ["Jour précédent", "Jour suivant"]) {
            await goTo("/agenda");
            await see(page, "button", step);
            do {
                await tap(page, "button", step);
                await rest(page);
            } while ((await rows.count()) === 0);
            for (const name of await rows.evaluateAll((all) => all.map((row) => row.getAttribute("aria-label") ?? row.textContent))) {
                const state = name.split(", ").pop();
                if (seen.has(state)) continue;
                seen.add(state);
                await tap(page, "button", name, { exact: true });
                await see(page, "button", "Fiche du client");
                await examine(page, `state-admin-appointment-${seen.size}`);
            }
        }
        assert.ok(seen.size >= 3, `only ${[...seen]}`);
    });

    test("moving an appointment, and the step that can be undone", async () => {
        await goTo("/requests");
        await see(page, "heading", "Rendez-vous à confirmer");
        await tap(page, "button", "Confirmer");
        await see(page, "button", "Rétablir");
        await examine(page, "state-admin-undo");
        await tap(page, "button", "Rétablir");
        await seeText(page, "Rendez-vous rouvert");
        await tap(page, "button", "Voir dans l’agenda");
        await tap(page, "button", "Déplacer");
        await see(page, "dialog", "Déplacer le rendez-vous");
        await examine(page, "state-admin-move");
        await closeDialog();
        await tap(page, "button", "Annuler");
        await see(page, "dialog", "Annuler ce rendez-vous ?");
        await examine(page, "state-admin-cancel");
        await closeDialog();
    });

    test("a search that finds nothing", async () => {
        await goTo("/clients");
        await find(page, "searchbox", "Rechercher un client").fill("xyzxyz");
        await see(page, "heading", /Aucun/);
        await examine(page, "state-admin-search-nothing");
    });

    test("offline", async () => {
        await keptOnDevice(page);
        await context.setOffline(true);
        await see(page, "button", /^Hors ligne/);
        await goTo("/agenda");
        await see(page, "button", "Nouveau rendez-vous");
        await examine(page, "state-admin-offline");
        await context.setOffline(false);
    });
});
